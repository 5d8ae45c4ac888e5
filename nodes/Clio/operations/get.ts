import type { INodeExecutionData } from 'n8n-workflow';
import type { Json, Query } from '../../../clio/client';
import { withFields } from '../../../clio/fields';
import { inBatches, readAlone } from '../../../clio/records';
import { queryOf } from './getAll';
import { outputOf, type Output } from './output';
import { parameter, recordIdOf } from './parameters';
import { eachItem, type Connected, type Run } from './run';

/** All items in ceil(N / 200) list calls; what a list does not give is read alone (design, "Verbs take the batch"). */
export async function get(run: Run): Promise<INodeExecutionData[]> {
	const batches = run.resource.byIds ? await batchesOf(run) : new Map<string, Batch>();

	return eachItem(run, async (item, emit) => {
		const connected = await run.at(item);
		const id = await recordIdOf(run, item);
		const output = outputOf(run, item);
		const found = await batches.get(keyOf(run, item, id))?.find(connected, id);
		const { query } = run.resource.single ? await queryOf(run, item) : {};
		emit([found ?? (await alone(connected, id, output, query))]);
	});
}

async function alone(
	connected: Connected,
	id: string,
	{ fields, show }: Output,
	query?: Query,
): Promise<Json> {
	const [shown] = await show([await connected.records.get(id, fields, query)], connected);
	return shown;
}

/** Records that are read, and shown, together when the first of them is needed. */
class Batch {
	private shown?: Promise<Map<string, Json>>;

	constructor(
		private readonly ids: string[],
		private readonly output: Output,
	) {}

	async find(connected: Connected, id: string): Promise<Json | undefined> {
		if (this.ids.length < 2) return undefined;
		this.shown ??= this.showAll(connected).catch(readAlone);
		return (await this.shown).get(id);
	}

	private async showAll(connected: Connected): Promise<Map<string, Json>> {
		const { fields, show } = this.output;
		const found = await connected.records.byIds(this.ids, withFields(fields, ['id']));
		const isAsked = withFields(fields, ['id']) === fields;
		const records = [...found.values()].map((one) => (isAsked ? one : withoutId(one)));
		const shown = await show(records, connected);
		return new Map([...found.keys()].map((id, at) => [id, shown[at]]));
	}
}

/** The batch of each item; items with wrong input are told when it is their turn. */
async function batchesOf(run: Run): Promise<Map<string, Batch>> {
	const wanted = new Map<string, { output: Output; ids: Set<string> }>();
	for (let item = 0; item < run.size; item++) {
		const one = await readable(run, item);
		if (!one) continue;
		const group = wanted.get(one.look) ?? { output: one.output, ids: new Set<string>() };
		wanted.set(one.look, { ...group, ids: group.ids.add(one.id) });
	}
	const batches = new Map<string, Batch>();
	for (const [look, { output, ids }] of wanted) {
		for (const group of inBatches([...ids], output.fields, run.resource)) {
			const batch = new Batch(group, output);
			for (const id of group) batches.set(look + id, batch);
		}
	}
	return batches;
}

interface Readable {
	id: string;
	look: string;
	output: Output;
}

async function readable(run: Run, item: number): Promise<Readable | undefined> {
	try {
		const output = outputOf(run, item);
		return { id: await recordIdOf(run, item), look: lookOf(run, item, output), output };
	} catch {
		return undefined;
	}
}

/** Records that are to look the same are shown together. */
const lookOf = (run: Run, item: number, { fields }: Output): string =>
	[fields, parameter(run, 'addDetails', item), parameter(run, 'output', item)].join(' ');

const keyOf = (run: Run, item: number, id: string): string =>
	lookOf(run, item, outputOf(run, item)) + id;

function withoutId(record: Json): Json {
	const rest = { ...record };
	delete rest.id;
	return rest;
}
