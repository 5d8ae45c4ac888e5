import type { INodeExecutionData } from 'n8n-workflow';
import type { Json } from '../../../clio/client';
import { ClioError, raise } from '../../../clio/errors';
import { inBatches, type Records } from '../../../clio/records';
import { outputOf } from './output';
import { recordIdOf } from './parameters';
import { eachItem, type Run } from './run';

/** All items in ceil(N / 200) list calls; what a list does not give is read alone (design, "Verbs take the batch"). */
export async function get(run: Run): Promise<INodeExecutionData[]> {
	const batches = run.resource.byIds ? batchesOf(run) : new Map<string, Batch>();

	return eachItem(run, async (item, emit) => {
		const { client, records } = await run.connection();
		const id = recordIdOf(run, item);
		const { fields, show } = outputOf(run, item);
		const found = await batches.get(fields + id)?.find(records, id);
		emit([show(found ?? (await records.get(id, fields)), client.place.host)]);
	});
}

/** Records that are read together, when the first of them is needed. */
class Batch {
	private found?: Promise<Map<string, Json>>;

	constructor(
		private readonly ids: string[],
		private readonly fields: string,
	) {}

	async find(records: Records, id: string): Promise<Json | undefined> {
		if (this.ids.length < 2) return undefined;
		this.found ??= records.byIds(this.ids, withId(this.fields)).catch(readAlone);
		const record = (await this.found).get(id);
		return hasId(this.fields) ? record : withoutId(record);
	}
}

/** What Clio refuses for a list it may give for a single record; what it cannot give now, it cannot give at all. */
function readAlone(error: unknown): Map<string, Json> {
	const hopeless = ['permission', 'unavailable', 'rateLimit', 'connection', 'cancelled', 'version'];
	if (!(error instanceof ClioError)) throw error;
	return hopeless.includes(error.reason) ? raise(error) : new Map();
}

/** The batch of each item, by its fields and id; items with wrong input are told when it is their turn. */
function batchesOf(run: Run): Map<string, Batch> {
	const wanted = new Map<string, Set<string>>();
	for (let item = 0; item < run.size; item++) {
		const one = readable(run, item);
		if (one) wanted.set(one.fields, (wanted.get(one.fields) ?? new Set()).add(one.id));
	}
	const batches = new Map<string, Batch>();
	for (const [fields, ids] of wanted) {
		for (const group of inBatches([...ids], fields)) {
			const batch = new Batch(group, fields);
			for (const id of group) batches.set(fields + id, batch);
		}
	}
	return batches;
}

function readable(run: Run, item: number): { id: string; fields: string } | undefined {
	try {
		return { id: recordIdOf(run, item), fields: outputOf(run, item).fields };
	} catch {
		return undefined;
	}
}

/** Records of a list are told apart by their id, whether it was asked for or not. */
const hasId = (fields: string): boolean =>
	fields
		.replace(/\{[^}]*\}/g, '')
		.split(',')
		.includes('id');

const withId = (fields: string): string => (hasId(fields) ? fields : `id,${fields}`);

function withoutId(record: Json | undefined): Json | undefined {
	if (!record) return undefined;
	const rest = { ...record };
	delete rest.id;
	return rest;
}
