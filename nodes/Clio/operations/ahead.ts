import type { Json } from '../../../clio/client';
import { valueAt } from '../../../clio/fields';
import { inBatches, readAlone } from '../../../clio/records';
import { matterIdOf, recordIdOf } from './parameters';
import type { Run } from './run';

/** How many items ahead are looked at: as many records as a list gives at once. */
const itemsAhead = 200;
/** What somebody changes in Clio meanwhile must not go unseen for long. */
export const longestKept = 60_000;

/** The records with some ids; nothing for one that a list does not give, which is then read alone. */
type Found = Map<string, Json | undefined>;

interface Batch {
	readAt: number;
	found: Found;
}

/**
 * Records as they are before a change, for items whose change depends on that: those of the items to come
 * are read with them, since the pause between calls, not the call itself, is what takes time.
 */
export class ReadAhead {
	private readonly batches = new Map<string, Batch>();
	private readonly early = new Set<string>();

	constructor(private readonly run: Run) {}

	async get(item: number, id: string, fields: string): Promise<Json> {
		const { client } = await this.run.connection();
		const known = this.batches.get(fields);
		const isFresh = known && client.now() - known.readAt < longestKept;
		const early = isFresh ? known.found.get(id) : undefined;
		if (early) {
			this.early.add(id);
			return early;
		}
		this.early.delete(id);
		const found = isFresh && known.found.has(id) ? known.found : await this.readFor(item, fields);
		const record = found.get(id) ?? (await this.alone(id, fields));
		found.set(id, record);
		return record;
	}

	private async readFor(item: number, fields: string): Promise<Found> {
		const { client } = await this.run.connection();
		const readAt = client.now();
		const found = await together(this.run, item, fields);
		this.batches.set(fields, { readAt, found });
		return found;
	}

	async alone(id: string, fields: string): Promise<Json> {
		const { records } = await this.run.connection();
		return records.get(id, fields);
	}

	/** True if the record was last given as it was when another item's turn came. */
	wasEarly = (id: string): boolean => this.early.has(id);

	/** A record that has been changed is another. */
	forget(id: string): void {
		for (const { found } of this.batches.values()) found.delete(id);
	}
}

/** The matters of the items to come, where an item asks for its own: each name is looked up once all the same. */
export async function soon(run: Run, resource: string, id: string): Promise<string[]> {
	if (resource !== 'matter') return [];
	const own = await known(matterIdOf(run, run.item));
	const ids = own ? await idsFrom(run, run.item, matterIdOf) : await mattersOfRecords(run);
	return ids.includes(id) ? ids : [];
}

/** An update may leave the matter as it is. */
async function mattersOfRecords(run: Run): Promise<string[]> {
	if (run.operation !== 'update' || !('matter' in run.resource.records)) return [];
	const found = await together(run, run.item, 'id,matter{id}');
	const ids = [...found.values()].map((record) => String(valueAt(record, 'matter.id') ?? ''));
	return [...new Set(ids)].filter(Boolean);
}

/** The record of an item and those of the items to come; none, if no other comes or Clio refuses the list. */
async function together(run: Run, item: number, fields: string): Promise<Found> {
	if (!run.resource.byIds) return new Map();
	const { records } = await run.connection();
	const [group = []] = inBatches(await idsFrom(run, item, recordIdOf), fields, run.resource);
	if (group.length < 2) return new Map();
	const found = await records.byIds(group, fields).catch(readAlone);
	return new Map(group.map((id) => [id, found.get(id)]));
}

/** What an item names, and those after it. */
async function idsFrom(run: Run, item: number, idOf: typeof recordIdOf): Promise<string[]> {
	const ids = new Set<string>();
	const end = Math.min(run.size, item + itemsAhead);
	for (let next = item; next < end; next++) {
		const id = await known(idOf(run, next));
		if (id) ids.add(id);
	}
	return [...ids];
}

/** A wrong one is told when it is its turn. */
const known = async (id: Promise<string>): Promise<string | undefined> => id.catch(() => undefined);
