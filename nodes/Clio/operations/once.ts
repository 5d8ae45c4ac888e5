import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Json } from '../../../clio/client';
import { ClioError, raise } from '../../../clio/errors';
import { eachItem, type Run } from './run';

/** What became of an item that was sent: Clio's answer, or the error that leaves it in doubt. */
type Sent = { result: Json } | { doubt: { message: string; advice: string } };

/**
 * Carries out a change for each item, one after the other, in item order, none of them twice.
 *
 * n8n's Retry On Fail, and Retry on a failed execution, run the whole node again with the same items:
 * those that Clio has carried out give their earlier result instead, those in doubt their earlier error.
 * It is kept in the node's context, which n8n keeps with the execution through both, and dropped when
 * every item has succeeded.
 */
export async function changeEach(
	run: Run,
	change: (item: number) => Promise<Json>,
): Promise<INodeExecutionData[]> {
	const { context } = run;
	const store = context.getContext('node') as IDataObject;
	// A loop runs the node several times with other items.
	const key = `sent in run ${String(context.getWorkflowDataProxy(0).$runIndex)}`;
	const sent = (store[key] ??= {}) as Record<number, Sent>;
	const results = () => Object.values(sent).filter((one) => 'result' in one).length;

	const output = await eachItem(run, async (item, emit) => {
		sent[item] ??= await change(item)
			.then((result) => ({ result }))
			.catch((error: unknown) =>
				doubtful(error, context.continueOnFail() ? '' : tally(results(), run.size)),
			);
		const outcome = sent[item];
		if ('doubt' in outcome) {
			const { message, advice } = outcome.doubt;
			raise(new ClioError('inDoubt', message, advice));
		} else emit([outcome.result]);
	});
	if (results() === run.size) delete store[key];
	return output;
}

/** An error in doubt is remembered, every other is thrown, for that item can be sent again. */
function doubtful(error: unknown, tally: string): Sent {
	if (!(error instanceof ClioError)) throw error;
	const { reason, message, status } = error;
	const advice = error.advice + tally;
	if (reason === 'inDoubt') return { doubt: { message, advice } };
	return raise(new ClioError(reason, message, advice, status));
}

/** Someone who reads why the node stopped must know what it had already changed. */
const tally = (done: number, size: number): string =>
	done
		? ` ${done} of ${size} items were carried out before and will not be sent again when this execution is retried.`
		: '';
