import { isBeside } from './below';
import type { Client, Json } from './client';
import { ClioError, raise, refuse } from './errors';
import { joinFields, onlyFields, valueAt, withFields } from './fields';
import { namesIn, nameFields, namesOf } from './knownNames';
import { NameLists, type NamesToCome } from './nameList';
import { normal, searched } from './names';
import { pages } from './pages';
import { inBatches, readAlone, Records } from './records';
import { resources } from './resources';
import type { Resource } from './resources/vocabulary';

/** What narrows a search by name, e.g. the practice area of a stage: list parameter -> id. */
export type Narrowing = Record<string, string>;

/** Where a name was searched and not found, e.g. in the practice area "Family", which has these stages. */
interface Within {
	of: string;
	has: string[];
}

/** What the items to come will ask for, where one asks as now. */
export interface Soon {
	ids: (resource: string, id: string) => Promise<string[]>;
	names: NamesToCome;
}

const nothingSoon: Soon = { ids: async () => [], names: () => new Set() };

/** Records are listed in a message up to here. */
const mostListed = 10;

/** The firm as one run of a node comes to know it: everything is asked for once, until it is changed. */
export class Firm {
	/** Records of this run by their names: Clio's search may take a while to find a new one (UNKNOWN). */
	private readonly made = new Map<string, Json>();
	private readonly nameLists: NameLists;

	/**
	 * @param known what was asked before, where several runs share it: by the path that was asked, and what of
	 * it, e.g. `matters/12 id,status`, `matters {"query":"Kaur"}`
	 * @param soon what items to come will ask for as one asks now
	 */
	constructor(
		readonly client: Client,
		private readonly known: Map<string, Promise<unknown>> = new Map(),
		private readonly soon: Soon = nothingSoon,
	) {
		this.nameLists = new NameLists(client, soon.names);
		client.onChange((path, method) => {
			if (isBeside(path)) return;
			this.nameLists.change(path, method);
			this.forget(path);
		});
	}

	/** The connected user, with the own calendar and the firm; needs no permission of its own (facts 5.10). */
	async me(): Promise<Json> {
		const query = { fields: 'id,name,email,default_calendar_id,time_zone,account{id,name}' };
		const attempt = { did: 'read the connected user' };
		return this.once('me', async () => {
			const { data } = await this.client.call({
				method: 'GET',
				path: 'users/who_am_i',
				query,
				attempt,
			});
			return data as Json;
		});
	}

	/** One record by its id. */
	async read(resource: string, id: string, fields: string): Promise<Json> {
		const records = new Records(this.client, resources[resource]);
		const key = recordKey(resource, id, fields);
		// One that is missing from `readAll` may be there: lists have hidden defaults.
		if (this.known.has(key) && !(await this.known.get(key))) this.known.delete(key);
		return this.once(key, async () => records.get(id, fields));
	}

	/**
	 * One record by its id, and with it those that will be asked for soon: for what need not be read at the last
	 * moment, e.g. who is responsible for a matter.
	 */
	async readEarly(resource: string, id: string, fields: string): Promise<Json> {
		const isNew = (one: string) => !this.known.has(recordKey(resource, one, fields));
		if (isNew(id)) {
			const ids = (await this.soon.ids(resource, id)).filter(isNew);
			const [group = []] = inBatches(ids, fields, resources[resource]);
			if (group.length > 1) await this.readAll(resource, group, fields).catch(readAlone);
		}
		return this.read(resource, id, fields);
	}

	/** What came with a search or a change, for whoever reads the same of the record. */
	keep(resource: string, record: Json, fields: string): void {
		this.known.set(recordKey(resource, String(record.id), fields), Promise.resolve(record));
	}

	/** True if `read` would give the record as it was known before. */
	hasRead = (resource: string, id: string, fields: string): boolean =>
		this.known.has(recordKey(resource, id, fields));

	/** Records by their ids, in as few calls as there are; those the user may not see are missing. */
	async readAll(resource: string, ids: string[], fields: string): Promise<Map<string, Json>> {
		const records = new Records(this.client, resources[resource]);
		const all = [...new Set(ids)];
		const keyOf = (id: string) => recordKey(resource, id, fields);
		for (const group of inBatches(
			all.filter((id) => !this.known.has(keyOf(id))),
			fields,
			resources[resource],
		)) {
			const some = await records.byIds(group, withFields(fields, ['id']));
			for (const id of group) this.known.set(keyOf(id), Promise.resolve(some.get(id)));
		}
		const found = new Map<string, Json>();
		for (const id of all) {
			const record = (await this.known.get(keyOf(id))) as Json | undefined;
			if (record) found.set(id, record);
		}
		return found;
	}

