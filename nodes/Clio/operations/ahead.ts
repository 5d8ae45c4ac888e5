import type { Json } from '../../../clio/client';
import { inBatches, readAlone } from '../../../clio/records';
import { matterIdOf, recordIdOf } from './parameters';
import type { Run } from './run';

/** How many items ahead are looked at: as many records as a list gives at once. */
const itemsAhead = 200;
/** What somebody changes in Clio meanwhile must not go unseen for long. */
export const longestKept = 60_000;

interface Batch {
	readAt: number;
	found: Map<string, Json>;
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
		if (isFresh && known.found.has(id)) {
			this.early.add(id);
			return known.found.get(id) as Json;
		}
		this.early.delete(id);
		const readAt = client.now();
		const found = new Map(await this.together(item, fields));
		if (!found.has(id)) found.set(id, await this.alone(id, fields));
		this.batches.set(fields, { readAt, found });
		return found.get(id) as Json;
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

	private async together(item: number, fields: string): Promise<Map<string, Json>> {
		if (!this.run.resource.byIds) return new Map();
		const { records } = await this.run.connection();
		const [group] = inBatches(await idsFrom(this.run, item, recordIdOf), fields);
		return group.length > 1 ? records.byIds(group, fields).catch(readAlone) : new Map();
	}
}

/** The matters of the items to come, where an item asks for its own: each name is looked up once all the same. */
export async function soon(run: Run, resource: string, id: string): Promise<string[]> {
	const isOwn = resource === 'matter' && (await known(matterIdOf(run, run.item))) === id;
	return isOwn ? idsFrom(run, run.item, matterIdOf) : [];
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
