import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOUR } from '../../dev/n8n/clock/advance.cts';
import type { QueueHost } from '../../dev/n8n/queue/queue-host.cts';
import type { Step } from '../../dev/n8n/step.cts';
import type { Entry, Ledger } from './queue-ledger.cts';
import { Stream } from './queue-stream.cts';

interface Part {
	kill(): Promise<void>;
	start(): Promise<void>;
}

/** How often n8n looks for executions that are no longer in the queue. */
const LOST_JOBS_MS = 3 * HOUR + 60_000;
/** After that the regular check has come, which is every ten minutes, and looks again at what is older than five. */
const CHECK_MS = 11 * 60_000;
const LOOK_EVERY_MS = 3_000;
const LOOKS = 80;
/** In a firm minutes pass until the regular check looks again; until then the workers have made their marks. */
const MARKS_MS = 10_000;

/** One stream of changes, during which one part after the other is killed. */
export async function surviving(host: QueueHost, ledger: Ledger, step: Step): Promise<string[]> {
	const { sandbox, main, processors, workers, redis, postgres } = host;
	// What came before main is back is looked at again, one by one: so main, and what it dies with, come first.
	const parts: Array<[string, Part, number]> = [
		['the main process', main, 100],
		['Redis', redis, 150],
		['Postgres', postgres, 150],
		['a worker', workers[0], 300],
		['a processor', processors[0], 300],
	];
	await ledger.turnPage();
	const from = sandbox.deliveries.length;
	const stream = new Stream(sandbox);
	for (const [name, part, count] of parts) {
		await step(`The stream goes on while ${name} is killed and comes back`, async () => {
			await stream.flow(0.3 * count);
			await part.kill();
			await stream.flow(0.4 * count);
			await Promise.all([part.start(), stream.flow(0.3 * count)]);
			await supervise(host);
			await stream.delivered(from);
		});
	}
	return await step(`All ${stream.changes.length} changes have their executions`, async () => {
		await over(host, ledger);
		return told(stream.changes, await ledger.entries(), await ledger.marked(stream.changes));
	});
}

/** What would not live without the part that was killed is started again, as by whatever runs n8n in a firm. */
async function supervise({ main, processors, workers }: QueueHost): Promise<void> {
	const ended = [main, ...processors, ...workers].filter(({ isRunning }) => !isRunning);
	await Promise.all(ended.map((each) => each.start()));
}

/** All that n8n and the regular check can do has been done. */
async function over(host: QueueHost, ledger: Ledger): Promise<void> {
	await still(ledger);
	await sleep(MARKS_MS);
	// The first may come while what main missed is still being recovered, which it leaves to the second.
	for (let check = 0; check < 2; check++) {
		await pass(host, CHECK_MS);
		await still(ledger);
	}
	// Those that are in no queue any more n8n finds when it next looks.
	await pass(host, LOST_JOBS_MS);
	await still(ledger);
	await ledger.settled(0);
}

async function pass({ clock, sandbox }: QueueHost, ms: number): Promise<void> {
	await sandbox.advance(ms);
	await clock!.advance(ms, true);
}

/** Nothing is begun any more, and nothing ends. */
async function still(ledger: Ledger): Promise<void> {
	let before = '';
	for (let look = 0; look < LOOKS; look++) {
		const now = `${await ledger.count()} executions, ${await ledger.open()} of them not over`;
		if (now === before) return;
		before = now;
		await sleep(LOOK_EVERY_MS);
	}
	throw new Error(`There is no end: ${before}`);
}

/**
 * Requires that each change was given to an execution, which still has it or has run to its end, and tells what it
 * took. Of one that has run n8n may write its own error over what it had: when its part of the queue is gone by then.
 */
function told(changes: string[], entries: Entry[], marked: Set<string>): string[] {
	const count = (wanted: (change: string) => unknown) => changes.filter(wanted).length;
	// The regular check gives many at once, only to ask which of them are done.
	const given = new Set(entries.flatMap((entry) => (entry.given.length === 1 ? entry.given : [])));
	const kept = new Set(entries.flatMap(({ has }) => has));
	const done = entries.filter(({ status }) => status === 'success').flatMap(({ has }) => has);
	const without = changes.filter((change) => !given.has(change) && !kept.has(change));
	const gone = changes.filter((change) => !kept.has(change));
	const lost = gone.filter((change) => !marked.has(change));
	const cut = changes.filter((change) => !done.includes(change));
	const twice = count((change) => done.indexOf(change) !== done.lastIndexOf(change));
	const having = (status: string) => entries.filter((entry) => entry.status === status);
	const empty = having('success').filter(({ has }) => has.length === 0).length;
	const again = having('success').filter(({ given }) => given.length > 1);
	const figures =
		`${changes.length} changes while five parts were killed: ${without.length} without an execution; ` +
		`${gone.length} whose record n8n wrote over, ${lost.length} of them not run to the end; ` +
		`${cut.length} that no successful execution shows, ${twice} done twice; ${having('crashed').length} executions crashed, ${having('error').length} failed, ${empty} gave nothing; the next regular check ran ` +
		`${again.flatMap(({ has }) => has).length} changes again`;
	for (const change of gone)
		for (const one of entries.filter((entry) => entry.given.includes(change)))
			console.log(`  ${change}: execution ${one.id}, ${one.status}, given ${one.given.length}`);
	assert.deepEqual([...without, ...lost], [], `every change has an execution: ${figures}`);
	return [figures];
}
