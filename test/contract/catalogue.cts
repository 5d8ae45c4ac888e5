/**
 * What the catalogue says, in the words of openapi.cts. Wherever possible it is what the package's own
 * code sends: every field of a form is filled in and the request that follows is read.
 */
import { apiOf } from '../../clio/api.ts';
import { buildBody, type Entered } from '../../clio/body.ts';
import { namesWithin } from '../../clio/body/additional.ts';
import type { Call, Client, Json } from '../../clio/client.ts';
import { hasFields, isCreating, wireType } from '../../clio/facts.ts';
import { allFields, fieldsForPaths } from '../../clio/fields.ts';
import type { Firm } from '../../clio/firm.ts';
import { wireKinds } from '../../clio/ids.ts';
import { pages } from '../../clio/pages.ts';
import { buildQuery } from '../../clio/query.ts';
import { Records } from '../../clio/records.ts';
import {
	byIdOnly,
	type Field,
	type Fields,
	type Operation,
	type Resource,
} from '../../clio/resources/vocabulary.ts';
import { simplifiedFields } from '../../clio/simplify.ts';
import { anyNames, limits, namesInFields, type Statements } from './openapi.cts';
import { callsOfUpload } from './upload.cts';

const anyText = 'any text';
const anyAddress = 'https://any.example';
const anyDay = '2026-01-31';

export async function catalogueSays(resource: Resource): Promise<Statements> {
	return {
		operations: await operationsOf(resource),
		POST: new Set([...(await bodyOf(resource, 'create')), ...(await uploadOf(resource, 'POST'))]),
		PATCH: new Set([...(await bodyOf(resource, 'update')), ...(await uploadOf(resource, 'PATCH'))]),
		filters: filtersOf(resource),
		orders: new Set(resource.orders.flatMap((name) => [`${name}(asc)`, `${name}(desc)`])),
		reads: new Set(hasFields(resource) ? namesInFields(allFields(resource)) : []),
	};
}

/** What the catalogue builds on without saying it of the resource as a whole: each must be Clio's, too. */
export function catalogueNeeds(resource: Resource): Statements {
	const { by, exactly, shows, hint, order, query = {}, narrowedBy = {} } = resource.lookup;
	const fixed = { ...query, ...resource.whole, ...resource.byIds };
	const parameters = [by, exactly, ...Object.keys(fixed), ...Object.values(narrowedBy)];
	const values = Object.entries(fixed).filter(([, value]) => !/^(true|false)$/.test(value));
	return {
		operations: new Set(isListed(resource) ? [`GET /${anyNames(resource.path)}`] : []),
		filters: new Set([
			...parameters.filter((name) => name !== undefined),
			...values.map(([name, value]) => `${name} = ${value}`),
			...(resource.byIds ? ['ids[]: number'] : []),
		]),
		orders: new Set(order ? [order] : []),
		reads: new Set([
			...(hasFields(resource) ? namesInFields(simplifiedFields(resource)) : []),
			...(resource.lookup !== byIdOnly
				? namesInFields(fieldsForPaths([shows, ...(hint ? [hint] : [])]))
				: []),
		]),
	};
}

/** A form offers it for choice, or it is listed by itself. */
const isListed = ({ operations, lookup }: Resource): boolean =>
	lookup !== byIdOnly || operations.includes('getAll');

async function operationsOf(resource: Resource): Promise<Set<string>> {
	const said = new Set<string>();
	const call = async ({ method, path }: Call) => {
		said.add(`${method} /${anyNames(path)}`);
		return { data: [] };
	};
	const list = async (one: Call) => ({ records: (await call({ ...one, method: 'GET' })).data });
	const page = async (one: Call) => list(one).then((whole) => ({ read: async () => whole }));
	const callRaw = async (one: Call) => ({ status: 200, headers: {}, body: await call(one) });
	const client = { call, callRaw, list, page, now: () => 0 } as unknown as Client;
	const records = new Records(client, resource);
	const id = resource.single ? '' : '{}';
	const uploads = isUpload(resource) ? await callsOfUpload({}) : [];
	// What else a person can do is made of other calls, and tested by itself.
	const run: Partial<Record<Operation, () => Promise<unknown>>> = {
		create: () => records.create({}, 'id'),
		get: () => records.get(id, 'id'),
		update: () => records.update(id, {}, 'id'),
		delete: () => records.delete(id),
		preview: () => call({ method: 'GET', path: resource.path } as Call),
		generate: () => records.create({}, 'id'),
		download: () => call({ method: 'GET', path: `${resource.path}/${id}/download` } as Call),
		upload: () => Promise.all(uploads.map(call)),
		uploadVersion: () => Promise.all(uploads.map(call)),
		getAll: () =>
			pages(client, resource.path, true, { query: {}, limit: 1, attempt: { did: '' } }).next(),
	};
	for (const operation of resource.operations) await run[operation]?.();
	return said;
}

