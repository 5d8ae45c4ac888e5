import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from './process.cts';
import type { Account, Done, Output, Weight, Work } from './work.cts';

/** A contestant in a process of its own. What it returns stays here; what it took is told. */
let account: Account;

const SAMPLE_MS = 100;
const gc = globalThis.gc!;

interface Timed extends Output {
	ms: number;
}

/** The clock runs once all is loaded. */
async function outputs(work: Work): Promise<Timed[]> {
	const runs = await runsOf(work);
	const began = performance.now();
	const timed = async (run: () => Promise<Output>) => {
		const output = await run();
		return { ms: performance.now() - began, ...output };
	};
	return Promise.all(runs.map(timed));
}

/** Loaded by need: n8n changes what Node does with connections. */
async function runsOf(work: Work): Promise<Array<() => Promise<Output>>> {
	if ('pages' in work) {
		const { readPages } = require('./bare-loop.cts') as typeof import('./bare-loop.cts');
		return [() => readPages(work.pages, account.token.access_token)];
	}
	const { chain } = require('./chain.cts') as typeof import('./chain.cts');
	const run = await chain(work.steps, account);
	return (work.executions ?? [[{}]]).map((items) => () => run(items));
}

const handlers = {
	use: (given: Account) => void (account = given),
	/** What the work takes is loaded, and nothing done. */
	load: async (work: Work) => void (await runsOf(work)),
	async run(work: Work): Promise<Done> {
		gc();
		const all = await outputs(work);
		const items = all.flatMap((one) => one.items) as Array<{ json?: { error?: unknown } }>;
		const each = all.map(({ ms }) => ms);
		const failed = items.filter(({ json }) => json?.error !== undefined).length;
		return { ms: Math.max(...each), each, records: items.length, failed };
	},
	/** Twice: once as it is, once with all garbage collected again and again. */
	async weigh({ work, small }: { work: Work; small: Work }): Promise<Weight> {
		gc();
		const atStart = process.memoryUsage().rss;
		await outputs(work);
		const resident = process.resourceUsage().maxRSS * 1024;
		return { atStart, resident, ...(await livePeak(work, small)) };
	},
};

/** What n8n still holds of its last execution is that of a small one. */
async function livePeak(work: Work, small: Work): Promise<Pick<Weight, 'peak' | 'items'>> {
	await outputs(small);
	const before = await live();
	const watch = watchLive();
	const all = await outputs(work);
	const most = watch.end();
	// No variable of this function may hold one of them: it would stay until the end.
	all.forEach((one) => delete one.execution);
	await outputs(small);
	const withItems = await live();
	all.length = 0;
	return { peak: most - before, items: withItems - (await live()) };
}

/** Looks at the live heap until the end, and tells the most. The work has half of the time at least. */
function watchLive(): { end(): number } {
	let most = 0;
	let timer: NodeJS.Timeout;
	const look = () => {
		const began = performance.now();
		most = Math.max(most, liveNow());
		timer = setTimeout(look, Math.max(SAMPLE_MS, performance.now() - began));
	};
	look();
	return {
		end() {
			clearTimeout(timer);
			return Math.max(most, liveNow());
		},
	};
}

function liveNow(): number {
	gc();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

/** Once what was begun in the background has come to an end, and V8 has let go of code that rests. */
async function live(): Promise<number> {
	await sleep(2 * SAMPLE_MS);
	for (let time = 0; time < 10; time++) gc();
	return liveNow();
}

export type ContestantHandlers = typeof handlers;

serve(handlers);
