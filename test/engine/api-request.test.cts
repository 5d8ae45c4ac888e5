import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { runClio, type Setup } from './engine.cts';
import { expectObjections } from './requests.cts';

/** A request of a person's own, under the rules of all others. */
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ matters: 20 });
});
afterEach(async () => sandbox.close());

const send = (parameters: Setup['parameters'], rest: Partial<Setup> = {}) =>
	runClio({
		sandbox,
		...rest,
		parameters: { resource: 'apiRequest', operation: 'request', ...parameters },
	});

const get = (path: string, parameters: Setup['parameters'] = {}, rest: Partial<Setup> = {}) =>
	send({ method: 'GET', path, ...parameters }, rest);

const rows = (...entries: Array<[string, unknown]>) => ({
	queryParameters: { entries: entries.map(([name, value]) => ({ name, value })) } as never,
});
const matter = () => sandbox.store.all('matters')[0];
const task = (name: string) => ({
	name,
	description: name,
	assignee: { id: userId(), type: 'User' },
});
const userId = () => sandbox.store.all('users')[0].id;
const tasks = () => sandbox.store.all('tasks').filter(({ name }) => String(name).startsWith('New'));
const queryAt = (at: number) => new URLSearchParams(sandbox.requests[at].query);

describe('a path', () => {
	test.each([
		(id: number) => `matters/${id}`,
		(id: number) => `/matters/${id}.json`,
		(id: number) => `/api/v4/matters/${id}`,
		(id: number) => `api/v4/matters/${id}.json?fields=id,display_number`,
		(id: number, url: string) => `${url}/api/v4/matters/${id}.json`,
		(id: number, url: string) => ` ${url.toUpperCase()}/api/v4/matters/${id} `,
	])('is taken however it is written: %p', async (written) => {
		const { json, items, error } = await get(
			written(matter().id, sandbox.url).replace('HTTP', 'http'),
			written(0, '').includes('?') ? {} : rows(['fields', 'id,display_number']),
		);
		expect(error).toBeUndefined();
		expect(json).toEqual([{ id: matter().id, display_number: matter().display_number }]);
		expect(items[0].pairedItem).toEqual({ item: 0 });
		expect(sandbox.requests[0].path).toBe(`/api/v4/matters/${matter().id}.json`);
	});

	test.each([
		['../../oauth/token', /not a path/],
		['matters/../../../oauth/deauthorize', /not a path/],
		['matters/%2e%2e/users', /not a path/],
		['matters//5', /not a path/],
		['matters/', /not a path/],
		['matters/{id}', /not a path/],
		['\\\\evil.example\\x', /not a path/],
		['matters#x', /not a path/],
		['matters/5@evil.example', /not a path/],
		['https://evil.example/api/v4/matters', /not one of this connection's Clio/],
		['//evil.example/api/v4/matters', /not one of this connection's Clio/],
		['https:evil.example', /not one of this connection's Clio/],
		['={{ $json.nothing }}', /Path is missing/],
	])('that leads elsewhere is refused before anything is sent: %s', async (path, told) => {
		for (const method of ['GET', 'DELETE']) {
			const { error } = await send({ method, path });
			expect(error?.message).toMatch(told);
		}
		expect(sandbox.requests).toHaveLength(0);
	});

	test.each([
		['matters?client_id=', /parameter client_id is empty/],
		['matters?client_id', /parameter client_id is empty/],
		['matters?=5', /parameter has no name/],
		['matters?limit=1&limit=2', /parameter limit is set twice/],
	])('whose query would ask for something else is refused: %s', async (path, told) => {
		const { error } = await get(path);
		expect(error?.message).toMatch(told);
		expect(sandbox.requests).toHaveLength(0);
	});

	test('may name the same list twice in its query', async () => {
		const [one, two] = sandbox.store.all('matters').map(({ id }) => id);
		const { json } = await get(`matters?ids[]=${one}&ids[]=${two}&fields=id`);
		expect(json).toEqual([{ id: one }, { id: two }]);
	});

	test.each(['get', 'Get', ' GET '])('goes with a method said as %p', async (method) => {
		const { json, error } = await send({
			method: `={{ "${method}" }}`,
			path: `matters/${matter().id}?fields=id`,
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([{ id: matter().id }]);
	});

	test.each([
		['{"data": {}}', /Body is empty/],
		['{"data": []}', /not a JSON object/],
		['{"data": {"description": "New"}, "status": "Closed"}', /Body has status beside data/],
	])('does not go with a body of which Clio would take nothing: %s', async (body, told) => {
		const { error } = await send({ method: 'PATCH', path: `matters/${matter().id}`, body });
		expect(error?.message).toMatch(told);
		expect(sandbox.requests).toHaveLength(0);
	});

	test('that begins like the own host but goes on to another is refused', async () => {
		const { error } = await get(`${sandbox.url}.evil.example/api/v4/matters`);
		expect(error?.message).toMatch(/not one of this connection's Clio/);
	});
});

describe('query parameters', () => {
	test('of the path and of the form go together, lists repeat their name', async () => {
		const [one, two] = sandbox.store.all('matters');
		const { json } = await get(
			`matters?fields=id&ids[]=${one.id}`,
			rows(['ids[]', `={{ [${two.id}] }}`], ['status', 'open,closed,pending'], ['', '']),
		);
		expect(json).toEqual([{ id: one.id }, { id: two.id }]);
		expect(queryAt(0).getAll('ids[]')).toEqual([String(one.id), String(two.id)]);
		expect(queryAt(0).get('status')).toBe('open,closed,pending');
	});

	test('may be dates of an expression', async () => {
		const since = '={{ DateTime.fromISO("2001-02-03T04:05:06", { zone: "UTC" }) }}';
		const { error } = await get('matters?fields=id', rows(['created_since', since]));
		expect(error).toBeUndefined();
		expect(queryAt(0).get('created_since')).toBe('2001-02-03T04:05:06.000Z');
	});

	test('that are empty, nameless, double or no text are refused', async () => {
		for (const [entries, told] of [
			[[['client_id', '={{ $json.nothing }}']], /client_id is empty/],
			[[['', 'x']], /has no name/],
			[[['limit', 5]], /limit is set twice/],
			[[['client_id', '={{ ({ id: 5 }) }}']], /is an object or a list, not text/],
		] as Array<[Array<[string, unknown]>, RegExp]>) {
			const { error } = await get('matters?limit=3', rows(...entries));
			expect(error?.message).toMatch(told);
		}
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('pages', () => {
	beforeEach(async () => {
		sandbox.create('matters', { client: { id: matter().client }, description: 'More' }, 430);
	});

	test('without the switch the first page comes, and a hint tells of more', async () => {
		const { json, task: ran } = await get('matters', rows(['fields', 'id']));
		expect(json).toHaveLength(200);
		expect(sandbox.requests).toHaveLength(1);
		expect(ran?.hints?.[0].message).toMatch(/more pages.*Get All Pages/);
	});

	test('Return All gets every record once', async () => {
		const { json } = await get('matters?fields=id', { paginate: true, returnAll: true });
		expect(new Set(json.map(({ id }) => id)).size).toBe(450);
		expect(json).toHaveLength(450);
		expect(sandbox.requests).toHaveLength(3);
	});

	test('a limit ends where it says, within a page and beyond', async () => {
		for (const limit of [7, 203]) {
			const { json, task: ran } = await get('matters?fields=id', { paginate: true, limit });
			expect(json).toHaveLength(limit);
			expect(ran?.hints?.[0].message).toMatch(/more records than the limit/);
		}
		expect(sandbox.requests).toHaveLength(3);
	});

	test('a page size in the query is kept', async () => {
		const { json } = await get('matters?fields=id&limit=90', { paginate: true, returnAll: true });
		expect(json).toHaveLength(450);
		expect(sandbox.requests).toHaveLength(5);
	});

	test('a single record is one item, with the switch, too', async () => {
		const { json, error } = await get(`matters/${matter().id}?fields=id`, { paginate: true });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ id: matter().id }]);
	});

	test('a link to another host is not followed', async () => {
		sandbox.rewriteNext((next) => next.replace(/^http:\/\/[^/]+/, 'https://evil.example'));
		const { error } = await get('matters?fields=id', { paginate: true, returnAll: true });
		expect(error?.message).toMatch(/outside the chosen region/);
	});

	test('cancelling ends them at once', async () => {
		sandbox.fail({ path: /matters/, skip: 1, status: 429, headers: { 'retry-after': '60' } });
		const { run } = await get(
			'matters?fields=id',
			{ paginate: true, returnAll: true },
			{ cancelAfter: 400 },
		);
		expect(run.status).toBe('canceled');
	});
});

describe('answers', () => {
	test('an empty list is no item', async () => {
		const { json, error } = await get('matters?query=nobody-has-this&fields=id');
		expect(error).toBeUndefined();
		expect(json).toEqual([]);
	});

	test('a deletion says that it succeeded', async () => {
		const [note] = sandbox.store.all('notes');
		const { json, error } = await send({ method: 'DELETE', path: `notes/${note.id}` });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ success: true }]);
		expect(sandbox.store.get('notes', note.id)).toBeUndefined();
	});

	test('HTML of Clio is text, that of somebody else is refused', async () => {
		const html = { status: 200, body: '<html>A bill</html>' };
		const headers = { 'content-type': 'text/html', 'x-ratelimit-limit': '50' };
		sandbox.fail({ ...html, headers });
		expect((await get('bills/5/preview')).json).toEqual([{ text: '<html>A bill</html>' }]);
		sandbox.fail({ ...html, headers: { 'content-type': 'text/html' } });
		expect((await get('bills/5/preview')).error?.message).toMatch(/Something else than Clio/);
	});

	test('the address of a file is told, never called', async () => {
		const other = await startSandbox({ matters: 1 });
		const location = `${other.url}/api/v4/files/1?signature=abc`;
		sandbox.fail({ status: 303, body: '', headers: { location } });
		const { json, error } = await get('documents/5/download');
		const reached = other.requests.length;
		await other.close();
		expect(error).toBeUndefined();
		expect(json).toEqual([{ location }]);
		expect(reached).toBe(0);
	});

	test('any other redirect is an error', async () => {
		sandbox.fail({ status: 302, body: '', headers: { location: 'https://evil.example/' } });
		const { error, json } = await get('documents/5/download');
		expect(error?.message).toMatch(/Clio answered 302/);
		expect(json).toEqual([]);
	});

	test('JSON without data is given as it is', async () => {
		sandbox.fail({ status: 200, body: { ids: [1, 2] } });
		expect((await get('billable_matters/ids')).json).toEqual([{ ids: [1, 2] }]);
	});

	test('a misspelt field is an error, not left out', async () => {
		const { error } = await get('matters?fields=id,nmae');
		expect(error?.message).toMatch(/does not know one of the fields/);
		expectObjections('matter reads: nmae');
	});

	test.each([
		[403, /does not allow this connection to carry out GET matters/],
		[422, /refused to carry out GET matters/],
	])('a %d is told as everywhere', async (status, told) => {
		sandbox.fail({ status });
		const { error } = await get('matters');
		expect(error?.message).toMatch(told);
		expect(error?.httpCode).toBe(String(status));
	});
});

describe('changes', () => {
	test.each([
		['as it is', (body: object) => body],
		['with data around it', (data: object) => ({ data })],
	])('a body is sent in data, given %s', async (_, given) => {
		const { json, error } = await send({
			method: 'POST',
			path: 'tasks',
			body: JSON.stringify(given(task('New task'))),
			queryParameters: rows(['fields', 'id,name']).queryParameters,
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([{ id: tasks()[0].id, name: 'New task' }]);
		expect(tasks()).toHaveLength(1);
	});

	test('a record is changed', async () => {
		const { error } = await send({
			method: 'PATCH',
			path: `matters/${matter().id}`,
			body: '={{ ({ description: "New words" }) }}',
		});
		expect(error).toBeUndefined();
		expect(matter().description).toBe('New words');
	});

	test.each([
		['PATCH', '', /Body is empty/],
		['POST', '[1]', /Body is not a JSON object/],
		['POST', '{"name": ', /Body is not a JSON object/],
	])('%s with the body %p is refused', async (method, body, told) => {
		const { error } = await send({ method, path: 'tasks', body });
		expect(error?.message).toMatch(told);
		expect(sandbox.requests).toHaveLength(0);
	});

	test.each(['DELETE', 'PATCH', 'POST', 'PUT'])(
		'a credential that may only read sends no %s',
		async (method) => {
			const { error } = await send(
				{ method, path: 'matters/5', body: '{"description": "x"}' },
				{ credential: { access: 'readOnly' } },
			);
			expect(error?.message).toMatch(/may only read/);
			expect(sandbox.requests).toHaveLength(0);
		},
	);

	test('a creation whose answer got lost is not sent again', async () => {
		sandbox.fail({ method: 'POST', when: 'after', drop: true });
		const body = JSON.stringify(task('New task'));
		const { error } = await send({ method: 'POST', path: 'tasks', body });
		expect(error?.message).toMatch(/may or may not have been carried out/);
		expect(tasks()).toHaveLength(1);
	});

	test('nor is a change, for it may have told people something', async () => {
		sandbox.fail({ method: 'PATCH', when: 'after', status: 502, body: 'x' });
		const path = `matters/${matter().id}`;
		const { error } = await send({ method: 'PATCH', path, body: '{"description": "x"}' });
		expect(error?.message).toMatch(/may or may not have been carried out/);
		expect(sandbox.requests).toHaveLength(1);
	});

	test('a retry of the node sends only what was not carried out', async () => {
		sandbox.fail({ method: 'POST', skip: 1, status: 422 });
		const { json, error } = await send(
			{ method: 'POST', path: 'tasks', body: '={{ $json }}' },
			{
				items: [task('New 1'), task('New 2')],
				node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
			},
		);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(2);
		expect(tasks().map(({ name }) => name)).toEqual(['New 1', 'New 2']);
	});

	test('reading and changing do not mix in one node', async () => {
		const { error } = await send(
			{ method: '={{ $json.method }}', path: `notes/${sandbox.store.all('notes')[0].id}` },
			{ items: [{ method: 'GET' }, { method: 'DELETE' }] },
		);
		expect(error?.message).toMatch(/only read \(GET\) and others change/);
		expect(sandbox.requests.map(({ method }) => method)).toEqual(['GET']);
	});

	test('a method Clio does not have is refused', async () => {
		const { error } = await send({ method: '={{ "HEAD" }}', path: 'matters' });
		expect(error?.message).toMatch(/"HEAD" is not a method/);
	});
});

describe('what Clio would drop without a word', () => {
	const body = (value: unknown) => JSON.stringify(value);
	test.each([
		['GET', 'matters?clientid=5', '', 'Matters have no query parameter "clientid"'],
		['GET', 'matters?ids=5', '', 'Matters have no query parameter "ids"'],
		['GET', 'matters?status=shut', '', 'status cannot be "shut"'],
		['GET', 'notes?limit=1', '', 'The query parameter type is missing'],
		['GET', 'matters/5?status=open', '', 'Matters have no query parameter "status"'],
		['PATCH', 'matters/5', body({ descripton: 'A' }), 'Matter has no field "descripton"'],
		['PATCH', 'matters/5', body({ client: { name: 'A' } }), 'client has no field "name"'],
		['POST', 'tasks', body({ name: 'A', priority: 'Urgent' }), 'priority cannot be "Urgent"'],
	])('%s %s %s is refused before anything is sent', async (method, path, given, message) => {
		const { error } = await send({ method, path, body: given });
		expect(error?.message).toBe(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	test('gets the casing of Clio', async () => {
		const { error } = await get('matters?fields=id,status&status=OPEN');
		expect(error).toBeUndefined();
		expect(queryAt(0).get('status')).toBe('open');
		const sent = body({ ...task('New'), priority: 'HIGH' });
		expect((await send({ method: 'POST', path: 'tasks', body: sent })).error).toBeUndefined();
		expect(tasks().at(-1)).toMatchObject({ priority: 'High' });
	});

	test('is not looked for where the address is not of the catalogue', async () => {
		const { error } = await get(`matters/${matter().id}/nonsense?whatever=5`);
		expect(error?.message).toMatch(/there is no such record/);
		expectObjections(`matter operations: GET /matters/${matter().id}/nonsense`);
	});
});
