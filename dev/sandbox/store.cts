import type { Outcome } from './jobs.cts';
import { Files } from './storage/files.cts';

/** A stored record. References are kept as ids; what a reader sees is made in render.cts. */
export interface Row {
	id: number;
	created_at: string;
	updated_at: string;
	/** Grows with every change; the etag is made from it. */
	version: number;
	[field: string]: any;
}

export type Change = 'created' | 'updated' | 'deleted';
export type Listener = (resource: string, change: Change, row: Row, before?: Row) => void;

/** Rows of one resource in the order of their ids, which is the order of their creation. */
class Table {
	readonly rows: Row[] = [];
	private readonly byId = new Map<number, Row>();
	private lastId: number;

	constructor(firstId: number) {
		this.lastId = firstId;
	}

	/** Ids leave gaps, so that nobody counts on the next one. */
	nextId(): number {
		this.lastId += 1 + ((Math.imul(this.lastId % 100_003, 48_271) >>> 9) % 7);
		return this.lastId;
	}

	get(id: number): Row | undefined {
		return this.byId.get(id);
	}

	add(row: Row): void {
		this.rows.push(row);
		this.byId.set(row.id, row);
	}

	replace(row: Row): void {
		this.rows[this.indexAfter(row.id) - 1] = row;
		this.byId.set(row.id, row);
	}

	remove(id: number): void {
		if (this.byId.delete(id)) this.rows.splice(this.indexAfter(id) - 1, 1);
	}

	/** Where the rows with a greater id begin (binary search: a cursor page costs what it returns). */
	indexAfter(id: number): number {
		let low = 0;
		let high = this.rows.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.rows[middle].id <= id) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}

export class Store {
	/** What documents are made of. */
	readonly files = new Files();
	/** How jobs end from now on, by resource (jobs.cts). */
	readonly outcomes = new Map<string, Outcome>();
	private readonly tables = new Map<string, Table>();
	private readonly listeners: Listener[] = [];

	// Large, as Clio's are: an id that does not survive a 32-bit integer must not pass unseen.
	constructor(private readonly firstId = 1_400_000_000) {}

	table(resource: string): Table {
		let table = this.tables.get(resource);
		const firstId = this.firstId + this.tables.size * 50_000_000;
		if (!table) this.tables.set(resource, (table = new Table(firstId)));
		return table;
	}

	all(resource: string): Row[] {
		return this.table(resource).rows;
	}

	get(resource: string, id: number): Row | undefined {
		return this.table(resource).get(id);
	}

	/** Ids for what lives inside a record: an e-mail address, a custom rate. */
	nextId(kind: string): number {
		return this.table(kind).nextId();
	}

	insert(resource: string, fields: Record<string, unknown>, at: string): Row {
		const row: Row = {
			created_at: at,
			updated_at: at,
			...fields,
			id: this.nextId(resource),
			version: 1,
		};
		this.commit(resource, row);
		return row;
	}

	/** Takes a finished new or changed row. */
	commit(resource: string, row: Row): void {
		const table = this.table(resource);
		const before = table.get(row.id);
		if (before) table.replace(row);
		else table.add(row);
		this.tell(resource, before ? 'updated' : 'created', row, before);
	}

	remove(resource: string, id: number): void {
		const before = this.get(resource, id);
		if (!before) return;
		this.table(resource).remove(id);
		this.tell(resource, 'deleted', before, before);
	}

	/** It is gone for all who watch, though the row stays. */
	trash(resource: string, row: Row): void {
		const before = this.get(resource, row.id);
		this.table(resource).replace(row);
		this.tell(resource, 'deleted', before!, before);
	}

	/** Webhooks hang here. */
	onChange(listener: Listener): void {
		this.listeners.push(listener);
	}

	private tell(resource: string, change: Change, row: Row, before?: Row): void {
		for (const listener of this.listeners) listener(resource, change, row, before);
	}
}
