import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { apiOf } from '../../../clio/api';
import type { Client, Json, Query } from '../../../clio/client';
import { partLabels, wireType } from '../../../clio/facts';
import { fieldsForPaths, valuesAt } from '../../../clio/fields';
import { Firm } from '../../../clio/firm';
import { pages } from '../../../clio/pages';
import { Records } from '../../../clio/records';
import { resources } from '../../../clio/resources';
import type { Resource } from '../../../clio/resources/vocabulary';
import { wordsFor } from '../../../clio/words';
import { connect } from '../../connection';
import { nodeError } from '../../errors';
import type { Above } from './method';

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	page?: string,
) => Promise<INodeListSearchResult>;

/** Searches one kind of record, or several for a field that takes either (users first, then contacts). */
export function searchOf(method: string): Search {
	const [, ...words] = method.split('_');
	const end = words.includes('or') ? words.indexOf('or') : words.length;
	const above = words.slice(end + 1) as Above[];
	return async function (filter, page) {
		const found = await search(this, words.slice(0, end), filter, page).catch((error: unknown) => {
			throw nodeError(this.getNode(), error);
		});
		return page ? found : { ...found, results: [...itemsAbove(above, filter), ...found.results] };
	};
}

const labels: Record<Above, string> = { ...partLabels, none: 'None' };

/** "Me" and "the matter's attorney" stand above the people. */
const itemsAbove = (above: Above[], filter = ''): INodeListSearchItems[] =>
	above.map((value) => ({ name: labels[value], value })).filter(matches(filter));

async function search(
	context: ILoadOptionsFunctions,
	names: string[],
	filter?: string,
	page?: string,
): Promise<INodeListSearchResult> {
	const client = await connect(context, 'background', apiOf(resources[names[0]]));
	const lists = names.map(async (name) => list(context, client, resources[name], filter, page));
	const found = await Promise.all(lists);
	// A page token belongs to one list; where two are mixed, a person types to narrow them.
	if (found.length === 1) return found[0];
	return { results: found.flatMap(({ results }, at) => results.map(withType(names[at]))) };
}

/** `Contact:12`, so that the id tells which kind of record it is. */
const withType =
	(name: string) =>
	(item: INodeListSearchItems): INodeListSearchItems => ({
		...item,
		name: `${item.name} (${resources[name].label.toLowerCase()})`,
		value: `${wireType(name)}:${item.value}`,
	});

async function list(
	context: ILoadOptionsFunctions,
	client: Client,
	resource: Resource,
	filter = '',
	page?: string,
): Promise<INodeListSearchResult> {
	const { by, order } = resource.lookup;
	const attempt = new Records(client, resource).attempt('list');
	const firm = new Firm(client);
	const show = async (records: Json[]) =>
		(await firm.hinted(resource, records)).map((record) =>
			shown(resource, record, { client, zone: context.getTimezone() }),
		);
	if (page || by || !filter) {
		const query = page ? undefined : firstPage(context, resource, filter);
		const path = page ?? resource.path;
		const { records, next } = await client.list({ path, query, attempt });
		return { results: bestFirst(await show(records), filter), paginationToken: next };
	}
	// Where Clio's list cannot search, it is read and searched here.
	const results: INodeListSearchItems[] = [];
	const query = firstPage(context, resource, '');
	for await (const { records } of pages(client, resource.path, resource.orders.includes('id'), {
		query,
		order,
		limit: mostSearched,
		attempt,
	})) {
		results.push(...(await show(records)).filter(matches(filter)));
	}
	return { results };
}

const mostSearched = 2_000;

/** What takes digits only is not asked for words. */
const searchedBy = ({ lookup: { by, exactly } }: Resource, filter: string): string | undefined =>
	exactly && !/^\d+$/.test(filter) ? exactly : by;

function firstPage(context: ILoadOptionsFunctions, resource: Resource, filter: string): Query {
	const { shows, hint, order, query, narrowedBy = {} } = resource.lookup;
	const by = searchedBy(resource, filter);
	const narrowing = Object.entries(narrowedBy).map(([field, wire]) => [
		wire,
		chosen(context, field),
	]);
	return {
		...resource.part?.query,
		...query,
		...Object.fromEntries(narrowing.filter(([, value]) => value)),
		...(by && filter ? { [by]: filter } : {}),
		...(order ? { order, offset: order === 'id(asc)' ? undefined : 0 } : {}),
		fields: fieldsForPaths(['id', shows, ...(hint ? [hint] : [])]),
		limit: by ? 50 : 200,
	};
}

/** The id another field of the form holds, wherever in the form it stands. */
function chosen(context: ILoadOptionsFunctions, field: string): string | undefined {
	for (const place of [field, `fields.${field}`, `filters.${field}`]) {
		const { value } = Object(context.getCurrentNodeParameter(place)) as { value?: unknown };
		if (/^\d+$/.test(String(value))) return String(value);
	}
	return undefined;
}

function shown(
	resource: Resource,
	record: Json,
	{ client, zone }: { client: Client; zone: string },
): INodeListSearchItems {
	const { lookup, pages: onClio, label } = resource;
	const [name = `${label} ${String(record.id)}`] = valuesAt(record, lookup.shows).filter(Boolean);
	const hint = lookup.hint && hintIn(resource, record, lookup.hint, zone);
	const page = onClio.find((one) => one.endsWith('/{id}'));
	return {
		name: [name, hint].filter(Boolean).map(String).join(' – '),
		value: String(record.id),
		...(page
			? { url: `${client.place.host}/nc/#/${page.replace('{id}', String(record.id))}` }
			: {}),
	};
}

/** What tells records of the same name apart: a moment to the minute, a choice in its word. */
function hintIn(resource: Resource, record: Json, path: string, zone: string): string {
	const [value] = valuesAt(record, path);
	const said = String(wordsFor(resource, path, zone)(value) ?? '');
	return said.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d[+-].*/, '$1 $2');
}

const matches =
	(filter: string) =>
	({ name }: INodeListSearchItems): boolean =>
		name.toLowerCase().includes(filter.toLowerCase());

/** Clio also finds words in addresses and custom fields: names with the word in them come first. */
function bestFirst(results: INodeListSearchItems[], filter: string): INodeListSearchItems[] {
	const named = results.filter(matches(filter));
	return [...named, ...results.filter((one) => !named.includes(one))];
}
