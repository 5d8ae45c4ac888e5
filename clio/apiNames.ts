import { checkedNames } from './body/additional';
import type { Call, Json, Query, Value } from './client';
import { toWire } from './convert';
import { refuse } from './errors';
import { wireKinds } from './ids';
import { ofManage } from './resources';
import type { Fields, Operation, Resource } from './resources/vocabulary';

/** What every list and record takes beside its filters. */
const always = ['fields', 'limit', 'offset', 'order', 'page_token'];

/** Names of Clio's that have no place in a form: those of an upload (facts 4.1), and other words for a filter. */
const besides: Record<string, string[]> = {
	'PATCH documents': ['fully_uploaded', 'multiparts', 'uuid'],
	'GET document_categories': ['query'],
	'GET tasks': ['status'],
};

/**
 * A call of a person's own, held against the catalogue where that knows its address: names that Clio would drop
 * without a word (facts, trap 4) are refused, and words of a menu get Clio's casing.
 */
export function checkedCall(call: Call): Call {
	const meant = meantBy(call);
	if (!meant) return call;
	const { resource, operation } = meant;
	const more = besides[`${call.method} ${resource.path}`] ?? [];
	const isRead = call.method === 'GET';
	const filters = isRead && operation !== 'get' ? resource.filters : {};
	const query = checkedQuery(resource, filters, call.query ?? {}, more);
	return { ...call, query, data: call.data && checkedBody(meant, call.data, more) };
}

interface Meant {
	resource: Resource;
	operation: Operation;
}

const verbs: Record<string, { list?: Operation[]; one: Operation[] }> = {
	GET: { list: ['getAll', 'preview'], one: ['get'] },
	POST: { list: ['create'], one: [] },
	PATCH: { one: ['update'] },
};

function meantBy({ method, path }: Call): Meant | undefined {
	const { list = [], one } = verbs[method] ?? { one: [] };
	for (const resource of ofManage) {
		if (resource.part) continue;
		const place = resource.path.replace(/\{\w+\}/g, '\\d+');
		const isHere = (end: string) => new RegExp(`^${place}${end}$`).test(path);
		const fitting = resource.single
			? isHere('') && [...list, ...one]
			: (isHere('') && list) || (isHere('/[\\w-]*\\d[\\w-]*') && one);
		const operation = (fitting || []).find((each) => resource.operations.includes(each));
		if (operation) return { resource, operation };
	}
	return undefined;
}

function checkedQuery(resource: Resource, filters: Fields, query: Query, more: string[]): Query {
	const fields = Object.entries(filters).filter(([, { own }]) => !own);
	const byName = new Map(fields.map(([key, field]) => [field.wire ?? key, field]));
	const types = fields.flatMap(([key, field]) =>
		field.kind === 'reference' && wireKinds(field).length > 1
			? [(field.wire ?? key).replace(/_id$/, '_type')]
			: [],
	);
	const known = [...always, ...more, ...byName.keys(), ...types];
	const isCondition = (name: string) =>
		Boolean(resource.customFields ?? resource.conditionsOn) &&
		/^custom_field_values\[\d+\](\[\])?$/.test(name);
	for (const [name, { required }] of byName)
		if (required && !(name in query))
			refuse(`The query parameter ${name} is missing`, `Clio demands it for ${resource.plural}.`);
	const checked: Query = {};
	for (const [name, value] of Object.entries(query)) {
		if (!known.includes(name) && !isCondition(name))
			refuse(
				`${resource.plural} have no query parameter "${name}"`,
				`Clio would not look at it. Known parameters: ${known.join(', ')}.`,
			);
		checked[name] = inCasing(byName.get(name), value as Value | Value[], name);
	}
	return checked;
}

function inCasing(field: Fields[string] | undefined, value: Value | Value[], name: string) {
	if (field?.kind !== 'choice' && field?.kind !== 'choices') return value;
	const one = (each: Value): Value =>
		field.kind === 'choice'
			? (toWire(field, each, name, '') as string)
			: String(toWire(field, each, name, ''));
	return Array.isArray(value) ? value.map(one) : one(value);
}

function checkedBody({ resource, operation }: Meant, data: Json, more: string[]): Json {
	const fits = Object.entries(resource.writes).filter(
		([, { own, only }]) => !own && (!only || only === operation),
	);
	const other: Fields = Object.fromEntries(more.map((name) => [name, { kind: 'raw' }]));
	return checkedNames({ ...Object.fromEntries(fits), ...other }, data, resource.label);
}
