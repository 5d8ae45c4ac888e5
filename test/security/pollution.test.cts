import { runClio, choose } from '../engine/engine.cts';
import { quickWaits } from '../engine/files-kit.cts';
import { accountAt, ownServer, pollution } from './kit.cts';

/** Keys that reach into every object, wherever keys come from outside: Clio's answers, items, names of fields. */
const clio = ownServer();
quickWaits();
afterEach(() => expect(pollution()).toEqual([]));

/** As it comes over the wire, where these are keys like others. */
const evil = `"__proto__":{"polluted":1,"toString":1,"id":99},
	"constructor":{"prototype":{"polluted":1}},"prototype":{"polluted":1},
	"hasOwnProperty":1,"valueOf":1,"toJSON":1,"then":1`;

const field = (name: string, n: number) => ({
	id: `text_line-${n}`,
	field_name: name,
	field_type: 'text_line',
	value: { polluted: name },
	custom_field: { id: n },
});
const names = ['__proto__', 'constructor', 'prototype', 'toString', '__proto__', 'Court'];

/** A record with such keys at every depth, and fields of the firm's own with such names. */
const answer = (id: number): string =>
	`{"data":{"id":${id},"etag":"1","display_number":"1-Ash","description":"Ash","name":"Ash","type":"Person",
	"client":{"id":3,"name":"Ash",${evil}},"custom_field_values":${JSON.stringify(names.map(field))},${evil}},
	"meta":{${evil}},${evil}}`;
const list = (id: number): string =>
	answer(id)
		.replace('"data":{', '"data":[{')
		.replace(/\},\s*"meta"/, '}],"meta"');

beforeEach(() => {
	clio().answers = ({ method, url }) => ({
		headers: { 'content-type': 'application/json' },
		status: method === 'POST' ? 201 : 200,
		body: method !== 'GET' || /\/\d+\.json|who_am_i/.test(url) ? answer(5) : list(5),
	});
});

const run = (parameters: object, items = [{}]) =>
	runClio({ sandbox: accountAt(clio()), parameters: parameters as never, items });

const one = { matterId: choose(5) };

describe('keys of an answer', () => {
	test.each([
		['Get, Simplified', { operation: 'get', ...one }],
		['Get, All Fields', { operation: 'get', ...one, output: 'all' }],
		[
			'Get, some fields',
			{ operation: 'get', ...one, options: { fieldList: 'id,client{id,name}' } },
		],
		['Get Many', { operation: 'getAll', limit: 5 }],
		['Get Many, with details', { operation: 'getAll', limit: 5, addDetails: true }],
		['Update', { operation: 'update', ...one, fields: { description: 'New' } }],
	])('%s: reach no other object', async (_, parameters) => {
		const { error, json } = await run({ resource: 'matter', ...parameters });
		expect(error && `${error.message} ${error.description}`).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
		for (const record of json) {
			expect((record as { polluted?: unknown }).polluted).toBeUndefined();
			expect(record.id).toBe(5);
		}
		expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
	});

	test('API Request gives them on as they are', async () => {
		const request = { resource: 'apiRequest', operation: 'request', method: 'GET' };
		const { json } = await run({ ...request, path: 'matters/5' });
		expect(json[0].id).toBe(5);
	});
});

test('a custom field may be called like any of them, and is seen by its name', async () => {
	const { json } = await run({ resource: 'matter', operation: 'get', ...one });
	const own = json[0].customFields as Record<string, unknown>;
	expect(Object.getPrototypeOf(own)).toBe(Object.prototype);
	expect(Object.keys(own)).toHaveLength(names.length);
	expect(own.Court).toEqual({ polluted: 'Court' });
	for (const name of ['__proto__', 'constructor', 'prototype', 'toString'])
		expect(Object.keys(own).filter((key) => key.startsWith(name)).length).toBeGreaterThan(0);
});

const key = ['__proto__', 'constructor', 'prototype', 'toString'];
const nothingWritten = () =>
	expect(clio().heard.filter(({ method }) => method !== 'GET')).toEqual([]);

describe('a key of an item', () => {
	const update = { resource: 'matter', operation: 'update', ...one };
	const request = { resource: 'apiRequest', operation: 'request' };

	test.each(key)('%s is no name of Clio in Additional JSON', async (name) => {
		const fields = { additionalJson: '={{ $json.given }}' };
		for (const given of [`{"${name}":{"description":"New"}}`, `{"client":{"${name}":1}}`]) {
			const { error } = await run({ ...update, fields }, [{ given }]);
			expect(error?.message).toMatch(/has no field "/);
		}
		nothingWritten();
	});

	test.each(key)('%s is no name of Clio in a row that an agent writes', async (name) => {
		const fields = { relationships: '={{ $json.given }}' };
		const given = `[{"${name}":{"id":1},"description":"Witness","contact":"5"}]`;
		const { error } = await run({ ...update, fields }, [{ given }]);
		expect(error?.message).toMatch(/has no field "|Nothing to change/);
		nothingWritten();
	});

	test.each(key)('%s is no name of Clio in an API Request', async (name) => {
		const asName = await run({ ...request, method: 'GET', path: `matters?${name}=1` });
		expect(asName.error?.message).toMatch(/no query parameter "/);
		const body = `{"data":{"${name}":{"description":"New"}}}`;
		const inBody = await run({ ...request, method: 'PATCH', path: 'matters/5', body });
		expect(inBody.error?.message).toMatch(/has no field "/);
		expect(clio().heard).toEqual([]);
	});

	test.each(key)('%s is no custom field to write to', async (name) => {
		const value = JSON.parse(`{"${name}":{"polluted":1}}`) as object;
		const { error } = await run({
			...update,
			matterCustomFieldChanges: { mappingMode: 'defineBelow', value, schema: [] },
		});
		expect(error).toBeDefined();
		nothingWritten();
	});
});
