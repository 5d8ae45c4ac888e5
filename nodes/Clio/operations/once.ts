import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Json } from '../../../clio/client';
import { ClioError, isHopeless, raise } from '../../../clio/errors';
import { nodeError } from '../../errors';
import { tellBare } from './hints';
import { eachItem, type Emit, type Run } from './run';

/** One of several calls that carry out a change: done before, it gives its earlier result. */
export interface Step {
	(name: string, call: () => Promise<Json>): Promise<Json>;
	isDone(name: string): boolean;
	/** It came to nothing, and is to be done anew. */
	undo(name: string): void;
}

/** A change, checked and ready to go. */
export interface Change {
	/** What would be sent, to tell it from other changes. */
	content: unknown;
	send: (step: Step) => Promise<Json>;
}

/**
 * What an item gives of a change that was carried out, now or before. It can say that the change came to
 * nothing, so that a retry carries it out anew.
 */
export type Give = (item: number, result: Json, emit: Emit, anew: () => void) => Promise<void>;

/** What became of a change that was sent: Clio's answer, or the error that leaves it in doubt. */
type Sent = { result: Json } | { doubt: { message: string; advice: string } };

/** Of the items, and of the steps of items that are not finished. */
interface Memory {
	items: Record<string, Sent>;
	steps: Record<string, Json>;
}

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
	give: Give = async (_, result, emit) => emit([result]),
): Promise<INodeExecutionData[]> {
	const { context } = run;
	const memory = memoryOf(context);
	const sent = memory.items;
	const before = { ...sent };
	/** How many were carried out, of which one may still fail to give what it is to. */
	const done = (except?: number) =>
		Object.entries(sent).filter(([key, one]) => 'result' in one && key !== String(except)).length;
	let held: { error: ClioError; item: number } | undefined;

	async function carryOut(item: number, emit: Emit): Promise<void> {
		// Asked before anything is prepared, which may take calls of its own.
		const change = !isTool(context) && String(item) in sent ? undefined : await prepare(item);
		const key = change ? keyOf(context, item, change) : String(item);
		const outcome = (sent[key] ??= await (change as Change)
			.send(stepsOf(memory, key))
			.then((result) => ({ result }), doubtful));
		if ('result' in outcome) {
			await give(item, outcome.result, emit, () => forget(memory, key));
			// An agent that says the same again means another one.
			if (isTool(context)) forget(memory, key);
			return;
		}
		const error = new ClioError('inDoubt', outcome.doubt.message, outcome.doubt.advice);
		if (!(key in before) || context.continueOnFail()) return raise(error);
		held ??= { error, item };
	}

	const output = await eachItem(
		run,
		async (item, emit) =>
			carryOut(item, emit).catch(async (error: unknown) => {
				if (context.continueOnFail()) throw error;
				await nameRemembered(run, error);
				throw withTally(error, done(item), run.size);
			}),
		async () => nameWritten(run),
	);
	if (held) throw nodeError(context.getNode(), held.error, held.item);
	if (done() === run.size) for (const key of Object.keys(sent)) forget(memory, key);
	return output;
}

/** Records that were written are given with ids, if their names cannot be read: written they are. */
const nameWritten = async (run: Run): Promise<void> =>
	run.nameAll().catch((error: unknown) => tellBare(run, error));

/** What a retry gives of the items before the one that failed is not shown anew. */
async function nameRemembered(run: Run, error: unknown): Promise<void> {
	if (!isHopeless(error)) await run.nameAll().catch(() => undefined);
}

const stepsOf = ({ steps }: Memory, key: string): Step =>
	Object.assign(
		async (name: string, call: () => Promise<Json>) => (steps[stepKey(key, name)] ??= await call()),
		{
			isDone: (name: string) => stepKey(key, name) in steps,
			undo: (name: string) => {
				delete steps[stepKey(key, name)];
			},
		},
	);

const stepKey = (key: string, name: string): string => `${key} ${name}`;

/**
 * Kept in the node's context, which n8n keeps with the execution through both kinds of retry. A loop runs
 * the node several times with other items, an AI agent several times with other words. Where n8n has no
 * execution to keep it with (a tool of an MCP server), there is no retry of one either.
 */
function memoryOf(context: IExecuteFunctions): Memory {
	const round = isTool(context)
		? 'as tool'
		: `in run ${String(context.getWorkflowDataProxy(0).$runIndex)}`;
	try {
		const store = context.getContext('node') as IDataObject;
		return (store[`sent ${round}`] ??= { items: {}, steps: {} }) as unknown as Memory;
	} catch {
		return { items: {}, steps: {} };
	}
}

/** A tool has no items to count by: its tries are told by what they would send. */
const keyOf = (context: IExecuteFunctions, item: number, { content }: Change): string =>
	isTool(context) ? JSON.stringify(content) : String(item);

const isTool = (context: IExecuteFunctions): boolean =>
	'isToolExecution' in context && context.isToolExecution();

function forget({ items, steps }: Memory, key: string): void {
	delete items[key];
	for (const step of Object.keys(steps)) if (step.startsWith(stepKey(key, ''))) delete steps[step];
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
