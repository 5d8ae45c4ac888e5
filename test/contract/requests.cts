/** Holds a request against Clio's OpenAPI file. What Clio does not know, it drops in silence (facts, trap 4). */
import type { Resource } from '../../clio/resources/vocabulary.ts';
import type { Api } from './apis.cts';
import { explains } from './exceptions.cts';
import {
	addressIn,
	anyNames,
	limits,
	namesInFields,
	readsIn,
	readsOf,
	typeOf,
	type Action,
	type OpenApi,
	type Parameter,
	type Schema,
} from './openapi.cts';

export interface Request {
	method: string;
	/** As it is called, e.g. `/api/v4/matters/5`. */
	path: string;
	/** As the sandbox writes it down: names and values as they are read. */
	query: string;
	body?: unknown;
}

/** What a request says and Clio does not, or leaves out, in the words of exceptions.cts. */
export function objectionsTo(api: Api, request: Request): string[] {
	const { file } = api;
	if (!file) return [];
	const path = pathOf(api, request);
	const action = actionAt(file, request.method, path);
	const objections = action
		? [...wrongQuery(file, action, request), ...wrongBody(file, action, request)]
		: [`operations: ${request.method} ${path}`];
	const names = namesFor(api, path);
	return objections
		.filter((says) => !isExcepted(api, names, says))
		.map((says) => `${names[0]} ${says}`);
}

const pathOf = ({ base }: Api, { path }: Request): string =>
	path.slice(base.length).replace(/\.json$/, '');

/** What the catalogue calls the records at a path, and those that they are part of. */
function namesFor({ resources }: Api, path: string): string[] {
	const isAt = (one: string) =>
		new RegExp(`^/${one.replace(/\{\w+\}/g, '\\d+([-_]\\w+)?')}/`).test(`${path}/`);
	const depth = ({ path: one }: Resource) => one.split('/').length;
	const at = resources.filter((one) => isAt(one.path)).sort((a, b) => depth(b) - depth(a));
	return at.length ? at.map(({ name }) => name) : [path.split('/')[1]];
}

const isExcepted = (api: Api, names: string[], says: string): boolean =>
	names.some((name) =>
		[...api.exceptions, ...api.exceptionsOfRequests].some((one) =>
			explains(one, 'catalogue', `${name} ${says}`),
		),
	);

/** `/users/who_am_i` is no user's id: a path in plain words comes before one with a placeholder. */
function pathAt(api: OpenApi, path: string): string | undefined {
	const plain = [path, `${path}.json`].find((one) => one in api.paths);
	if (plain) return plain;
	return Object.keys(api.paths).find((one) => patternOf(one).test(path));
}

function actionAt(api: OpenApi, method: string, path: string): Action | undefined {
	return api.paths[pathAt(api, path) ?? '']?.[method.toLowerCase()];
}

/** The operation that a request is, as openapi.cts has it: `GET /tasks/{}`. */
export function operationAt(api: Api, request: Request): string | undefined {
	const at = api.file && pathAt(api.file, pathOf(api, request));
	return at && `${request.method} ${anyNames(at.replace(/\.json$/, ''))}`;
}

/** An id is a number, or that of one occurrence of a calendar entry (facts 5.6). */
const patternOf = (path: string): RegExp =>
	new RegExp(`^${path.replace(/\.json$/, '').replace(/\{\w+\}/g, '\\d+(?:[-_]\\w+)?')}$`);

function* wrongQuery(api: OpenApi, action: Action, { query }: Request): Generator<string> {
	const known = action.parameters.filter((one) => one.in === 'query');
	const sent = pairsOf(query);
	for (const [name, text] of sent) {
		if (name === 'offset' && known.some((one) => one.name === 'order')) continue;
		const parameter = known.find((one) => one.name === withoutId(name));
		if (!parameter) yield `filters: ${name}`;
		else if (name === 'fields') yield* wrongFields(readsOf(api, action), text);
		// The file has but the operators of a custom field's value.
		else if (name !== parameter.name || isNull(parameter, text)) continue;
		else yield* wrongFilter(parameter, text);
	}
	for (const { name, required, schema } of known) {
		const values = sent.filter(([one]) => one === name);
		if (required && !values.length) yield `filters: ${name} is required`;
		if (values.length > (schema.maxItems ?? Infinity))
			for (const says of limits(name, { most: schema.maxItems })) yield `filters: ${says}`;
	}
}

/** A value may hold `&` and `=` itself. */
const pairsOf = (query: string): Array<[string, string]> =>
	(query ? query.split(/&(?=[\w.[\]]+=)/) : []).map((pair) => {
		const end = pair.indexOf('=');
		return [pair.slice(0, end), pair.slice(end + 1)];
	});

