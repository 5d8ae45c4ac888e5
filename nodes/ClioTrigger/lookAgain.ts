import type { IExecuteFunctions, ITriggerFunctions } from 'n8n-workflow';
import type { Client } from '../../clio/client';
import { keysOf, type Delivery, type Since } from '../../clio/events/delivery';
import { canRecover, changedAt, missedSince } from '../../clio/events/missed';
import { versionOf } from '../../clio/events/models';
import { nodeKey } from './address';
import { execution } from './execution';
import { notDone } from './repetitions';
import { seenBy } from './seen';
import { settingsOf, type Settings } from './settings';

interface Looking {
	context: ITriggerFunctions;
	settings: Settings;
	client: Client;
	/** From half an hour ago, or from where the last look ended, if that was before. */
	since: Since;
	/** True once the trigger was closed. */
	isOver(): boolean;
}

const minute = 60_000;
/** What is younger may be on its way, or wait in n8n's queue. */
const youngest = 5 * minute;
/** So that what failed is asked about again by the next checks, but not for ever. */
export const lookBack = 30 * minute;
/** n8n's marks reach back not much further. */
const most = 1_000;
/** More than workers can have been at: n8n is behind, or its marks do not reach back so far. */
const mostLost = 250;

/**
 * Clio has its 200, and then the process that was at work dies: n8n does not run it again, and no other
 * process is told. So what changed lately is looked at once more. What this process knows is done; the
 * rest, which in queue mode is all, is given to one execution, which asks n8n's marks.
 * @returns until when it has looked; rejects if n8n could not run it
 */
export async function lookAgain(looking: Looking): Promise<number> {
	const { context, settings, client, since, isOver } = looking;
	const { rule, catchUp } = settings;
	const until = client.clioNow() - youngest;
	if (!catchUp || !canRecover(rule) || since.from >= until) return since.from;
	const seen = seenBy(nodeKey(context));
	const changes = (await missedSince(client, rule, since))
		.filter((delivery) => changedAt(delivery.data) < until && isCertain(delivery, settings))
		.filter((delivery) => !seen.has(keysOf(delivery, rule).asked))
		.slice(-most);
	if (isOver()) return since.from;
	if (!changes.length) return until;
	const keys = changes.flatMap((delivery) => keysOf(delivery, rule).left);
	const asking = changes.map((delivery) => ({ ...delivery, again: true as const }));
	const run = await execution(context, asking, keys);
	if (run?.status !== 'success') seen.forget(keys);
	return run ? until : since.from;
}

/** Clio's lists do not say which field was changed, nor always when a status was: then Clio need not have called. */
const isCertain = ({ event }: Delivery, { rule, wanted }: Settings): boolean =>
	Boolean(rule.stamp) ||
	event === 'created' ||
	(event === 'updated' && wanted.fields.split(',').includes(versionOf(rule.model)));

/** In the execution: without those that were asked about and are done. */
export async function lost<T extends { json: unknown }>(
	context: IExecuteFunctions,
	items: T[],
): Promise<T[]> {
	const deliveries = items.map(({ json }) => json as Delivery);
	if (!deliveries.some(({ again }) => again)) return items;
	const { rule } = settingsOf(context);
	const keys = deliveries.map((delivery) => keysOf(delivery, rule).asked);
	const open = new Set(await notDone(context, keys));
	if (open.size) context.logger.warn(`${open.size} changes at Clio had lost their executions`);
	return open.size > mostLost ? [] : items.filter((_, at) => open.has(keys[at]));
}
