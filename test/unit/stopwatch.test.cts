import { Stopwatch } from '../../clio/pacing/stopwatch';

let now = 1_000;
const at = (moment: number, happens: () => void) => {
	now = moment;
	happens();
};

it('counts once what is waited for at the same time, and nothing in between', () => {
	const watch = new Stopwatch({ elapsed: () => now });
	let [page, names, later] = [() => {}, () => {}, () => {}];
	at(1_000, () => (page = watch.begin()));
	at(3_000, () => (names = watch.begin()));
	at(5_000, () => page());
	at(6_000, () => names());
	expect(watch.ms).toBe(5_000);
	at(9_000, () => (later = watch.begin()));
	at(10_000, () => later());
	at(99_000, () => later());
	expect(watch.ms).toBe(6_000);
});
