import { addsEntries, type Call, type Client, type Json } from './client';
import { ClioError, raise } from './errors';
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
	 * record is read: if the entries are there, the change was carried out.
	 */
	private async readBack(id: string, data: Json, fields: string, lost: ClioError): Promise<Json> {
		const lists = Object.entries(data).filter(([, value]) => Array.isArray(value)) as Array<
			[string, Json[]]
		>;
		const known = ([name, entries]: [string, Json[]]) => {
			const sent = new Set(entries.flatMap((entry) => Object.keys(entry)));
			// Not all that can be written can be read, e.g. `default_email`.
			return `${name}{${this.readable(name)
				.filter((key) => sent.has(key))
				.join(',')}}`;
		};
		const record = await this.get(id, ['id', ...lists.map(known)].join(','));
		const isThere = lists.every(([name, entries]) =>
			entries.every((entry) => 'id' in entry || hasEntry(record[name], entry, this.readable(name))),
		);
		if (isThere) return this.get(id, fields);
		const told = `No answer came to the request to ${this.attempt('update', id).did}; the record was read again and does not have the change`;
		return raise(new ClioError('unavailable', told, 'Run this item again.', lost.status));
	}

	private readable = (list: string): string[] => plainValues(this.resource.records[list]);

	private async data(call: Call): Promise<Json> {
		return Object((await this.client.call(call)).data) as Json;
	}

	private path = (id: string): string => `${this.resource.path}/${id}`;
}

/** True if one of the record's entries has all values of the entry that was sent, as far as they can be read. */
function hasEntry(entries: unknown, sent: Json, readable: string[]): boolean {
	const keys = Object.keys(sent).filter((key) => readable.includes(key));
	return (
		Array.isArray(entries) &&
		entries.some((entry: Json) => keys.every((key) => entry[key] === sent[key]))
	);
}
