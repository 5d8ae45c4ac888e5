import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import type { Kept } from '../../clio/polling/memory';
import type { Source } from '../../clio/polling/source';

/** Those whose first poll since they were published is over; n8n polls with the same context each time. */
const begun = new WeakSet<IPollFunctions>();

export const hasBegun = (context: IPollFunctions): boolean => begun.has(context);

/** True for the poll with which a person publishes the workflow. */
export const isPublication = (context: IPollFunctions): boolean =>
	context.getActivationMode() === 'activate' && !hasBegun(context);

/**
 * What triggers began with. Where n8n keeps static data apart (N8N_POLLER_DURABLE_CURSORS_ENABLED), it
 * forgets what the poll at publication left if that told nothing.
 */
const beginnings = new Map<string, Kept>();

export const keyOf = (context: IPollFunctions): string =>
	`${context.getWorkflow().id} ${context.getNode().id}`;

/**
 * What the last poll left, if it was by the same settings. A workflow that was switched off begins anew,
 * since what happened meanwhile must not flood it; deadlines are told once whatever happens.
 */
export function keptOf(
	context: IPollFunctions,
	{ of }: { of: string },
	sources: Source[],
): Kept | undefined {
	const kept = [beginnings.get(keyOf(context)), stored(context)]
		.filter((one) => one?.of === of)
		.sort((a, b) => b!.begun - a!.begun)[0];
	return isPublication(context) && sources.some(({ lookBack }) => lookBack !== undefined)
		? undefined
		: kept;
}

/** A copy: n8n wraps what it is given once more each time, and would in the end wrap thousands of times. */
function stored(context: IPollFunctions): Kept | undefined {
	const { kept } = context.getWorkflowStaticData('node');
	return kept ? (JSON.parse(JSON.stringify(kept)) as Kept) : undefined;
}

/** True if this trigger has polled before, perhaps in a process that is gone. */
export const hasPolled = (context: IPollFunctions): boolean =>
	context.getActivationMode() !== 'activate' && Boolean(context.getWorkflowStaticData('node').kept);

/** n8n stores it together with the execution that it starts; what was found otherwise is found again. */
export function keep(context: IPollFunctions, kept: Kept): void {
	begun.add(context);
	const data = context.getWorkflowStaticData('node');
	const isStored = (data.kept as Partial<Kept> | undefined)?.begun === kept.begun;
	if (isStored) beginnings.delete(keyOf(context));
	else beginnings.set(keyOf(context), kept);
	// Only what is assigned at the top counts as a change (n8n facts 2.3).
	data.kept = kept as unknown as IDataObject;
}
