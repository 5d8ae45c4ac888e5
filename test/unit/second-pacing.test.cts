import type { Headers } from '../../clio/pacing';
import { SecondPacing } from '../../clio/pacing/second';
import { FakeClock } from './fake.cts';

/** The budget of an app at the Clio Platform. */
let clock: FakeClock;
let pacing: SecondPacing;
let times: number[];
beforeEach(() => {
	clock = new FakeClock();
	pacing = new SecondPacing(3);
	times = [];
});

/** A request that takes so long, on the fake clock. */
const request =
	(took = 0, headers: Headers = {}) =>
	async () => {
		times.push(clock.now());
		if (took) await clock.sleep(took);
		return { headers };
	};

const since = (start: number) => times.map((time) => time - start);

it('lets three requests a second go', async () => {
	const start = clock.now();
	await Promise.all(Array.from({ length: 7 }, async () => pacing.pass(clock, request())));
	expect(since(start)).toEqual([0, 0, 0, 1_000, 1_000, 1_000, 2_000]);
});

it('counts by when they were answered, since it is not known when they came in', async () => {
	const start = clock.now();
	await pacing.pass(clock, request(900));
	for (let i = 0; i < 3; i++) await pacing.pass(clock, request());
	expect(since(start)).toEqual([0, 900, 900, 1_900]);
});

it('sends them one after the other', async () => {
	const start = clock.now();
	await Promise.all([pacing.pass(clock, request(400)), pacing.pass(clock, request(100))]);
	expect(since(start)).toEqual([0, 400]);
});

it('goes on with the next after one that failed', async () => {
	const failed = pacing.pass(clock, async () => Promise.reject(new Error('No connection')));
	const next = pacing.pass(clock, request());
	await expect(failed).rejects.toThrow('No connection');
	await next;
	expect(times).toHaveLength(1);
});

it('pauses for 1, 2, 4, 8 and 16 seconds where Clio does not say how long', async () => {
	const pauses: number[] = [];
	for (let times = 1; times <= 6; times++) pauses.push(await pauseAfter({}, times));
	expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 16_000]);
});

it('pauses as long as Clio says', async () => {
	expect(await pauseAfter({ 'retry-after': '7' })).toBe(7_000);
	expect(await pauseAfter({ 'x-ratelimit-reset': clock.seconds(5) })).toBe(5_000);
});

async function pauseAfter(headers: Headers, count = 1): Promise<number> {
	const before = clock.elapsed();
	pacing.refused(clock, headers, count);
	await pacing.pass(clock, request());
	return times.at(-1)! - before;
}

it('lets nobody else ask during a pause', async () => {
	const start = clock.now();
	pacing.refused(clock, { 'retry-after': '7' }, 1);
	await pacing.pass(clock, request());
	expect(since(start)).toEqual([7_000]);
});

it('reads what is left from the headers, where they come', async () => {
	const start = clock.now();
	const spent = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': clock.seconds(4) };
	await pacing.pass(clock, request(0, spent));
	await pacing.pass(clock, request());
	expect(since(start)).toEqual([0, 4_000]);
});

it('of one that gives up waiting leaves the others in line', async () => {
	const first = pacing.pass(clock, request(500));
	const impatient = new FakeClock();
	impatient.until = async () => Promise.reject(new Error('Canceled'));
	const second = pacing.pass(impatient, request());
	const third = pacing.pass(clock, request());
	await expect(second).rejects.toThrow('Canceled');
	const start = clock.now();
	await Promise.all([first, third]);
	expect(since(start)).toEqual([0, 500]);
});
