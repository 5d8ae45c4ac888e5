import { sleep } from 'n8n-workflow';
import type { IDataObject, IRun, ITriggerFunctions } from 'n8n-workflow';
import type { Delivery } from '../../clio/events/delivery';

/** Milliseconds. */
const longestWait = 300_000;

/**
 * Starts one execution, and resolves when it has settled. Undefined if a person stopped it or it takes
 * long; rejects if n8n could not run it.
 */
export async function execution(
	context: ITriggerFunctions,
	deliveries: Delivery[],
): Promise<IRun | undefined> {
	const done = context.helpers.createDeferredPromise<IRun>();
	const items = deliveries.map((json) => ({ json: { ...json } as unknown as IDataObject }));
	context.emit([items], undefined, done);
	return inTime(done.promise).catch(async (error: Error) =>
		wasStopped(error) ? undefined : Promise.reject(error),
	);
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
