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
const LOOK_EVERY_MS = 5_000;
const LOOKS = 60;

/** One stream of changes, during which one part after the other is killed. */
export async function surviving(host: QueueHost, ledger: Ledger, step: Step): Promise<string[]> {
	const { sandbox, main, processors, workers, redis, postgres } = host;
	// What came before main is back is looked at again, one by one.
	const parts: Array<[string, Part, number]> = [
		['a worker', workers[0], 100],
		['a processor', processors[0], 100],
		['the main process', main, 100],
		['Redis', redis, 350],
		['Postgres', postgres, 350],
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
		return told(stream.changes, await ledger.entries());
	});
}

/** What would not live without the part that was killed is started again, as by whatever runs n8n in a firm. */
async function supervise({ main, processors, workers }: QueueHost): Promise<void> {
	const ended = [main, ...processors, ...workers].filter(({ isRunning }) => !isRunning);
	await Promise.all(ended.map((each) => each.start()));
}

/** n8n has done with all executions; those that are in no queue any more it finds when it next looks. */
async function over({ clock, sandbox }: QueueHost, ledger: Ledger): Promise<void> {
	let before = -1;
	for (let look = 0; look < LOOKS; look++) {
		const open = await ledger.open();
		const all = await ledger.count();
		const isStill = all === before;
		if (isStill && open === 0) return;
		if (isStill) {
			await sandbox.advance(LOST_JOBS_MS);
			await clock!.advance(LOST_JOBS_MS, true);
		}
		before = all;
		await sleep(LOOK_EVERY_MS);
	}
	throw new Error(`${await ledger.open()} executions are not over`);
}

/** Requires that no change is without an execution, and tells what became of them. */
function told(changes: string[], entries: Entry[]): string[] {
	const count = (wanted: (change: string) => unknown) => changes.filter(wanted).length;
	const begun = new Set(entries.flatMap(({ given }) => given));
	const kept = new Set(entries.flatMap(({ has }) => has));
	const done = entries.filter(({ status }) => status === 'success').flatMap(({ has }) => has);
	const lost = changes.filter((change) => !begun.has(change));
	assert.deepEqual(lost, [], 'every change has an execution');
	const twice = count((change) => done.indexOf(change) !== done.lastIndexOf(change));
	const cut = count((change) => !done.includes(change));
	const overwritten = count((change) => !kept.has(change));
	const crashed = entries.filter(({ status }) => status === 'crashed').length;
	const failed = entries.filter(({ status }) => status === 'error').length;
	return [
		`${changes.length} changes while five parts were killed: ${lost.length} without an execution, ` +
			`${twice} twice, ${cut} cut short and not run again (of ${overwritten} n8n kept the error only); ` +
			`${crashed} executions crashed, ${failed} failed`,
	];
}
