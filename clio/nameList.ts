import type { Client, Json, Query } from './client';
import { isEmpty } from './convert';
import { valuesAt } from './fields';
import { normal } from './names';
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

/** Records by what they are called. Empty for a list that was not worth its pages, or that has changed. */
type ByName = Map<string, Json[]>;

/**
 * Lists that are read whole where many of their records are meant by name: 200 names come with one page,
 * but cost 200 searches.
 */
export class NameLists {
	private readonly lists = new Map<string, Promise<ByName>>();
	private readonly searched = new Map<string, Set<string>>();

	constructor(
		private readonly client: Client,
		private readonly toCome: NamesToCome,
	) {}

	/** The records of that name; none says nothing: they must be searched. */
	async find(resource: Resource, text: string, query: Query): Promise<Json[]> {
		const list = await this.listFor(resource, text, query);
		const found = list?.get(normal(text)) ?? [];
		if (!found.length) this.searchedFor(resource).add(normal(text));
		return found;
	}

	/** What was sent to a path changed its list; to read it again and again would cost more than to search. */
	drop(path: string): void {
		for (const name of this.lists.keys())
			if (`${path}/`.startsWith(`${resources[name].path}/`)) this.giveUp(name);
	}

	private listFor(resource: Resource, text: string, query: Query): Promise<ByName> | undefined {
		const { name } = resource;
		if (this.lists.has(name)) return this.lists.get(name);
		const searched = this.searchedFor(resource);
		const names = [...this.toCome(name, text)].filter((one) => !searched.has(one));
		if (names.length <= fewNames) return undefined;
		// How long a list is Clio does not say: where it turns out too long, half as much again was spent.
		const most = Math.floor(names.length / 2);
		const list = this.read(resource, query, most).catch((error: unknown) => {
			this.giveUp(name);
			return readAlone(error);
		});
		this.lists.set(name, list);
		return list;
	}

	private async read(resource: Resource, query: Query, most: number): Promise<ByName> {
		const byName: ByName = new Map();
		const list = pages(this.client, resource.path, resource.orders.includes('id'), {
			query: { ...resource.part?.query, ...query },
			// No page beyond is asked for ahead.
			limit: most * pageSize,
			attempt: new Records(this.client, resource).attempt('list'),
		});
		let count = 0;
		for await (const { records, hasMore } of list) {
			for (const record of records)
				for (const name of namesIn(resource, record))
					byName.set(name, [...(byName.get(name) ?? []), record]);
			if (hasMore && ++count >= most) return new Map();
		}
		return byName;
	}

	private giveUp(name: string): void {
		this.lists.set(name, Promise.resolve(new Map()));
	}

	private searchedFor({ name }: Resource): Set<string> {
		const known = this.searched.get(name) ?? new Set();
		this.searched.set(name, known);
		return known;
	}
}

/** Paths to what its records are called. */
export const namesOf = ({ lookup }: Resource): string[] => lookup.names ?? [lookup.shows];

/** All that a record is called, as names are compared. */
export function namesIn(resource: Resource, record: Json): Set<string> {
	const values = namesOf(resource).flatMap((path) => valuesAt(record, path));
	return new Set(values.filter((one) => !isEmpty(one)).map((one) => normal(String(one))));
}