const isUpload = ({ operations }: Resource): boolean =>
	operations.includes('upload') || operations.includes('uploadVersion');

/** What the operations say by themselves: what the file is, and of which document a new version is one. */
const ofFile = { content_type: anyText, parent: { id: 5, type: 'Document' } };

/** What is told of a file while it is uploaded. */
async function uploadOf(resource: Resource, method: Call['method']): Promise<string[]> {
	if (!isUpload(resource)) return [];
	const calls = (await callsOfUpload(ofFile)).filter((call) => call.method === method);
	return calls.flatMap(({ data = {} }) => statementsOf(asTexts(data), ''));
}

/** A text of digits is a text. */
const asTexts = (data: Json): Json =>
	JSON.parse(JSON.stringify(data), (key, value) =>
		typeof value === 'string' && key !== 'type' ? anyText : value,
	);

async function bodyOf(resource: Resource, operation: 'create' | 'update'): Promise<Set<string>> {
	const isSent =
		operation === 'create' ? isCreating(resource) : resource.operations.includes('update');
	if (!isSent) return new Set();
	const fields = Object.entries(resource.writes).filter(([, { own }]) => !own);
	const required = fields.filter(([, field]) => operation === 'create' && field.required);
	const base = Object.fromEntries(
		required.map(([key, field]) => [key, samplesOf(field, operation)[0]]),
	);
	const said = new Set(required.map(([key, field]) => needed(key, field)));
	if (operation === 'create')
		for (const key of Object.keys(resource.fixed ?? {})) said.add(`${key} is required`);
	const add = async (entered: Entered) => {
		const { data } = await buildBody(entered, { resource, operation, zone: 'UTC', now: 0, firm });
		for (const one of statementsOf(data, '')) said.add(one);
	};
	for (const [key, field] of fields) {
		if (field.only && field.only !== operation) continue;
		for (const one of limits(field.wire ?? key, field)) said.add(one);
		for (const sample of samplesOf(field, operation))
			await add({ values: { ...base, ...whenMeant(resource, field), [key]: sample } });
		const { [key]: _, ...others } = base;
		for (const sample of typedSamplesOf(field, operation)) {
			await add({ values: others, extra: { [field.wire ?? key]: sample } });
		}
	}
	return said;
}

/** Every reference is given by its id: nobody has to be asked but for the own calendar. */
const firm = {
	client: { place: { host: 'https://app.clio.com', label: 'United States' } },
	me: async () => ({ default_calendar_id: 5 }),
} as unknown as Firm;

/** What other menus must say for a field to be sent. */
const whenMeant = ({ writes }: Resource, { when = {} }: Field): Json =>
	Object.fromEntries(
		Object.entries(when)
			.filter(([key]) => !writes[key]?.own)
			.map(([key, [value]]) => [key, value]),
	);

function needed(key: string, { wire, when = {} }: Field): string {
	const where = Object.entries(when).map(([name, values]) => ` where ${name} is ${values.join()}`);
	return `${wire ?? key} is required${where.join()}`;
}

/** Values as the form gives them: one for every choice, and one for every field of a list or object. */
function samplesOf(field: Field, operation?: string): unknown[] {
	switch (field.kind) {
		case 'number':
		case 'days':
			return [5];
		case 'duration':
			return ['1:30'];
		case 'yesNo':
			return [true];
		case 'json':
			return [{}];
		case 'day':
		case 'dayRange':
		case 'moment':
			return [anyDay];
		case 'choice':
			return Object.keys(field.values);
		case 'choices':
			return Object.keys(field.values).map((value) => [value]);
		case 'ids':
			return ['5'];
		case 'reference':
			return wireKinds(field).length > 1
				? wireKinds(field).map((name) => `${wireType(name)}:5`)
				: [5];
		case 'object':
			return isBare(field.of) ? [{}] : within(field.of, operation);
		case 'list':
			return within(field.of, operation).map((entry) => [{ ...filled(field.of), ...entry }]);
		default:
			return [field.isAddress ? anyAddress : anyText];
	}
}

