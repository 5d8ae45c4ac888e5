import axios from 'axios';
import { resources } from '../../dev/sandbox/platform/resources/index.cts';
import type { Resource } from '../../dev/sandbox/platform/vocabulary.cts';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { growApi, type Action } from './openapi.cts';
import { namesOfSchema, namesOfValue, problemsOf, type Whole } from './schema.cts';

const missing =
	'Clio Grow: skipped, Clio’s OpenAPI file is not here (CLIO_GROW_OPENAPI is its path)';
if (!growApi) process.stdout.write(`${missing}\n`);

interface Operation {
	name: string;
	method: string;
	path: string;
	action: Action;
}

const operations: Operation[] = Object.entries(growApi?.paths ?? {}).flatMap(([path, methods]) =>
	Object.entries(methods).map(([method, action]) => ({
		...{ method: method.toUpperCase(), path, action },
		name: `${method.toUpperCase()} ${path}`,
	})),
);

const resourceAt = (path: string): Resource =>
	resources.find(
		(one) => `/${one.path}` === path.replace('contact_id', 'id').replace('matter_id', 'id'),
	)!;

const answerOf = ({ responses }: Action, status: number): Whole =>
	responses[status].content?.['application/json'].schema ?? {};

const bodyOf = ({ requestBody }: Action): Whole =>
	requestBody?.content['application/json'].schema.properties?.data ?? {};

/** What is in a body that has all that may be in one. */
const examples: Record<string, unknown> = {
	...{
		subject: 'Call',
		body: 'At noon',
		name: 'Saltmarsh',
		first_name: 'Ada',
		last_name: 'Lovett',
	},
	...{ from_message: 'Help', from_source: 'n8n', referring_url: 'https://a.example' },
	...{ email: 'ada@a.example', phone_number: '+15550100', label: 'Start intake' },
	...{ target_url: 'https://a.example', ui_reference: 'matters/show' },
};

(growApi ? describe : describe.skip)(growApi ? 'Clio Grow in the sandbox' : missing, () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ matters: 20, now: () => Date.parse('2026-03-02T12:00:00Z') });
	});
	afterAll(async () => sandbox.close());

	const idIn = (table: string) => sandbox.platform.store.all(table)[0].id;

	function exampleOf(action: Action): object {
		const { store } = sandbox.platform;
		const tables: Record<string, string> = {
			marketing_source: 'sources',
			matter_type: 'matter_types',
			matter_location: 'locations',
		};
		const names = Object.keys(bodyOf(action).properties ?? {});
		return Object.fromEntries(
			names.map((name) => [
				name,
				tables[name] ? { id: store.all(tables[name])[0].id } : examples[name],
			]),
		);
	}

	function call({ method, path, action }: Operation, more: { token?: string; data?: object } = {}) {
		const { platform } = sandbox;
		const { token = platform.issueToken().access_token, data = exampleOf(action) } = more;
		const table = path.split('/')[1];
		const params = { include: 'custom_field_values', state: 'untriaged' };
		return axios.request({
			...{
				method,
				params,
				url: `${platform.url}/grow${path.replace(/\{\w+\}/, String(idIn(table)))}`,
			},
			...(method === 'POST' && { data: { data } }),
			headers: { authorization: `Bearer ${token}` },
			validateStatus: () => true,
		});
	}

	test.each(operations)('$name answers as the file says', async (operation) => {
		const { method, action, path } = operation;
		const { status, data } = await call(operation);
		expect(status).toBe({ GET: 200, POST: 201, DELETE: 204 }[method]);
		expect(problemsOf(status === 204 ? {} : data, answerOf(action, status))).toEqual([]);
		const names = new Set(namesOfValue(data.data));
		const known = namesOfSchema(answerOf(action, status).properties?.data ?? {});
		expect([...names].filter((name) => !known.includes(name))).toEqual([]);
		// A whole list has every name somewhere; a single record need not.
		if (path.split('/').length < 3) {
			expect(known.filter((name) => !names.has(name))).toEqual([]);
		}
	});

	test.each(operations)('$name refuses as the file says', async (operation) => {
		const { platform } = sandbox;
		const { action, method, path } = operation;
		const refusals: [number, () => Promise<{ status: number; data: unknown }>][] = [
			[401, () => call(operation, { token: 'made-up' })],
			[429, withoutBudget],
		];
		const { read, write } =
			resourceAt(path.replace(/\/who_am_i$/, '').replace(/\/\{id\}$/, '')) ?? {};
		if (method === 'GET' ? read : write) {
			const other = platform.issueToken('grow_custom_field_read').access_token;
			refusals.push([403, () => call(operation, { token: other })]);
		}
		if (method === 'POST') refusals.push([422, () => call(operation, { data: {} })]);
		for (const [expected, refused] of refusals) {
			const { status, data } = await refused();
			expect(status).toBe(expected);
			expect(problemsOf(data, answerOf(action, status))).toEqual([]);
		}

		async function withoutBudget() {
			platform.setRateLimit(1);
			await call(operation);
			const answer = await call(operation);
			platform.setRateLimit(0);
			return answer;
		}
	});

	const posts = operations.filter(({ method }) => method === 'POST');

	test.each(posts)('$name takes what the file has', ({ action, path }) => {
		const { properties = {}, required = [] } = bodyOf(action);
		const { body = {} } = resourceAt(path);
		const inFile = Object.entries(properties).map(([name, { maxLength, minLength }]) => [
			...[name, required.includes(name), maxLength, minLength],
		]);
		const here = Object.entries(body).map(([name, taken]) => [
			...[name, taken.required ?? false, taken.longest, taken.shortest],
		]);
		expect(here).toEqual(inFile);
	});

	const lists = operations.filter(
		({ method, path }) => method === 'GET' && !/(\}|who_am_i)$/.test(path),
	);

	test.each(lists)('$name is asked for what the file has', ({ action, path }) => {
		const { filters = {}, searched, customFields } = resourceAt(path);
		const here = [
			...['page_token', 'created_since', 'updated_since', 'ids[]', ...Object.keys(filters)],
			...(searched ? ['query'] : []),
			...(customFields ? ['include'] : []),
		];
		const inFile = action.parameters.filter((one) => one.in === 'query').map(({ name }) => name);
		expect(here.sort()).toEqual(inFile.sort());
	});
});
