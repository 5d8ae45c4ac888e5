/**
 * Clio's OpenAPI files, read into plain statements. The files belong to Clio and are no part of the
 * package: without them the contract is not tested (`CLIO_OPENAPI` and `CLIO_GROW_OPENAPI` name them).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Field } from '../../clio/resources/vocabulary.ts';

/**
 * What one side says about a resource, by topic. A statement is a name (`assignee.id`), its type
 * (`due_at: day`), a value it takes (`priority = High`) or another property (`name is required`).
 */
export type Statements = Record<string, Set<string>>;

export interface Schema {
	$ref?: string;
	allOf?: Schema[];
	type?: string;
	format?: string;
	pattern?: string;
	minLength?: number;
	maxLength?: number;
	maxItems?: number;
	enum?: string[];
	items?: Schema;
	properties?: Record<string, Schema>;
	required?: string[];
}

export interface Parameter {
	name: string;
	in: string;
	required: boolean;
	description: string;
	schema: Schema;
}

export interface Action {
	parameters: Parameter[];
	requestBody?: { content: Record<string, { schema: Schema }> };
	responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

export interface OpenApi {
	paths: Record<string, Record<string, Action>>;
	components: { schemas: Record<string, Schema> };
	/** It answers with all that a record has, and takes no `fields`. */
	isWhole?: true;
}

function read(place: string | undefined, name: string): OpenApi | undefined {
	const places = [place, join(__dirname, '../../../shared/facts', name)];
	const found = places.find((one) => one && existsSync(one));
	return found ? asRead(JSON.parse(readFileSync(found, 'utf8'))) : undefined;
}

/** Grow's file in the manner of Manage's, which has all of an operation in one place. */
export function asRead(file: OpenApi): OpenApi {
	if (!isOfGrow(file)) return file;
	const api = { ...resolved(file, file), isWhole: true } as OpenApi;
	for (const action of Object.values(api.paths).flatMap((one) => Object.values(one)))
		action.parameters = (action.parameters ?? []).map(plainParameter);
	return api;
}

/** Addresses at Manage end in `.json`. */
export const isOfGrow = ({ paths = {} }: OpenApi): boolean => '/inbox_leads' in paths;

/** With what stands elsewhere in the file in the place of every reference to it. */
function resolved<T>(file: OpenApi, part: T): T {
	if (typeof part !== 'object' || part === null) return part;
	if (Array.isArray(part)) return part.map((one) => resolved(file, one)) as T;
	const { $ref } = part as { $ref?: string };
	if ($ref) return resolved(file, placeIn(file, $ref)) as T;
	return Object.fromEntries(
		Object.entries(part).map(([key, value]) => [key, resolved(file, value)]),
	) as T;
}

/** `#/components/schemas/matter` */
const placeIn = (file: unknown, reference: string): unknown =>
	reference
		.split('/')
		.slice(1)
		.reduce((found, key) => Object(found)[key], file);

/** A parameter that is repeated is said as one of its values, and how many there may be. */
function plainParameter({ required = false, description = '', ...rest }: Parameter): Parameter {
	const { items, maxItems } = rest.schema;
	return { ...rest, required, description, schema: items ? { ...items, maxItems } : rest.schema };
}

export const openApi = read(process.env.CLIO_OPENAPI, 'clio-manage-openapi.json');
export const growApi = read(process.env.CLIO_GROW_OPENAPI, 'clio-grow-openapi.json');

/** What Clio says about the resource whose list is at a path, e.g. `tasks`. */
export function clioSays(api: OpenApi, path: string): Statements {
	const list = at(api, path);
	const one = at(api, `${path}/{id}`);
	return {
		operations: operationsOf(api, path),
		POST: bodyOf(list.post),
		PATCH: bodyOf(one.patch ?? list.patch),
		filters: filtersOf(list.get),
		orders: new Set(parameter(list.get, 'order')?.schema.enum),
		reads: api.isWhole
			? new Set([list.get, list.post, one.get].flatMap((each) => [...readsOf(api, each)]))
			: readsOf(api, list.get ?? list.post ?? one.get ?? one.patch),
	};
}

const at = (api: OpenApi, path: string): Record<string, Action> => {
	const name = Object.keys(api.paths).find(
		(one) => anyNames(one.replace(/\.json$/, '')) === anyNames(`/${path}`),
	);
	return name ? api.paths[name] : {};
};

/** `contacts/{contact_id}/phone_numbers` -> `contacts/{}/phone_numbers` */
export const anyNames = (path: string): string => path.replace(/\{\w*\}/g, '{}');

/** Every operation there is, e.g. `GET /tasks/{}`. */
export const allOperations = (api: OpenApi): string[] =>
	Object.entries(api.paths).flatMap(([name, methods]) =>
		Object.keys(methods).map(
			(method) => `${method.toUpperCase()} ${anyNames(name.replace(/\.json$/, ''))}`,
		),
	);

/** Those of a resource's own path, of its single records and of their files. */
function operationsOf(api: OpenApi, path: string): Set<string> {
	const own = anyNames(`/${path}`);
	return new Set(
		allOperations(api).filter((one) =>
			[own, `${own}/{}`, `${own}/{}/download`].includes(one.split(' ')[1]),
		),
	);
}

const parameter = (action: Action | undefined, name: string): Parameter | undefined =>
	action?.parameters.find((one) => one.name === name);

function bodyOf(action: Action | undefined): Set<string> {
	const { data, inbox_lead } =
		action?.requestBody?.content['application/json'].schema.properties ?? {};
	return bodyIn(data ?? inbox_lead);
}

function bodyIn(data: Schema | undefined): Set<string> {
	const required = data?.required ?? [];
	return new Set([...namesIn(data, ''), ...required.map((name) => `${name} is required`)]);
}

function namesIn(schema: Schema | undefined, above: string): string[] {
	return Object.entries(schema?.properties ?? {}).flatMap(([key, one]) => {
		const name = `${above}${key}`;
		return [...described(name, one), ...namesIn(one.items ?? one, `${name}.`)];
	});
}

const described = (name: string, schema: Schema): string[] => [
	name,
	`${name}: ${typeOf(schema)}`,
	...(schema.enum ?? schema.items?.enum ?? []).map((value) => `${name} = ${value}`),
	...limits(name, {
		longest: schema.maxLength,
		shortest: schema.minLength,
		most: schema.maxItems,
		isAddress: addressIn(schema),
	}),
];

/** What a value must be beside its type, as facts of the catalogue say it. */
export const limits = (
	name: string,
	{
		longest,
		shortest,
		most,
		isAddress,
	}: Pick<Field, 'longest' | 'shortest' | 'most' | 'isAddress'>,
): string[] => [
	...(longest ? [`${name} is at most ${longest} characters`] : []),
	...(shortest ? [`${name} is at least ${shortest} characters`] : []),
	...(most ? [`${name} is at most ${most} values`] : []),
	...(isAddress ? [`${name} is an address: ${isAddress}`] : []),
];

export const addressIn = ({ format, pattern = '' }: Schema): Field['isAddress'] =>
	format === 'uri' ? (pattern.startsWith('^https:') ? 'https' : 'any') : undefined;

/** The type in one word, as statements have it. */
export function typeOf({ type, format }: Schema): string {
	if (format === 'date') return 'day';
	if (format === 'date-time') return 'time';
	const types = { integer: 'number', boolean: 'yes or no', array: 'list', object: 'record' };
	return types[type as keyof typeof types] ?? type ?? 'record';
}

/** What every list takes and the package sends by itself. */
const ownParameters = ['fields', 'limit', 'order', 'page_token'];

/** Pages of some lists are shorter than the 200 that others give (facts 2.4). */
const shortPages = (action: Action | undefined): string[] => {
	const [, most] = /between 1 and (\d+)/.exec(parameter(action, 'limit')?.description ?? '') ?? [];
	return Number(most) < 200 ? [`limit is at most ${most}`] : [];
};

function filtersOf(action: Action | undefined): Set<string> {
	const filters = (action?.parameters ?? []).filter(
		(one) => one.in === 'query' && !ownParameters.includes(one.name),
	);
	return new Set([
		...shortPages(action),
		...filters.flatMap(({ name, schema, required, description }) => [
			...described(name, schema),
			...(required ? [`${name} is required`] : []),
			...(description.includes('Use the keyword `null`') ? [`${name} takes null`] : []),
		]),
	]);
}

/** What an operation can be told to answer with. */
export function readsOf(api: OpenApi, action: Action | undefined): Set<string> {
	if (!api.isWhole && !parameter(action, 'fields')) return new Set();
	const { 200: read, 201: created } = action?.responses ?? {};
	const answer = Object.values((read ?? created)?.content ?? {})[0]?.schema;
	const { data } = propertiesOf(api, answer);
	// The list of event types has the schema of a single one, without its envelope.
	return readsIn(api, data?.items ?? data ?? answer);
}

/** `name` of a plain value, `matter{name}` of one in a record within. */
export function readsIn(api: OpenApi, record: Schema | undefined): Set<string> {
	return new Set(
		Object.entries(propertiesOf(api, record)).flatMap(([name, schema]) => {
			const within = Object.keys(propertiesOf(api, schema.items ?? schema));
			return within.length ? within.map((one) => `${name}{${one}}`) : [name];
		}),
	);
}

/** `id,client{id,name}` -> `id`, `client{id}`, `client{name}` */
export function namesInFields(fields: string): Set<string> {
	const parts = fields.match(/[^,{}]+(\{[^{}]*\})?/g) ?? [];
	return new Set(
		parts.flatMap((part) => {
			const [, name, inner] = /^([^{}]+)(?:\{(.*)\})?$/.exec(part) ?? [];
			return inner ? inner.split(',').map((one) => `${name}{${one}}`) : [name];
		}),
	);
}

function propertiesOf(api: OpenApi, schema: Schema | undefined): Record<string, Schema> {
	if (schema?.$ref) {
		return propertiesOf(api, api.components.schemas[schema.$ref.split('/').pop() ?? '']);
	}
	const inherited = (schema?.allOf ?? []).map((one) => propertiesOf(api, one));
	return Object.assign({}, ...inherited, schema?.properties);
}
