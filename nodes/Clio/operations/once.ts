import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Json } from '../../../clio/client';
import { ClioError, raise } from '../../../clio/errors';
import { eachItem, type Run } from './run';

/**
 * Carries out a change for each item, one after the other, in item order, none of them twice.
 *
 * n8n's Retry On Fail, and Retry on a failed execution, run the whole node again with the same items:
 * those that Clio has carried out give their earlier result instead. It is kept in the node's context,
 * which n8n keeps with the execution through both, and dropped when every item has succeeded.
 */
export async function changeEach(
	run: Run,
	change: (item: number) => Promise<Json>,
): Promise<INodeExecutionData[]> {
	const { context } = run;
	const store = context.getContext('node') as IDataObject;
	// A loop runs the node several times with other items.
	const key = `done in run ${String(context.getWorkflowDataProxy(0).$runIndex)}`;
	const done = (store[key] ??= {}) as Record<number, Json>;

	const output = await eachItem(run, async (item, emit) => {
		done[item] ??= await change(item).catch((error: unknown) =>
			told(error, Object.keys(done).length, run.size),
		);
		emit([done[item]]);
	});
	if (Object.keys(done).length === run.size) delete store[key];
	return output;
}

/** Someone who reads why the node stopped must know what it had already changed. */
function told(error: unknown, done: number, size: number): never {
	if (!(error instanceof ClioError) || !done) throw error;
	const tally = `${done} of ${size} items were carried out before and will not be sent again when this execution is retried.`;
	return raise(
		new ClioError(error.reason, error.message, `${error.advice} ${tally}`, error.status),
	);
}
