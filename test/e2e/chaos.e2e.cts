import '../../dev/chaos/impatient.cts';
import assert from 'node:assert/strict';
import { evenly, type Rates } from '../../dev/chaos/chance.cts';
import { allFaults } from '../../dev/chaos/faults.cts';
import { keepOnDisk } from './chaos-disk.cts';
import { Figures } from './chaos-figures.cts';
import { hurry } from './chaos-hurry.cts';
import { Line } from './chaos-line.cts';
import { lists } from './chaos-lists.cts';
import { reads } from './chaos-reads.cts';
import { doAll } from './chaos-run.cts';
import { triggers } from './chaos-triggers.cts';
import type { Work } from './chaos-work.cts';
import { largeWrites, writes } from './chaos-writes.cts';
import type { Suite } from './suite.cts';

/** Another draws other faults; this one again the same. */
const seed = Number(process.env.CHAOS_SEED ?? 1);

/** Clocks go a hundred times as fast, and requests have a hundredth of their time (dev/chaos/impatient.cts). */
const times = 100;
/** No work may take longer, in milliseconds: two hours of n8n's time, for many requests one after the other. */
const longest = 72_000;
/** Nor may a request be waited for longer, in minutes of n8n's time: ten, and what this machine takes itself. */
const longestRequest = 15;

const waits = allFaults.filter((fault) => /^(stall|drip)/.test(fault));

const lines: Record<string, { rates: Rates; rounds: number }> = {
	'a good line': { rates: {}, rounds: 2 },
	'a line on which 5 % fail': { rates: evenly(0.05, allFaults), rounds: 6 },
	'a line on which 20 % fail': { rates: evenly(0.2, allFaults), rounds: 6 },
	'a line on which 50 % fail': { rates: evenly(0.5, allFaults), rounds: 4 },
	'a line on which 10 % stall or drip': { rates: evenly(0.1, waits), rounds: 2 },
};

const figures = new Figures(times);

/** n8n's engine works over a line that fails, and then the firm is looked at: nothing is wrong, nothing is twice. */
export const run: Suite = async (step, teardown) => {
	teardown.add(await keepOnDisk());
	console.log(`CHAOS_SEED=${seed} draws the same faults again.`);
	for (const [name, { rates, rounds }] of Object.entries(lines))
		await step(`All is right over ${name}`, async () => {
			const isGood = !Object.keys(rates).length;
			const changes = [...largeWrites, ...repeated(writes, rounds)];
			// On a good line nothing may be late, so what waits least has this machine to itself, and lists have time.
			const stages: Array<[works: Work[], times: number]> = isGood
				? [
						[repeated(reads, rounds), times],
						[changes, times],
						[triggers, times],
						[lists, times / 10],
					]
				: [
						[repeated([...reads, ...lists], rounds), times],
						[[...triggers, ...changes], times],
					];
			for (const [works, pace] of stages) await workOver(name, rates, works, pace);
		});
};

export const tell = (): string[] => figures.tell();

async function workOver(name: string, rates: Rates, some: Work[], pace: number): Promise<void> {
	const end = hurry(pace);
	const line = await Line.start({ matters: 450 });
	try {
		line.rage(seed, rates);
		const results = await doAll(some, line, longest);
		figures.add(name, results, line.deeds);
		const wrong = results.filter((one) => one.wrong);
		assert.deepEqual(
			wrong.map((one) => `${one.work.family}: ${one.wrong}`),
			[],
		);
		// n8n goes on with the renewal of a token that the node has given up.
		const own = line.deeds.filter(({ path }) => path !== '/oauth/token');
		const endless = own.filter(({ ms }) => !(ms! < longestRequest * 60_000));
		assert.deepEqual(endless, []);
		if (Object.keys(rates).length) return;
		const told = results.flatMap(({ verdicts }) => verdicts.flatMap(({ error }) => error ?? []));
		assert.deepEqual(told, []);
	} finally {
		await line.close();
		end();
	}
}

const repeated = (some: Work[], rounds: number): Work[] =>
	Array.from({ length: rounds }, () => some).flat();
