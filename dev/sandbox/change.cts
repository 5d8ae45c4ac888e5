import { invalid, notFound } from './errors.cts';
import { findResource } from './resources/index.cts';
import type { Row } from './store.cts';
import type { Resource } from './vocabulary.cts';
import type { World } from './world.cts';
import { create, remove, update } from './writes.cts';

export interface When {
	/** The moment that the records carry (ms), such as one a minute ago: a slow write is seen late. */
	at?: number;
}

export interface WhichRecords extends When {
	ids?: number[];
	/** So many of the newest; default 1. */
	count?: number;
}

export type Values = Record<string, unknown>;
export type ValuesOf = Values | ((row: Row, index: number) => Values);

/** Changes by somebody in the firm, under the rules of the API but without a call to it. */
export class Changes {
	constructor(private readonly world: (at?: number) => World) {}

	/** Without values the records are only touched: their etag changes. */
	update(path: string, values: ValuesOf = {}, which: WhichRecords = {}): Row[] {
		const resource = writable(path, 'U');
		const world = this.world(which.at);
		return this.find(resource, which).map((row, index) =>
			update(resource, row, typeof values === 'function' ? values(row, index) : values, world),
		);
	}

	create(
		path: string,
		values: Values | ((index: number) => Values),
		count = 1,
		{ at }: When = {},
	): Row[] {
		const resource = writable(path, 'C');
		const world = this.world(at);
		return Array.from({ length: count }, (_, index) =>
			create(resource, typeof values === 'function' ? values(index) : values, world),
		);
	}

	remove(path: string, which: WhichRecords = {}): Row[] {
		const resource = writable(path, 'D');
		const rows = this.find(resource, which);
		for (const row of rows) remove(resource, row, this.world());
		return rows;
	}

	private find({ path, name }: Resource, { ids, count = 1 }: WhichRecords): Row[] {
		const { store } = this.world();
		if (!ids) return count > 0 ? store.all(path).filter(isThere).slice(-count) : [];
		return ids.map((id) => {
			const row = store.get(path, id);
			if (!row) throw notFound(`${name} ${id} was not found`);
			return row;
		});
	}
}

const isThere = (row: Row) => !row.deleted_at;

/** The resource with all that the firm may do with it: a bill is made by people, not by the API. */
function writable(path: string, operation: string): Resource {
	const resource = findResource(path);
	if (!resource) throw notFound(`No such resource: ${path}`);
	const { operations, body, firm } = resource;
	if ((operations + (firm?.operations ?? '')).includes(operation)) {
		// Who takes a bill away by hand leaves nothing of it.
		const remains = firm?.operations.includes('D') ? undefined : resource.remains;
		return { ...resource, remains, body: { ...body, ...firm?.body } };
	}
	throw invalid(`${path} cannot be changed so`);
}
