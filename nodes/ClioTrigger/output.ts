import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Client, Json } from '../../clio/client';
import { ClioError } from '../../clio/errors';
import { Records } from '../../clio/records';
import { keysOf, meets, tells, type Delivery } from '../../clio/webhooks/delivery';
import { hintsOf } from '../Clio/operations/hints';
import { connect } from '../connection';
import { nodeError } from '../errors';
import { fieldsToRead, show } from './record';
import { settingsOf, type Settings } from './settings';

/** As many as n8n keeps for us: it reads and writes all of them each time. */
const mostKeys = 5_000;

/** Turns the deliveries that started the workflow into what the person wants to work with. */
export async function output(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData().map(async ({ json }, item) => {
		const shown = isDelivery(json) ? await shownAs(context, json) : json;
		return shown ? [{ json: shown as IDataObject, pairedItem: { item } }] : [];
	});
	const shown = await Promise.all(items).catch((error: unknown) => {
		throw nodeError(context.getNode(), error);
	});
	return shown.flat();
}

const isDelivery = (json: unknown): json is Delivery =>
	typeof (json as Delivery).event === 'string' && 'data' in (json as Delivery);

/** Undefined for what is not wanted after all, or was there before. */
async function shownAs(context: IExecuteFunctions, delivery: Delivery): Promise<Json | undefined> {
	const settings = settingsOf(context);
	const { id, event, model, data, meta, recovered } = delivery;
	const about = { event, ...(recovered ? { recovered } : {}) };
	const record = needsRecord(delivery, settings) ? await read(context, delivery, settings) : null;
	if (record && !meets(record.values, settings.rule.where)) return undefined;
	if (await isRepeated(context, keysOf(delivery, settings.rule))) return undefined;
	if (record && settings.output !== 'delivery')
		return { ...show(settings, record.values, record.host), ...about };
	const bare = { id, ...about, model, data, meta };
	return settings.output === 'delivery' ? bare : { ...bare, record: null };
}

/** A deleted record cannot be read. */
const needsRecord = ({ event, data }: Delivery, { output: shown, rule }: Settings): boolean =>
	event !== 'deleted' &&
	(shown !== 'delivery' || Object.keys(rule.where).some((path) => !tells(data, path)));

/** The record as it is now; null for one that is gone. */
async function read(
	context: IExecuteFunctions,
	{ id, record }: Delivery,
	settings: Settings,
): Promise<{ values: Json; host: string } | null> {
	const client: Client = await connect(context);
	const { host } = client.place;
	if (record) return { values: record, host };
	const values = await new Records(client, settings.resource)
		.get(String(id), fieldsToRead(settings))
		.catch(nullIfGone);
	hintsOf(context, client);
	return values && { values, host };
}

function nullIfGone(error: unknown): null {
	if (!(error instanceof ClioError) || error.reason !== 'notFound') throw error;
	return null;
}

/** n8n reads what it remembers, adds to it and writes it back: two at a time would lose one. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * True for what was there before a restart, or in another process (n8n's own deduplication; best effort).
 * Asked last, so that an execution that failed before can be repeated, and never for test events, which
 * would otherwise make production deaf to the same change.
 */
async function isRepeated(context: IExecuteFunctions, keys: string[]): Promise<boolean> {
	if (!keys.length || context.getMode() === 'manual') return false;
	const { checkProcessedAndRecord: check } = context.helpers;
	const options = { mode: 'entries', maxEntries: mostKeys } as const;
	const asked = turn.then(async () => check(keys, 'node', options));
	turn = asked.catch(() => undefined);
	return asked.then(
		({ processed }) => processed.length > 0,
		(error: Error) => {
			context.logger.warn(`n8n could not tell whether a change is a repetition: ${error.message}`);
			return false;
		},
	);
}