/** A row of presets and switches alone is no entry: it has a value beside them. */
function filled(of: Fields): Json {
	const value = Object.entries(of).find(([, { kind }]) => kind !== 'choice' && kind !== 'yesNo');
	return value ? { [value[0]]: samplesOf(value[1])[0] } : {};
}

const isBare = (fields: Fields): boolean => !Object.keys(fields).length;

const within = (fields: Fields, operation?: string): Json[] =>
	Object.entries(fields)
		.filter(([, { only }]) => !only || only === operation)
		.flatMap(([key, field]) => samplesOf(field, operation).map((sample) => ({ [key]: sample })));

/**
 * What only Additional JSON can say: `id` and the removal of list entries. A new record has no entries
 * to change; people, who are no entries of the record, have an id from the start.
 */
function typedSamplesOf(field: Field, operation: string): unknown[] {
	if (field.kind !== 'list' && field.kind !== 'object') return [];
	const deeper = Object.entries(field.of).flatMap(([key, inner]) =>
		inner.wire === '.' ? [] : typedSamplesOf(inner, operation).map((one) => ({ [key]: one })),
	);
	if (field.kind === 'object') return deeper;
	const isNew = operation === 'create' && !field.ids;
	const own = Object.keys(namesWithin(field)).filter(
		(name) => name === 'id' || name === field.removal,
	);
	const entries = isNew ? [] : own.map((name) => ({ [name]: name === 'id' ? 5 : true }));
	return [...entries, ...deeper].map((entry) => [entry]);
}

function filtersOf(resource: Resource): Set<string> {
	const fields = Object.entries(resource.filters).filter(([, { own }]) => !own);
	const required = fields.filter(([, field]) => field.required);
	const base = Object.fromEntries(required.map(([key, field]) => [key, samplesOf(field)[0]]));
	const said = new Set(required.map(([key, field]) => needed(key, field)));
	if (resource.page) said.add(`limit is at most ${resource.page}`);
	const { include } = apiOf(resource).query({ fields: allFields(resource) });
	if (include) said.add('include').add('include: string');
	for (const [key, field] of fields) {
		for (const sample of samplesOf(field)) {
			const query = buildQuery(resource, { ...base, [key]: sample }, 'UTC');
			for (const one of statementsOf(query, '')) said.add(one);
		}
		const wire = field.wire ?? key;
		for (const one of limits(wire, field)) said.add(one);
		if (field.kind === 'reference' && takesNull(resource, key, wire))
			said.add(`${wire} takes null`);
	}
	return said;
}

function takesNull(resource: Resource, key: string, wire: string): boolean {
	const only: Resource = { ...resource, filters: { [key]: resource.filters[key] } };
	try {
		return buildQuery(only, { [key]: 'null' }, 'UTC')[wire] === 'null';
	} catch {
		return false;
	}
}

/** Reads statements off a body or a query. */
function statementsOf(values: object, above: string): string[] {
	return Object.entries(values).flatMap(([key, value]) => {
		const name = `${above}${key}`;
		const isRepeated = name.endsWith('[]');
		const type = Array.isArray(value) && !isRepeated ? 'list' : typeOf([value].flat()[0]);
		return [name, `${name}: ${type}`, ...[value].flat().flatMap((one) => valuesOf(name, one))];
	});
}

const valuesOf = (name: string, value: unknown): string[] => {
	if (typeof value === 'object' && value) return statementsOf(value, `${name}.`);
	return isChoice(value) ? [`${name} = ${String(value).replace(anyDay, 'DATE')}`] : [];
};

function typeOf(value: unknown): string {
	if (typeof value === 'boolean') return 'yes or no';
	if (typeof value === 'object') return 'record';
	const written = String(value);
	if (/^\d+(\.\d+)?$/.test(written)) return 'number';
	if (/^\d{4}-\d\d-\d\d$/.test(written)) return 'day';
	return /^\d{4}-\d\d-\d\dT/.test(written) ? 'time' : 'string';
}

const isChoice = (value: unknown): boolean =>
	typeOf(value) === 'string' && ![anyText, anyAddress].includes(String(value));
