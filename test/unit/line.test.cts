import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Line } from '../../clio/pacing/line';
import { FakeClock } from './fake.cts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is not needed may take a moment to go. */
async function collectAll(): Promise<void> {
	for (let times = 0; times < 5; times++) {
		await new Promise((resolve) => setImmediate(resolve));
		collect();
	}
}

it('keeps nothing of what came of the work: n8n runs for months', async () => {
	const [line, clock] = [new Line(), new FakeClock()];
	const answers: Array<WeakRef<object>> = [];
	for (let n = 0; n < 50; n++) {
		await line.next(clock, async () => {
			const answer = { records: Array.from({ length: 100 }, () => ({ n })) };
			answers.push(new WeakRef(answer));
			return answer;
		});
	}
	await collectAll();
	const kept = answers.filter((one) => one.deref()).length;
	expect(kept).toBeLessThanOrEqual(1);
	// The line itself is still there.
	expect(await line.next(clock, async () => 'next')).toBe('next');
});
