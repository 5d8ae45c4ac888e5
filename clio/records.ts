import { queryString } from './address';
import { addsEntries, isNew } from './answers';
import type { Call, Client, Json, Query } from './client';
import { apiOf } from './api';
import { ClioError, isHopeless, raise, refuse } from './errors';
import { hasFields } from './facts';
import { chosenFields, onlyFields, withFields } from './fields';
import { pageSize } from './pages';
import { recordsIn } from './apiRequest';
import { plainValues } from './resources';
import type { Resource } from './resources/vocabulary';

interface Lost {
	error: ClioError;
	/** When the change was first sent, in milliseconds. */
	sentAt: number;
}

/** Many servers refuse a first line of more than 8 KB (nginx), in which there is more than the query. */
const longestQuery = 8_000;

/** The ids in as many groups as list calls are needed: up to 200, fewer with a long list of fields. */
export function inBatches(
	ids: string[],
	fields: string,
	{ idsAtOnce = pageSize }: Pick<Resource, 'idsAtOnce'>,
): string[][] {
	const longest = ids.reduce((most, { length }) => Math.max(most, length), 1);
	const perId = 'ids[]=&'.length + longest;
	const room = longestQuery - queryString({ fields }).length;
	const size = Math.max(1, Math.min(idsAtOnce, Math.floor(room / perId)));
	const groups = Math.ceil(ids.length / size);
	return Array.from({ length: groups }, (_, group) => ids.slice(group * size, (group + 1) * size));
}

/** What Clio refuses for a list it may give for a single record; what it cannot give now, it cannot give at all. */
export function readAlone(error: unknown): Map<string, never> {
	if (!(error instanceof ClioError)) throw error;
	return isHopeless(error) || isFromElsewhere(error) ? raise(error) : new Map<string, never>();
}

/** Whatever stood in Clio's place would stand before each single record as well. */
const isFromElsewhere = ({ reason, status }: ClioError): boolean =>
	reason === 'unexpected' && (status < 400 || status === 403);

/** The calls on single records of a resource. `fields` is Clio's list of what to answer with. */
export class Records {
	constructor(
		private readonly client: Client,
		private readonly resource: Resource,
	) {}

	async get(id: string, fields: string, query?: Query): Promise<Json> {
		if (!this.resource.operations.includes('get')) return this.listed(id, fields);
		return this.data(this.reading(id, fields, query));
	}

	/** The record and its etag. If the etag is the one it is known under, the record may be missing. */
	async getIfChanged(
		id: string,
		fields: string,
		{ known, query }: { known?: string; query?: Query },
	): Promise<{ record?: Json; etag?: unknown }> {
		return this.client.read({
			...this.reading(id, fields, query),
			ifNoneMatch: known || undefined,
		});
	}

	private reading = (id: string, fields: string, query?: Query): Call => ({
		method: 'GET',
		path: this.path(id),
		query: { ...query, fields },
		attempt: this.attempt('read', id),
	});

	/** Of some records Clio has a list, but no address for one alone; of a few neither. */
	private async listed(id: string, fields: string): Promise<Json> {
		const { byIds, label } = this.resource;
		if (!byIds)
			refuse(
				`Clio shows no single ${label.toLowerCase()}`,
				'So it cannot be told what it is like now. Remove the option Skip If Nothing Changes.',
			);
		const found = (await this.byIds([id], withFields(fields, ['id']))).get(id);
		if (!found) return this.client.noSuchRecord({ attempt: this.attempt('read', id) });
		return onlyFields(found, fields);
	}

	async create(data: Json, fields: string): Promise<Json> {
		const attempt = this.attempt('create');
		const { path } = this.resource;
		const call: Call = {
			method: 'POST',
			path,
			data: hasBody(this.resource) ? data : undefined,
			...(this.resource.temporary ? { recordsStay: true, harmless: true } : {}),
			attempt,
		};
		if (hasFields(this.resource)) return this.data({ ...call, query: { fields } });
		const [answer] = recordsIn(await this.client.callRaw(call), apiOf(this.resource).envelope);
		return answer;
	}

	async update(
		id: string,
		data: Json,
		fields: string,
		condition: Pick<Call, 'ifMatch' | 'guard'> = {},
	): Promise<Json> {
		const attempt = this.attempt('update', id);
		const call: Call = {
			method: 'PATCH',
			path: this.path(id),
			query: { fields },
			data,
			...condition,
			once: this.hasEffects(data) || isOccurrence(this.resource, id),
			attempt,
		};
		const sentAt = this.client.now();
		return this.data(call).catch((error: unknown) => {
			const isLost = error instanceof ClioError && error.reason === 'inDoubt';
			if (!isLost || !addsEntries(data)) throw error;
			return this.readBack(id, data, fields, { error, sentAt });
		});
	}

