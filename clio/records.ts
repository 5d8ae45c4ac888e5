import { addsEntries, isNew, type Call, type Client, type Json } from './client';
import { ClioError, raise } from './errors';
import { chosenFields } from './fields';
import { pageSize } from './pages';
import { plainValues } from './resources';
import type { Resource } from './resources/vocabulary';

/** The calls on single records of a resource. `fields` is Clio's list of what to answer with. */
export class Records {
	constructor(
		private readonly client: Client,
		private readonly resource: Resource,
	) {}

	async get(id: string, fields: string): Promise<Json> {
		return this.data({
			method: 'GET',
			path: this.path(id),
			query: { fields },
			attempt: this.attempt('read', id),
		});
	}

	async create(data: Json, fields: string): Promise<Json> {
		const attempt = this.attempt('create');
		return this.data({
			method: 'POST',
			path: this.resource.path,
			query: { fields },
			data,
			attempt,
		});
	}

	async update(id: string, data: Json, fields: string, ifMatch?: string): Promise<Json> {
		const attempt = this.attempt('update', id);
		const call: Call = {
			method: 'PATCH',
			path: this.path(id),
			query: { fields },
			data,
			ifMatch,
			attempt,
		};
		return this.data(call).catch((error: ClioError) => {
			if (error.reason !== 'unavailable' || !addsEntries(data)) return raise(error);
			return this.readBack(id, data, fields, error);
		});
	}

	async delete(id: string): Promise<void> {
		await this.client.call({
			method: 'DELETE',
			path: this.path(id),
			attempt: this.attempt('delete', id),
		});
	}

	/**
	 * The records with these ids, in ceil(N / 200) calls. A record may be missing though it exists, where
	 * the list has hidden defaults: ask for it alone before calling it missing.
	 */
	async byIds(ids: string[], fields: string): Promise<Map<string, Json>> {
		const found = new Map<string, Json>();
		for (let at = 0; at < ids.length; at += pageSize) {
			const query = {
				...this.resource.byIds,
				'ids[]': ids.slice(at, at + pageSize),
				fields,
				limit: pageSize,
			};
			const attempt = this.attempt('list');
			const { data } = await this.client.call({
				method: 'GET',
				path: this.resource.path,
				query,
				attempt,
			});
			for (const record of data as Json[]) found.set(String(record.id), record);
		}
		return found;
	}

	attempt(verb: string, id?: string): Call['attempt'] {
		const { label, plural, permission } = this.resource;
		const what = id ? `${label.toLowerCase()} ${id}` : label.toLowerCase();
		return { did: `${verb} ${verb === 'list' ? plural.toLowerCase() : what}`, permission };
	}

	/**
	 * The answer to a change that adds list entries got lost. Sending it again might add them twice, so the
	 * record is read: if the entries are there, the change was carried out. Where they cannot be read, or
	 * the record cannot, it stays in doubt.
	 */
	private async readBack(id: string, data: Json, fields: string, lost: ClioError): Promise<Json> {
		const added = Object.entries(data).filter(([, value]) => addsEntries(value));
		if (!added.every(([name, value]) => this.canShow(name, value))) return raise(lost);
		const shown = chosenFields(
			this.resource,
			added.map(([name]) => name),
		);
		const record = await this.get(id, shown).catch(() => raise(lost));
		const isThere = added.every(([name, entries]) =>
			newOf(entries).every((sent) =>
				[record[name]].flat().some((stored) => shows(Object(stored), sent)),
			),
		);
		if (isThere) return this.get(id, fields);
		const told = `No answer came to the request to ${this.attempt('update', id).did}; the record was read again and does not have the change`;
		return raise(new ClioError('unavailable', told, 'Run this item again.', lost.status));
	}

	/** True if the record answers with something of every new entry; nothing can be told of lists further in. */
	private canShow(name: string, entries: unknown): boolean {
		if (!Array.isArray(entries) || !(name in this.resource.records)) return false;
		const known = plainValues(this.resource.records[name]);
		const isShown = (entry: Json) => Object.keys(entry).some((key) => known.includes(key));
		return newOf(entries).every(isShown) && !entries.some((one) => addsEntries({ ...one }));
	}

	private async data(call: Call): Promise<Json> {
		return Object((await this.client.call(call)).data) as Json;
	}

	private path = (id: string): string => `${this.resource.path}/${id}`;
}

const newOf = (entries: unknown): Json[] => (entries as Json[]).filter(isNew);

/** True if a stored entry has what was sent, as far as it can be read: Clio does not answer with all it takes. */
function shows(stored: Json, sent: Json): boolean {
	const plain = (value: unknown) => String((Object(value) as Json).id ?? value);
	const keys = Object.keys(sent).filter((key) => key in stored);
	return keys.length > 0 && keys.every((key) => plain(stored[key]) === plain(sent[key]));
}
