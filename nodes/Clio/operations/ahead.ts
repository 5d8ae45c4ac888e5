import type { Json } from '../../../clio/client';
import { isEmpty } from '../../../clio/convert';
import { valueAt, withFields } from '../../../clio/fields';
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

/** What an item reads of the record that it is about, each thing once. */
export class Reading {
	/** True if some of it was read when another item's turn came. */
	isEarly = false;
	private readonly known = new Map<string, Promise<Json>>();
	private readonly etags = new Set<unknown>();

	constructor(private readonly ask: (fields: string, reading: Reading) => Promise<Json>) {}

	async read(fields: string): Promise<Json> {
		const asked = this.known.get(fields) ?? this.ask(fields, this);
		this.known.set(fields, asked);
		const record = await asked;
		this.etags.add(record.etag);
		return record;
	}

	/** The etag of all that was read; none where there is none, or the record was changed in between. */
	get etag(): string | undefined {
		const [etag, ...others] = this.etags;
		return others.length || isEmpty(etag) ? undefined : String(etag);
	}
}

/**
 * Records as they are before a change, for items whose change depends on that: those of the items to come
 * are read with them, since the pause between calls, not the call itself, is what takes time.
 */
export class ReadAhead {
	private readonly batches = new Map<string, Batch>();

	constructor(private readonly run: Run) {}

	/** The record of an item, with those of the items to come. */
	reading = (item: number, id: string): Reading =>
		new Reading(async (fields, reading) => this.get(item, id, this.complete(fields), reading));

	/** A record as it is now. */
	alone = (id: string): Reading =>
		new Reading(async (fields) => this.readAlone(id, this.complete(fields)));

	/** A record that has been changed is another. */
	forget(id: string): void {
		for (const { found } of this.batches.values()) found.delete(id);
	}

	private async get(item: number, id: string, fields: string, reading: Reading): Promise<Json> {
		const { client } = await this.run.connection();
		const known = this.batches.get(fields);
		const isFresh = known && client.now() - known.readAt < longestKept;
		const early = isFresh ? known.found.get(id) : undefined;
		if (early) {
			reading.isEarly = true;
			return early;
		}
		const found = isFresh && known.found.has(id) ? known.found : await this.readFor(item, fields);
		const record = found.get(id) ?? (await this.readAlone(id, fields));
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

	private async readAlone(id: string, fields: string): Promise<Json> {
		const { records } = await this.run.connection();
		return records.get(id, fields);
	}

	/** With what tells records of a list apart, and what guards their changes. */
	private complete(fields: string): string {
		const { byIds, reads } = this.run.resource;
		const more = [...(byIds ? ['id'] : []), ...(reads.includes('etag') ? ['etag'] : [])];
		return withFields(fields, more);
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
