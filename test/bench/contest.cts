import type { Process } from './process.cts';
import type { ContestantHandlers } from './contestant.process.cts';
import type { Setting } from './bench.cts';
import type { Firm } from './firm.cts';
import { median } from './figures.cts';
import type { Weight, Work } from './work.cts';

export interface Contestant {
	name: string;
	work: Work;
	/** The same with hardly anything to do; with it, memory is weighed, too. */
	small?: Work;
}

export interface Result {
	name: string;
	requests: number;
	/** Of each round. */
	ms: number[];
	median: number;
	weight?: Weight;
}

export interface Rules {
	rounds: number;
	/** How many records each must have read, or nothing was measured. */
	records: number;
}

/**
 * Contestants take turns, each round in an order of its own, so that whatever else the machine does hits all alike;
 * none twice in a row, for its second turn would find the processor's memory as it left it. Each is in a process of
 * its own and has run once before, as in an n8n that is at work.
 */
export async function contest(
	{ n8n, teardown, step }: Setting,
	firm: Firm,
	contestants: Contestant[],
	{ rounds, records }: Rules,
): Promise<Result[]> {
	const all = contestants.map((one) => ({ ...one, requests: 0, ms: [] as number[] }));
	const runners = new Map<string, Process<ContestantHandlers>>();
	for (const { name } of all) runners.set(name, await firm.contestant(teardown, n8n));

	const turn = async ({ name, work }: Contestant) => {
		await firm.process.ask('forget');
		const done = await runners.get(name)!.ask('run', work);
		if (done.records !== records || done.failed)
			throw new Error(`${name}: ${done.records} of ${records} records, ${done.failed} failed`);
		return { ms: done.ms, requests: (await firm.process.ask('requests')).count };
	};

	for (const one of all) await step(`${one.name}, to warm up`, () => turn(one));
	let order: typeof all = [];
	for (let round = 1; round <= rounds; round++) {
		await step(`Round ${round} of ${rounds}`, async () => {
			for (const one of (order = shuffled(all, order.at(-1)))) {
				const { ms, requests } = await turn(one);
				one.ms.push(ms);
				one.requests = requests;
			}
		});
	}
	for (const runner of runners.values()) runner.end();
	const results: Result[] = all.map((one) => ({ ...one, median: median(one.ms) }));
	for (const [at, { name, work, small }] of all.entries()) {
		if (!small) continue;
		results[at].weight = await step(`${name}: memory`, async () => {
			const fresh = await firm.contestant(teardown, n8n);
			return fresh.ask('weigh', { work, small }).finally(() => fresh.end());
		});
	}
	return results;
}

/** In an order drawn by chance, in which one of them is not the first. */
function shuffled<T>(all: T[], notFirst?: T): T[] {
	const drawn = all.map((one) => ({ one, at: Math.random() })).sort((a, b) => a.at - b.at);
	const order = drawn.map(({ one }) => one);
	return order.length > 1 && order[0] === notFirst ? shuffled(all, notFirst) : order;
}
