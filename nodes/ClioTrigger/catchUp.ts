import type { ITriggerFunctions } from 'n8n-workflow';
import type { Client } from '../../clio/client';
import { ClioError, raise } from '../../clio/errors';
import { Records } from '../../clio/records';
import { keysOf, type Delivery, type Since } from '../../clio/events/delivery';
import { canRecover, missedSince } from '../../clio/events/missed';
import { nodeKey } from './address';
import { execution, type Ending } from './execution';
import type { Problem } from './problem';
import { fieldsToRead } from './record';
import { seenBy } from './seen';
import type { Settings } from './settings';

interface Recovery {
	context: ITriggerFunctions;
	settings: Settings;
	client: Client;
	problem: Problem;
	since: Since;
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
 * @returns of how many n8n did not tell how they ended, and how many were not started
 */
export async function catchUp(recovery: Recovery): Promise<{ untold: number; leftOut: number }> {
	const { context, settings, client, problem, since, isOver } = recovery;
	const { rule, mostRecovered } = settings;
	if (!canRecover(rule)) return { untold: 0, leftOut: 0 };
	const seen = seenBy(nodeKey(context));
	const isSeen = (delivery: Delivery) => seen.has(keysOf(delivery, rule).asked);
	const missed = (await missedSince(client, rule, since)).filter((delivery) => !isSeen(delivery));
	if (missed.length) context.logger.info(`${missed.length} changes at Clio were missed`);
	let at = 0;
	let started = 0;
	let untold = 0;
	for await (const delivery of withRecords(client, settings, missed)) {
		if (isOver() || started === mostRecovered) break;
		at++;
		// Clio may have told of it after all.
		if (isSeen(delivery)) continue;
		const run = await execution(context, [delivery], keysOf(delivery, rule).left).catch(notRun);
		if (!isOfNothing(run, context.getNode().name)) started++;
		if (!run) untold++;
	}
	const rest = missed.slice(at);
	if (rest.length && isOver()) leftOver(context, rest.length);
	else if (rest.length) problem.tell(tooMany(rest, settings));
	return { untold, leftOut: rest.length };
}

/** With the records in them, where Clio can give many by their ids; the execution reads what is not there. */
async function* withRecords(
	client: Client,
	settings: Settings,
	deliveries: Delivery[],
): AsyncGenerator<Delivery> {
	const { resource, output } = settings;
	if (output === 'delivery' || !resource.byIds) return yield* deliveries;
	for (let at = 0; at < deliveries.length; at += batch) {
		const some = deliveries.slice(at, at + batch);
		const ids = [...new Set(some.map(({ id }) => String(id)))];
		const records = await new Records(client, resource).byIds(ids, fieldsToRead(settings));
		for (const delivery of some) {
			const record = records.get(String(delivery.id));
			yield record ? { ...delivery, record } : delivery;
		}
	}
}

/** It ended at the trigger, well and without output. In queue mode n8n tells only which node was the last. */
function isOfNothing(run: Ending | undefined, trigger: string): boolean {
	const { runData = {}, lastNodeExecuted } = run?.data?.resultData ?? {};
	const [task] = runData[trigger] ?? [];
	if (task) return task.data?.main[0]?.length === 0;
	return run?.status === 'success' && lastNodeExecuted === trigger;
}

const leftOver = (context: ITriggerFunctions, count: number): void =>
	context.logger.warn(
		`The trigger was closed with ${count} missed changes left; if n8n starts again, it goes on with them`,
	);

const notRun = ({ message }: Error): never =>
	raise(
		new ClioError(
			'unavailable',
			`n8n could not run the workflow for a missed change: ${message}`,
			'It is tried again at the next check.',
		),
	);

function tooMany(rest: Delivery[], { resource, mostRecovered }: Settings): ClioError {
	const ids = rest.slice(0, mostNamed).map(({ id }) => String(id));
	const more = rest.length > ids.length ? ` and ${rest.length - ids.length} more` : '';
	return new ClioError(
		'refused',
		`${rest.length} missed changes were not recovered`,
		`The ${mostRecovered} oldest were; the others are of these ${resource.plural.toLowerCase()}: ${ids.join(', ')}${more}. Read them with Clio: Get Many, or raise Maximum to Recover before the next time.`,
	);
}