/** `custom_field_values[5]` -> `custom_field_values` */
const withoutId = (name: string): string => name.replace(/^(custom_field_values)\[\d+\]$/, '$1');

const isNull = ({ description }: Parameter, text: string): boolean =>
	text === 'null' && description.includes('Use the keyword `null`');

function* wrongFilter({ name, schema, description }: Parameter, text: string): Generator<string> {
	const topic = name === 'order' ? 'orders' : 'filters';
	for (const one of description.includes('comma-separated') ? text.split(',') : [text]) {
		const value = withoutDay(schema, readAs(typeOf(schema), one));
		for (const says of wrongValue(schema, value, name)) yield `${topic}: ${says}`;
	}
}

/** `>=2026-01-31` is `>=DATE` in the file. */
const withoutDay = ({ enum: values = [] }: Schema, value: unknown): unknown =>
	values.some((one) => one.includes('DATE'))
		? String(value).replace(/\d{4}-\d\d-\d\d$/, 'DATE')
		: value;

function readAs(type: string, text: string): unknown {
	if (type === 'number' && /^\d+(\.\d+)?$/.test(text)) return Number(text);
	if (type === 'yes or no' && /^(true|false)$/.test(text)) return text === 'true';
	return text;
}

function* wrongFields(known: Set<string>, fields: string): Generator<string> {
	if (/\{[^}]*\{/.test(fields)) yield `reads: ${fields} has braces in braces`;
	// A record that stands alone answers with its default fields.
	const records = new Set([...known].map((name) => name.replace(/\{.*/, '')));
	for (const name of namesInFields(fields)) {
		if (!known.has(name) && !records.has(name)) yield `reads: ${name}`;
	}
}

function* wrongBody(api: OpenApi, action: Action, { method, body }: Request): Generator<string> {
	const schema = action.requestBody?.content['application/json'].schema;
	const says = schema ? wrongValue(schema, body ?? {}, '') : body === undefined ? [] : ['a body'];
	for (const one of says) yield `${method}: ${one.replace(/^(data|inbox_lead)\./, '')}`;
	const { model, fields } = (body as { data?: Record<string, string> } | undefined)?.data ?? {};
	if (model && fields) yield* wrongFields(readsIn(api, schemaOf(api, model)), fields);
}

/** The records a webhook tells of: `calendar_entry` -> CalendarEntry */
const schemaOf = (api: OpenApi, model: string): Schema | undefined =>
	api.components.schemas[
		model.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())
	];

/** At any depth. Clio's file does not say what may be emptied: null is taken everywhere. */
function* wrongValue(schema: Schema, value: unknown, name: string): Generator<string> {
	if (value === null) return;
	if (!fits(schema, value)) yield `${name}: ${kindOf(value)}`;
	else if (schema.enum && !schema.enum.includes(String(value))) yield `${name} = ${String(value)}`;
	else if (typeof value === 'string') yield* wrongText(schema, value, name);
	else if (Array.isArray(value)) {
		for (const one of value) yield* wrongValue(schema.items ?? {}, one, name);
	} else if (typeof value === 'object') yield* wrongRecord(schema, value, name && `${name}.`);
}

function* wrongText(schema: Schema, text: string, name: string): Generator<string> {
	const { maxLength: longest = Infinity, minLength: shortest = 0 } = schema;
	const { length } = [...text];
	if (length > longest) yield* limits(name, { longest });
	if (length < shortest) yield* limits(name, { shortest });
	const isAddress = addressIn(schema);
	const begins = isAddress === 'https' ? /^https:\/\/\S+$/i : /^https?:\/\/\S+$/i;
	if (isAddress && !begins.test(text)) yield* limits(name, { isAddress });
}

function* wrongRecord(schema: Schema, record: object, above: string): Generator<string> {
	const { properties, required = [] } = schema;
	for (const [key, value] of Object.entries(record)) {
		if (properties?.[key]) yield* wrongValue(properties[key], value, `${above}${key}`);
		else if (properties) yield `${above}${key}`;
	}
	for (const key of required) if (!(key in record)) yield `${above}${key} is required`;
}

function fits(schema: Schema, value: unknown): boolean {
	const [expected, kind] = [typeOf(schema), kindOf(value)];
	if (expected === 'string') return typeof value === 'string';
	return kind === expected || (kind === 'fraction' && schema.type === 'number');
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'list';
	if (typeof value === 'object') return 'record';
	if (typeof value === 'boolean') return 'yes or no';
	if (typeof value === 'number') return Number.isInteger(value) ? 'number' : 'fraction';
	const text = String(value);
	if (/^\d{4}-\d\d-\d\d$/.test(text)) return 'day';
	return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text)
		? 'time'
		: 'string';
}
