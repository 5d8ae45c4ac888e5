import type { Client, Json, Method, Query } from './client';
import { KnownNames, nameFields } from './knownNames';
import { pages, pageSize } from './pages';
import { readAlone, Records } from './records';
import { resources } from './resources';
import type { Resource } from './resources/vocabulary';

/** So few names are searched, each alone: there is hardly anything to win. */
const fewNames = 5;

/**
 * The names that will be asked for where this one is asked for now, of records of a resource: as `normal`
 * gives them, this one among them.
 */
export type NamesToCome = (resource: string, text: string) => Set<string>;

/**
 * Records by what they are called. Each name is searched once in a run; where many are to come the list is
 * read instead: 200 names come with one page. Records that the run changes are known by their new names; what
 * somebody else renames meanwhile goes on to be known by the old one, as with a search that was made before.
 * UNKNOWN is whether Clio's search looks at all the names that the list shows: if not, the list finds more.
 */
export class NameLists {
	private readonly known = new Map<string, KnownNames>();
	/** Lists that were read, or found too long: once in a run is enough. */
	private readonly tried = new Set<string>();

	constructor(
		private readonly client: Client,
		private readonly toCome: NamesToCome,
	) {}

	/**
	 * The records of that name.
	 * @param query of the whole list
	 * @param search asks Clio for this name alone
	 */
	async find(
		resource: Resource,
		text: string,
		query: Query,
		search: () => Promise<Json[]>,
	): Promise<Json[]> {
		const names = this.known.get(resource.name) ?? new KnownNames(resource);
		this.known.set(resource.name, names);
		if (names.unclear.length) await this.readAnew(resource, names);
		if (!this.tried.has(resource.name)) await this.readIfWorth(resource, names, { text, query });
		const known = names.called(text);
		if (known) return known;
		const found = await search();
		names.learn(text, found);
		return found;
	}

	/** Something was sent to a path: who is meant by a name of that record must be known anew. */
	change(path: string, method: Method): void {
		for (const [name, names] of this.known) {
			const list = resources[name].path;
			if (!`${path}/`.startsWith(`${list}/`)) continue;
			const [id] = path.slice(list.length + 1).split('/');
			names.remove(id);
			const isGone = method === 'DELETE' && path === `${list}/${id}`;
			if (!isGone) names.unclear.push(method === 'POST' ? '' : id);
		}
	}

	/** What the answer to a change must tell, so that no name has to be asked again for it. */
	fieldsFor = (resource: Resource): string | undefined =>
		this.known.get(resource.name)?.isWorthKeeping && isShownByIds(resource)
			? nameFields(resource)
			: undefined;

	/** A record as the answer to a change shows it. */
	answered(resource: Resource, record: Json): void {
		this.known.get(resource.name)?.answered(record);
	}

	private async readIfWorth(
		resource: Resource,
		names: KnownNames,
		{ text, query }: { text: string; query: Query },
	): Promise<void> {
		const toCome = [...this.toCome(resource.name, text)].filter((one) => !names.wasAsked(one));
		if (toCome.length <= fewNames) return;
		this.tried.add(resource.name);
		// How long a list is Clio does not say: where it turns out too long, half as much again was spent.
		const most = Math.floor(toCome.length / 2);
		const all = await this.read(resource, query, most).catch((error: unknown) => {
			readAlone(error);
			return undefined;
		});
		for (const record of all ?? []) names.put(record);
		names.isWhole = all !== undefined;
	}

	/** The whole list; undefined if it has more pages than that. */
	private async read(resource: Resource, query: Query, most: number): Promise<Json[] | undefined> {
		const list = pages(this.client, resource.path, resource.orders.includes('id'), {
			query: { ...resource.part?.query, ...query },
			// No page beyond is asked for ahead.
			limit: most * pageSize,
			attempt: new Records(this.client, resource).attempt('list'),
		});
		const all: Json[] = [];
		let count = 0;
		for await (const { records, hasMore } of list) {
			all.push(...records);
			if (hasMore && ++count >= most) return undefined;
		}
		return all;
	}

	/** What changed records are called now, where their change did not tell, e.g. because Clio refused it. */
	private async readAnew(resource: Resource, names: KnownNames): Promise<void> {
		const ids = [...new Set(names.unclear)];
		const isWorth = names.isWorthKeeping && ids.length <= pageSize && !ids.includes('');
		if (!isWorth || !isShownByIds(resource)) return names.clear();
		const found = new Records(this.client, resource).byIds(ids, nameFields(resource));
		for (const record of (await found.catch(readAlone)).values()) names.put(record);
		names.unclear = [];
	}
}

/** Whether a list of ids shows the same records as that of names, which may be narrower. */
const isShownByIds = ({ byIds, lookup }: Resource): boolean => !!byIds && !lookup.query;