	/** A whole list, page by page. */
	async list(resource: Resource, query: Record<string, string>): Promise<Json[]> {
		return this.once(`${resource.path} ${JSON.stringify(query)}`, async () =>
			this.listAnew(resource, query),
		);
	}

	/** As it is now, e.g. to see what a change has made. */
	async listAnew(resource: Resource, query: Record<string, string>): Promise<Json[]> {
		const attempt = new Records(this.client, resource).attempt('list');
		const byId = resource.orders.includes('id');
		const all: Json[] = [];
		for await (const { records } of pages(this.client, resource.path, byId, {
			query: { ...resource.part?.query, ...query },
			attempt,
		}))
			all.push(...records);
		return all;
	}

	/**
	 * The record that a person means by a name, a number or an e-mail address; exactly as it stands in Clio
	 * but for case, blanks and "Last, First".
	 * @returns undefined if there is none
	 * @throws ClioError that lists them if several have that name
	 */
	async named(name: string, text: string, narrowing: Narrowing = {}): Promise<Json | undefined> {
		const own = this.made.get(`${name} ${normal(text)}`);
		if (own) return own;
		const resource = resources[name];
		const found = await this.allNamed(resource, text, narrowing);
		if (found.length < 2) return found[0];
		const listed = await this.hinted(resource, found.slice(0, mostListed));
		return refuse(
			`${found.length} ${resource.plural.toLowerCase()} are called "${text}"`,
			`Choose one from the list, or give the ID: ${listed
				.map((one) => told(resource, one))
				.join('; ')}${found.length > mostListed ? '; …' : ''}.`,
		);
	}

	/** In words what narrowed a search, and what it has. */
	async within(name: string, narrowing: Narrowing): Promise<Within | undefined> {
		const resource = resources[name];
		const { hintOf, shows } = resource.lookup;
		const [id] = Object.values(narrowing);
		if (!id || !hintOf) return undefined;
		const { label, lookup } = resources[hintOf];
		const fields = `id,${lookup.shows}`;
		const places = this.readAll(hintOf, [id], fields);
		const place = (await this.whereAllowed(hintOf, places, new Map<string, Json>())).get(id);
		const all = await this.list(resource, { ...narrowing, fields: `id,${shows}` });
		return {
			of: `${label.toLowerCase()} "${String(place?.[lookup.shows] ?? id)}"`,
			has: all.map((record) => String(record[shows])),
		};
	}

	/** Records with a name where their hint is the id of another, e.g. stages with their practice area. */
	async hinted(resource: Resource, records: Json[]): Promise<Json[]> {
		const { hint, hintOf } = resource.lookup;
		if (!hint || !hintOf) return records;
		const { shows } = resources[hintOf].lookup;
		const ids = records.map((record) => String(record[hint] ?? '')).filter(Boolean);
		const known = await this.whereAllowed(
			hintOf,
			this.readAll(hintOf, ids, `id,${shows}`),
			new Map<string, Json>(),
		);
		const nameOf = (id: unknown) => known.get(String(id))?.[shows];
		return records.map((record) => ({ ...record, [hint]: nameOf(record[hint]) }));
	}

	/** What was asked for beside the work itself; `otherwise` without the permission, which a hint then names. */
	async whereAllowed<T>(resource: string, asked: Promise<T>, otherwise: T): Promise<T> {
		const { plural, permission = plural } = resources[resource];
		return asked.catch((error: unknown) => {
			if (!(error instanceof ClioError) || error.reason !== 'permission') throw error;
			this.client.withheld.add(permission);
			return otherwise;
		});
	}

	/** Sends a change; its answer tells also what the record is called then, where names of its list are known. */
	async change(
		resource: Resource,
		fields: string,
		send: (fields: string) => Promise<Json>,
	): Promise<Json> {
		const names = this.nameLists.fieldsFor(resource);
		if (!names) return send(fields);
		const record = await send(joinFields(fields, names));
		this.nameLists.answered(resource, record);
		return onlyFields(record, fields);
	}

