import type { IBinaryKeyData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Client, Json } from '../../clio/client';
import { ClioError } from '../../clio/errors';
import { Records } from '../../clio/records';
import { keysOf, meets, tells, type Delivery } from '../../clio/events/delivery';
import { hintsOf } from '../Clio/operations/hints';
import { connect } from '../connection';
import { nodeError } from '../errors';
import { transferOf } from '../files/carrier';
import { fetchFile } from '../files/fetch';
import { firmOf } from './firm';
import { fieldsToRead, show, type Reading } from './record';
import { lost } from './lookAgain';
import { isRepetition } from './repetitions';
import { settingsOf, type Settings } from './settings';

/** Turns the deliveries that started the workflow into what the person wants to work with. */
export async function output(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return shownItems(context).catch((error: unknown) => {
		throw nodeError(context.getNode(), error);
	});
}

/** All are read before the first counts as begun: should one fail, all can be repeated. */
async function shownItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const inputs = context.getInputData().map(({ json }, item) => ({ json, item }));
	const prepared = (await lost(context, inputs)).map(async ({ json, item }) => {
		const show = isDelivery(json) ? await prepare(context, json) : () => ({ json });
		return { item, show };
	});
	const shown = (await Promise.all(prepared)).map(async ({ item, show }) => {
		const one = await show();
		return one ? [{ ...one, pairedItem: { item } } as INodeExecutionData] : [];
	});
	return (await Promise.all(shown)).flat();
}

const isDelivery = (json: unknown): json is Delivery =>
	typeof (json as Delivery).event === 'string' && 'data' in (json as Delivery);

/** What is to be shown, read; it gives nothing for what is not wanted after all, or was there before. */
async function prepare(
	context: IExecuteFunctions,
	delivery: Delivery,
): Promise<() => Shown | undefined | Promise<Shown | undefined>> {
	const settings = settingsOf(context);
	const { id, event, model, data, meta, recovered } = delivery;
	const about = { event, ...(recovered ? { recovered } : {}) };
	const record = needsRecord(delivery, settings) ? await read(context, delivery, settings) : null;
	if (!isWanted(delivery, settings, record?.values)) return () => undefined;
	const binary = record && (await fileOf(context, record, settings));
	const keys = keysOf(delivery, settings.rule, { ...record?.values, ...data });
	return async () => {
		if (await isRepetition(context, keys, delivery)) return undefined;
		if (record && settings.output !== 'delivery')
			return { json: { ...(await show(settings, record.values, record)), ...about }, ...binary };
		const bare = { id, ...about, model, data, meta };
		return { json: settings.output === 'delivery' ? bare : { ...bare, record: null }, ...binary };
	};
}

interface Shown {
	json: Json;
	binary?: IBinaryKeyData;
}

/** Before the change counts as done: a file that could not be fetched is fetched by a retry. */
async function fileOf(
	context: IExecuteFunctions,
	{ values, firm }: { values: Json } & Reading,
	{ fileField, resource }: Settings,
): Promise<Pick<Shown, 'binary'> | undefined> {
	if (!fileField) return undefined;
	const transfer = transferOf(context, firm.client);
	const file = await fetchFile(context, transfer, { resource, record: values }).catch(nullIfGone);
	return file ? { binary: { [fileField]: file } } : undefined;
}

/** What cannot be told of a record that is gone is not taken for granted. */
const isWanted = ({ data }: Delivery, { rule }: Settings, record?: Json): boolean =>
	record ? meets(record, rule.where) : Object.keys(rule.where).every((path) => tells(data, path));

/** A deleted record cannot be read. */
const needsRecord = (
	{ event, data }: Delivery,
	{ output: shown, rule, fileField }: Settings,
): boolean =>
	event !== 'deleted' &&
	(shown !== 'delivery' ||
		fileField !== undefined ||
		Object.keys(rule.where).some((path) => !tells(data, path)));

/** The record as it is now; null for one that is gone. */
async function read(
	context: IExecuteFunctions,
	{ id, record }: Delivery,
	settings: Settings,
): Promise<({ values: Json } & Reading) | null> {
	const client: Client = await connect(context);
	const firm = firmOf(context, client);
	const reading = { firm, zone: context.getTimezone() };
	if (record) return { values: record, ...reading };
	const values = await new Records(client, settings.resource)
		.get(String(id), fieldsToRead(settings))
		.catch(nullIfGone);
	hintsOf(context, client);
	return values && { values, ...reading };
}

function nullIfGone(error: unknown): null {
	if (!(error instanceof ClioError) || error.reason !== 'notFound') throw error;
	return null;
}
