import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Json } from '../../../clio/client';
import { ClioError, raise } from '../../../clio/errors';
import { nodeError } from '../../errors';
import { eachItem, type Run } from './run';

/** A change, checked and ready to go. */
export interface Change {
	/** What would be sent, to tell it from other changes. */
	content: unknown;
	send: () => Promise<Json>;
}

/** What became of a change that was sent: Clio's answer, or the error that leaves it in doubt. */
type Sent = { result: Json } | { doubt: { message: string; advice: string } };

/**
 * Carries out a change for each item, one after the other, in item order, none of them twice.
 *
 * n8n's Retry On Fail, and Retry on a failed execution, run the whole node again with the same items:
 * those that Clio has carried out give their earlier result instead. One in doubt is not sent again: the
 * items after it go on, and its error comes at the end. What was sent is dropped when all have succeeded.
 */
export async function changeEach(
	run: Run,
	prepare: (item: number) => Promise<Change>,
): Promise<INodeExecutionData[]> {
	const { context } = run;
	const sent = sentBefore(context);
	const before = { ...sent };
	const done = () => Object.values(sent).filter((one) => 'result' in one).length;
	let held: { error: ClioError; item: number } | undefined;

	async function carryOut(item: number, emit: (records: Json[]) => void): Promise<void> {
		const change = await prepare(item);
		const key = keyOf(context, item, change);
		const outcome = (sent[key] ??= await change.send().then(
			(result) => ({ result }),
			(error: unknown) => doubtful(error),
		));
		if ('result' in outcome) {
			// An agent that says the same again means another one.
			if (isTool(context)) delete sent[key];
			return emit([outcome.result]);
		}
		const error = new ClioError('inDoubt', outcome.doubt.message, outcome.doubt.advice);
		if (!(key in before) || context.continueOnFail()) return raise(error);
		held ??= { error, item };
	}

	const output = await eachItem(run, async (item, emit) =>
		carryOut(item, emit).catch((error: unknown) => {
			throw context.continueOnFail() ? error : withTally(error, done(), run.size);
		}),
	);
	if (held) throw nodeError(context.getNode(), held.error, held.item);
	if (done() === run.size) forget(sent);
	return output;
}

/**
 * Kept in the node's context, which n8n keeps with the execution through both kinds of retry. A loop runs
 * the node several times with other items, an AI agent several times with other words. Where n8n has no
 * execution to keep it with (a tool of an MCP server), there is no retry of one either.
 */
function sentBefore(context: IExecuteFunctions): Record<string, Sent> {
	const round = isTool(context)
		? 'as tool'
		: `in run ${String(context.getWorkflowDataProxy(0).$runIndex)}`;
	try {
		const store = context.getContext('node') as IDataObject;
		return (store[`sent ${round}`] ??= {}) as Record<string, Sent>;
	} catch {
		return {};
	}
}

/** A tool has no items to count by: its tries are told by what they would send. */
const keyOf = (context: IExecuteFunctions, item: number, { content }: Change): string =>
	isTool(context) ? JSON.stringify(content) : String(item);

const isTool = (context: IExecuteFunctions): boolean =>
	'isToolExecution' in context && context.isToolExecution();

function forget(sent: Record<string, Sent>): void {
	for (const key of Object.keys(sent)) delete sent[key];
}

/** An error in doubt is remembered, every other is thrown, for that change can be sent again. */
function doubtful(error: unknown): Sent {
	if (!(error instanceof ClioError) || error.reason !== 'inDoubt') throw error;
	const { message, advice } = error;
	return { doubt: { message, advice } };
}

/** Someone who reads why the node stopped must know what it had already changed. */
function withTally(error: unknown, done: number, size: number): unknown {
	if (!(error instanceof ClioError) || !done) return error;
	const { reason, message, advice, status } = error;
	const tally = `${done} of ${size} items were carried out before and will not be sent again when this execution is retried.`;
	return new ClioError(reason, message, `${advice} ${tally}`, status);
}