	/** A record that this run has created: from now on its name means it. */
	learn(name: string, text: string, record: Json): void {
		this.made.set(`${name} ${normal(text)}`, record);
	}

	private async allNamed(resource: Resource, text: string, narrowing: Narrowing): Promise<Json[]> {
		const { by, exactly = by, query, namesAll } = resource.lookup;
		const fields = nameFields(resource);
		const whole = { ...(namesAll ? {} : query), ...narrowing, fields };
		const search = async () => {
			const asked = exactly ? { ...whole, [exactly]: searched(text) } : whole;
			const found = await this.list(resource, asked);
			return found.filter((record) => namesIn(resource, record).has(normal(text)));
		};
		// Without a search the list is read once anyhow.
		const isSearched = exactly && !Object.keys(narrowing).length;
		return isSearched ? this.nameLists.find(resource, text, whole, search) : search();
	}

	/** What was sent to a path makes another of the record, and of the lists it stands in. */
	private forget(path: string): void {
		const [list, id] = path.split('/');
		for (const key of this.known.keys())
			if (key.startsWith(`${list} `) || key.startsWith(`${list}/${id} `)) this.known.delete(key);
	}

	/** The first asking counts for all; one that failed is not remembered. */
	private async once<T>(what: string, ask: () => Promise<T>): Promise<T> {
		const known = this.known.get(what) as Promise<T> | undefined;
		if (known) return known;
		const asked = ask();
		this.known.set(what, asked);
		return asked.catch((error: unknown) => {
			this.known.delete(what);
			return error instanceof ClioError ? raise(error) : Promise.reject(error);
		});
	}
}

/** Some resources share a path: a time entry is an activity. */
const recordKey = (resource: string, id: string, fields: string): string =>
	`${resources[resource].path}/${id} ${fields}`;

/** `00012-Kaur, Sale of 12 Harbour Street (ID 123)` */
export function told({ lookup }: Resource, record: Json): string {
	const parts = [lookup.shows, lookup.hint ?? '']
		.map((path) => valueAt(record, path))
		.filter(Boolean);
	return `${parts.join(', ')} (ID ${String(record.id)})`;
}

/**
 * @param within what narrowed the search, if anything did
 * @throws ClioError that says what was searched
 */
export function nobodyIsCalled(names: string[], text: string, within?: Within): never {
	const kinds = names.map((name) => resources[name]);
	const one = listed(kinds.map(({ label }) => label.toLowerCase()));
	if (within)
		return refuse(
			`No ${one} of the ${within.of} is called "${text}"`,
			within.has.length
				? `It has: ${within.has.join('; ')}. Choose one of these.`
				: `It has no ${kinds[0].plural.toLowerCase()} in Clio.`,
		);
	const many = kinds.map((kind) => kind.plural.toLowerCase() + extentOf(kind)).join(' and ');
	const link = kinds.some(({ pages: some }) => some.length) ? ' or the link' : '';
	return refuse(
		`No ${one} is called "${text}"`,
		`The ${many} in Clio were searched for exactly this ${searchedBy(kinds[0])}, in any casing, as far as the connected user may see them. Give it in full as it stands in Clio${exampleOf(kinds[0])}, choose one from the list, or give the ID${link}.`,
	);
}

/** `matter, contact or folder` */
const listed = (words: string[]): string => words.join(', ').replace(/, ([^,]*)$/, ' or $1');

/** Which of its records a name can mean, where that is not all of them or not obvious. */
function extentOf({ lookup: { query = {}, namesAll } }: Resource): string {
	if (query.enabled) return namesAll ? ' (disabled ones, too)' : ' (not those that are disabled)';
	return query.writeable ? ' (those that the connected user may write to)' : '';
}

const exampleOf = ({ lookup: { example } }: Resource): string =>
	example ? `, such as ${example}` : '';

function searchedBy(resource: Resource): string {
	const names = namesOf(resource);
	const isKnownBy = (path: string) => names.some((name) => name.includes(path));
	if (!isKnownBy('email')) return 'name or number';
	return isKnownBy('initials') ? 'name, e-mail address or initials' : 'name or e-mail address';
}
