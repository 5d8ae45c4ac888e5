import type { IDataObject, IRun, ITriggerFunctions } from 'n8n-workflow';
import type { Client } from '../../clio/client';
import { ClioError, raise } from '../../clio/errors';
import { Records } from '../../clio/records';
import { keysOf, type Delivery } from '../../clio/webhooks/delivery';
import { canRecover, missedSince } from '../../clio/webhooks/missed';
import { nodeKey } from './address';
import type { Problem } from './problem';
import { fieldsToRead } from './record';
import { seenBy } from './seen';
import type { Settings } from './settings';

interface Recovery {
	context: ITriggerFunctions;
	settings: Settings;
	client: Client;
	problem: Problem;
	/** Both in milliseconds, by Clio's clock. */
	since: number;
	until: number;
	/** True once the trigger was closed: the next start goes on from the same watermark. */
	isOver(): boolean;
}

/** Read together; few, so that they are still as they were when their turn comes. */
const batch = 50;
const mostNamed = 500;

/**
 * Starts an execution for every record that changed while nobody listened, oldest first, each when the one
 * before has settled. n8n's `deduplicationKey` is not used: it would skip an execution that a crash had
 * cut short, and with it the event.
 */
export async function catchUp(recovery: Recovery): Promise<void> {
	const { context, settings, client, problem, since, until, isOver } = recovery;
	const { rule, mostRecovered } = settings;
	if (!canRecover(rule)) return;
	const seen = seenBy(nodeKey(context));
	const all = await missedSince(client, rule, since, until);
	const missed = all.filter((delivery) => !seen.has(keysOf(delivery, rule)));
	if (missed.length) context.logger.info(`${missed.length} changes at Clio were missed`);
	for (let at = 0; at < Math.min(missed.length, mostRecovered); at += batch) {
		const now = missed.slice(at, Math.min(at + batch, mostRecovered));
		for (const delivery of await withRecords(client, settings, now)) {
			if (isOver()) return;
			await start(context, delivery, keysOf(delivery, rule));
		}
	}
	const rest = missed.slice(mostRecovered);
	if (rest.length) problem.tell(tooMany(rest, settings));
}

/** With the records in them, where Clio can give many by their ids; the execution reads what is not there. */
async function withRecords(
	client: Client,
	settings: Settings,
	deliveries: Delivery[],
): Promise<Delivery[]> {
	const { resource, output } = settings;
	if (output === 'delivery' || !resource.byIds) return deliveries;
	const ids = [...new Set(deliveries.map(({ id }) => String(id)))];
	const records = await new Records(client, resource).byIds(ids, fieldsToRead(settings));
	return deliveries.map((delivery) => {
		const record = records.get(String(delivery.id));
		return record ? { ...delivery, record } : delivery;
	});
}

/** One execution, unless Clio has told of the change after all; resolves when it has settled. */
async function start(
	context: ITriggerFunctions,
	delivery: Delivery,
	keys: string[],
): Promise<void> {
	const seen = seenBy(nodeKey(context));
	if (seen.has(keys)) return;
	seen.add(keys);
	const done = context.helpers.createDeferredPromise<IRun>();
	context.emit([[{ json: { ...delivery } as unknown as IDataObject }]], undefined, done);
	await done.promise.catch((error: Error) => {
		// A person has stopped it, or its time was over; everything else was not carried out.
		if (/cancel/i.test(error.message) && !/shutting down/i.test(error.message)) return;
		seen.forget(keys);
		raise(
			new ClioError(
				'unavailable',
				`n8n could not run the workflow for a missed change: ${error.message}`,
				'It is tried again at the next check.',
			),
		);
	});
}

function tooMany(rest: Delivery[], { resource, mostRecovered }: Settings): ClioError {
	const ids = rest.slice(0, mostNamed).map(({ id }) => String(id));
	const more = rest.length > ids.length ? ` and ${rest.length - ids.length} more` : '';
	return new ClioError(
		'refused',
		`${rest.length} missed changes were not recovered`,
		`The ${mostRecovered} oldest were; the others are of these ${resource.plural.toLowerCase()}: ${ids.join(', ')}${more}. Read them with Clio: Get Many, or raise Maximum to Recover before the next time.`,
	);
}