	async delete(id: string): Promise<void> {
		await this.client.call({
			method: 'DELETE',
			path: this.path(id),
			attempt: this.attempt('delete', id),
		});
	}

	/** Removes a record by a change, as Clio takes single times of an event that repeats (facts 5.6). */
	async remove(id: string, data: Json): Promise<void> {
		const attempt = this.attempt('delete', id);
		const query = { fields: 'id' };
		const path = this.path(id);
		await this.client.call({ method: 'PATCH', path, query, data, removes: true, attempt });
	}

	/**
	 * The records with these ids, by id, in one call: as many as `inBatches` gives. One may be missing though
	 * it exists, where the list has hidden defaults: ask for it alone before calling it missing.
	 */
	async byIds(ids: string[], fields: string): Promise<Map<string, Json>> {
		// Without any, Clio would list all.
		if (!ids.length) return new Map();
		const query = {
			...this.resource.part?.query,
			...this.resource.byIds,
			'ids[]': ids,
			fields,
			limit: pageSize,
		};
		const { path } = this.resource;
		const { records } = await this.client.list({ path, query, attempt: this.attempt('list') });
		return new Map(records.map((record) => [String(record.id), record]));
	}

	attempt(verb: string, id?: string): Call['attempt'] {
		const { label, plural, permission } = this.resource;
		const what = id ? `${label.toLowerCase()} ${id}` : label.toLowerCase();
		return {
			did: `${verb} ${verb === 'list' ? plural.toLowerCase() : what}`,
			permission: neededTo(verb, permission),
		};
	}

	/**
	 * The answer to a change that adds list entries got lost. Sending it again might add them twice, so the
	 * record is read: if it has the entries, and had them only since, the change was carried out. Whatever
	 * else is read leaves it in doubt.
	 */
	private async readBack(id: string, data: Json, fields: string, lost: Lost): Promise<Json> {
		const added = Object.entries(data).filter(([, value]) => addsEntries(value));
		if (!added.every(([name, value]) => this.canShow(name, value))) return raise(lost.error);
		const names = added.map(([name]) => name);
		const record = await this.get(id, chosenFields(this.resource, names)).catch(() =>
			raise(lost.error),
		);
		const stored = (name: string) => [record[name]].flat().map((entry) => Object(entry) as Json);
		const isDone = added.every(([name, entries]) =>
			newOf(entries).every((sent) =>
				stored(name).some((entry) => shows(entry, sent) && isSince(entry, lost.sentAt)),
			),
		);
		if (isDone) return this.get(id, fields).catch(() => raise(lost.error));
		const { message, advice, status } = lost.error;
		const told = `${message}; the record was read again and does not show it`;
		return raise(new ClioError('inDoubt', told, advice, status));
	}

	/** True if the record answers with something of every new entry; nothing can be told of lists further in. */
	private canShow(name: string, entries: unknown): boolean {
		if (!Array.isArray(entries) || !(name in this.resource.records)) return false;
		const known = plainValues(this.resource.records[name]);
		const isShown = (entry: Json) => Object.keys(entry).some((key) => known.includes(key));
		return newOf(entries).every(isShown) && !entries.some((one) => addsEntries({ ...one }));
	}

	private hasEffects = (data: Json): boolean =>
		Object.entries(this.resource.writes).some(([key, { wire, everyTime }]) => {
			const value = data[wire ?? key];
			return everyTime && value !== undefined && value !== false;
		});

	private async data(call: Call): Promise<Json> {
		return Object((await this.client.call(call)).data) as Json;
	}

	private path = (id: string): string => [this.resource.path, id].filter(Boolean).join('/');
}

/** Where reading and writing have a permission each, the one that is needed. */
function neededTo(verb: string, permission: string): string {
	const end = ['list', 'read'].includes(verb) ? '_read' : '_write';
	return permission.split(' and ').find((one) => one.endsWith(end)) ?? permission;
}

/** Whether an occurrence that is changed becomes a record of its own, with another id, is UNKNOWN. */
const isOccurrence = ({ textIds }: Resource, id: string): boolean =>
	textIds === true && !/^\d+$/.test(id);

const hasBody = ({ writes }: Resource): boolean => Object.values(writes).some(({ own }) => !own);

/** Clocks differ: an entry made in the minute before counts as new. */
const isSince = ({ created_at }: Json, moment: number): boolean =>
	Date.parse(String(created_at)) >= moment - 60_000;

const newOf = (entries: unknown): Json[] => (entries as Json[]).filter(isNew);

/** True if a stored entry has what was sent, as far as it can be read: Clio does not answer with all it takes. */
function shows(stored: Json, sent: Json): boolean {
	const plain = (value: unknown) => String((Object(value) as Json).id ?? value);
	const keys = Object.keys(sent).filter((key) => key in stored);
	return keys.length > 0 && keys.every((key) => plain(stored[key]) === plain(sent[key]));
}
