import { sleep } from 'n8n-workflow';
import type { IDataObject, IRun, ITriggerFunctions } from 'n8n-workflow';
import type { Delivery } from '../../clio/events/delivery';
import { nodeKey } from './address';
import { seenBy } from './seen';

/** Milliseconds. */
const longestWait = 300_000;

/** What n8n tells of an execution when it is over. */
export type Ending = Pick<IRun, 'status'> & Partial<Pick<IRun, 'data'>>;

/**
 * Starts one execution, and resolves when it has settled. What it leaves behind counts as seen, unless n8n
 * does not tell that it was run.
 * @param left the keys of its changes
 * @returns undefined if it takes long; rejects if n8n could not run it, or it was cut short
 */
export async function execution(
	context: ITriggerFunctions,
	deliveries: Delivery[],
	left: string[],
): Promise<Ending | undefined> {
	const seen = seenBy(nodeKey(context));
	seen.add(left);
	let ending: Ending | undefined;
	try {
		ending = await settled(context, deliveries);
	} finally {
		if (!ending) seen.forget(left);
	}
	return ending;
}

async function settled(
	context: ITriggerFunctions,
	deliveries: Delivery[],
): Promise<Ending | undefined> {
	const done = context.helpers.createDeferredPromise<IRun>();
	const items = deliveries.map((json) => ({ json: { ...json } as unknown as IDataObject }));
	context.emit([items], undefined, done);
	return inTime(done.promise)
		.then(unlessCut)
		.catch(async (error: Error) =>
			wasStopped(error) ? { status: 'canceled' } : Promise.reject(error),
		);
}

/** Where a worker died, n8n knows no last node. */
async function unlessCut(run: IRun | undefined): Promise<IRun | undefined> {
	const { error, lastNodeExecuted } = run?.data?.resultData ?? {};
	return error && !lastNodeExecuted ? Promise.reject(error) : run;
}

/**
 * Waits for an execution, but not for ever: in queue mode n8n may miss the end of one that was over before
 * it began to listen for it.
 */
async function inTime(run: Promise<IRun>): Promise<IRun | undefined> {
	const timer = new AbortController();
	const late = sleep(longestWait, timer.signal).catch(() => undefined);
	return Promise.race([run, late])
		.then((settled) => settled ?? undefined)
		.finally(() => timer.abort());
}

/** By a person, or because its time was over: by the texts of n8n's ExecutionCancelledErrors. */
const wasStopped = ({ message }: Error): boolean =>
	/cancel/i.test(message) && !/shutting down/i.test(message);
