import type { Values, ValuesOf, When, WhichRecords } from '../change.cts';
import { notFound } from '../errors.cts';
import type { Row, Store } from '../store.cts';
import { stamp } from '../time.cts';
import { resources } from './resources/index.cts';
import { ulid } from './ulid.cts';
import type { Resource, World } from './vocabulary.cts';

/** A new record, whoever makes it. */
export function insert(resource: Resource, values: Values, world: World): Row {
	const { store } = world;
	const at = stamp(world.now());
	const id = store.nextId(resource.table);
	const global_id = ulid(Date.parse(at), `${resource.table} ${id}`);
	const stamps = { created_at: at, updated_at: at };
	const row: Row = { global_id, ...resource.defaults, ...stamps, ...values, id, version: 1 };
	resource.settle?.(row, world);
	store.commit(resource.table, row);
	return row;
}

/** What people in the firm do in Clio Grow, beyond what the API can. */
export class Records {
	constructor(
		private readonly store: Store,
		private readonly now: () => number,
	) {}

	create(
		table: string,
		values: Values | ((index: number) => Values),
		count = 1,
		{ at }: When = {},
	): Row[] {
		const resource = resourceOf(table);
		const world = this.worldAt(at);
		return Array.from({ length: count }, (_, index) =>
			insert(resource, typeof values === 'function' ? values(index) : values, world),
		);
	}

	/** Without values the records are only touched. */
	change(table: string, values: ValuesOf = {}, which: WhichRecords = {}): Row[] {
		const resource = resourceOf(table);
		const world = this.worldAt(which.at);
		return this.find(table, which).map((before, index) => {
			const more = typeof values === 'function' ? values(before, index) : values;
			const stamps = { updated_at: stamp(world.now()), version: before.version + 1 };
			const row: Row = { ...before, ...stamps, ...more, id: before.id };
			resource.settle?.(row, world, before);
			this.store.commit(table, row);
			return row;
		});
	}

	remove(table: string, which: WhichRecords = {}): Row[] {
		resourceOf(table);
		const rows = this.find(table, which);
		for (const { id } of rows) this.store.remove(table, id);
		return rows;
	}

	/** A lead is taken up: it leaves the inbox, and there is a contact and a matter in its place. */
	acceptLead(id: number, values: Values = {}): Row {
		const [lead] = this.change('inbox_leads', { state: 'accepted' }, { ids: [id] });
		const { first_name, last_name, email, phone_number, from_message } = lead;
		const [contact] = this.create('contacts', {
			...{ first_name, last_name, status: 'Intake' },
			emails: email ? [email] : [],
			phone_numbers: phone_number ? [phone_number] : [],
		});
		const [matter] = this.create('matters', {
			description: from_message?.slice(0, 255) ?? null,
			inbox_lead_id: id,
			type: this.nameOf('matter_types', lead.matter_type),
			location: this.nameOf('locations', lead.matter_location),
			client_id: contact.id,
			...values,
		});
		return matter;
	}

	private worldAt(moment = this.now()): World {
		return { store: this.store, now: () => moment, may: () => true, include: new Set() };
	}

	private nameOf(table: string, id: number | undefined): string | null {
		return (id !== undefined && this.store.get(table, id)?.name) || null;
	}

	private find(table: string, { ids, count = 1 }: WhichRecords): Row[] {
		if (!ids) return count > 0 ? this.store.all(table).slice(-count) : [];
		return ids.map((id) => {
			const row = this.store.get(table, id);
			if (!row) throw notFound(`${table} ${id} was not found`);
			return row;
		});
	}
}

function resourceOf(table: string): Resource {
	const resource = resources.find((each) => each.table === table);
	if (!resource) throw notFound(`Clio Grow has no ${table}`);
	return resource;
}
