import type { INodeExecutionData } from 'n8n-workflow';
import type { Json } from '../../../clio/client';
import { outputOf, type Output } from './output';
import { recordIdOf } from './parameters';
import { eachItem, type Run } from './run';

/** All items in ceil(N / 200) list calls; what a list does not give is read alone (design, "Verbs take the batch"). */
export async function get(run: Run): Promise<INodeExecutionData[]> {
	const batches = new Map<string, Promise<Map<string, Json>>>();
	const wanted = run.resource.byIds ? idsByFields(run) : new Map<string, string[]>();

	return eachItem(run, async (item, emit) => {
		const { client, records } = await run.connection();
		const id = recordIdOf(run, item);
		const { fields, show } = outputOf(run, item);
		const ids = wanted.get(fields) ?? [];
		if (ids.length > 1 && !batches.has(fields))
			batches.set(fields, records.byIds(ids, withId(fields)));
		const found = (await batches.get(fields))?.get(id);
		emit([show(found ?? (await records.get(id, fields)), client.place.host)]);
	});
}

/** The ids of all items that can be read together; items with wrong input are told when it is their turn. */
function idsByFields(run: Run): Map<string, string[]> {
	const ids = new Map<string, Set<string>>();
	for (let item = 0; item < run.size; item++) {
		const wanted = readable(run, item);
		if (wanted) ids.set(wanted.fields, (ids.get(wanted.fields) ?? new Set()).add(wanted.id));
	}
	return new Map([...ids].map(([fields, set]) => [fields, [...set]]));
}

function readable(run: Run, item: number): { id: string; fields: Output['fields'] } | undefined {
	try {
		return { id: recordIdOf(run, item), fields: outputOf(run, item).fields };
	} catch {
		return undefined;
	}
}

/** Records of a batch are told apart by their id. */
const withId = (fields: string): string => (/^id(,|$)/.test(fields) ? fields : `id,${fields}`);
