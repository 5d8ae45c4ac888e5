import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, runClio, type Setup } from './engine.cts';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ matters: 450 });
});
afterAll(async () => sandbox.close());
beforeEach(() => {
	sandbox.requests.length = 0;
});

const list = (parameters: Setup['parameters'], rest: Partial<Setup> = {}) =>
	runClio({
		sandbox,
		parameters: { resource: 'matter', operation: 'getAll', ...parameters },
		...rest,
	});

/** Without names that custom fields take calls of their own for. */
const bare = { fieldList: 'id,display_number' };

const queries = () => sandbox.requests.map(({ query }) => new URLSearchParams(query));

test('Return All follows the cursor: every matter once, in pages of 200', async () => {
	const { json } = await list({ returnAll: true, options: bare });
	expect(json).toHaveLength(450);
	expect(new Set(json.map(({ id }) => id)).size).toBe(450);
	expect(sandbox.requests).toHaveLength(3);
	expect(queries()[0].get('order')).toBe('id(asc)');
});

test('50,000 matters come back in 250 requests, none missing and none twice; 10,100 of them in 51', async () => {
	const large = await startSandbox({ matters: 50_000 });
	const { json, error } = await list({ returnAll: true, options: bare }, { sandbox: large });
	expect(error).toBeUndefined();
	expect(new Set(json.map(({ id }) => id)).size).toBe(50_000);
	expect(json).toHaveLength(50_000);
	expect(large.requests).toHaveLength(250);

	large.requests.length = 0;
	const limited = await list(
		{ returnAll: false, limit: 10_100, options: bare },
		{ sandbox: large },
	);
	expect(new Set(limited.json.map(({ id }) => id)).size).toBe(10_100);
	expect(limited.json).toEqual(json.slice(0, 10_100));
	expect(large.requests).toHaveLength(51);
	expect(limited.task?.hints?.[0].message).toMatch(/more records than the limit/);
	await large.close();
});

test('Limit asks for no more than it needs, and a hint says that there is more', async () => {
	const { json, task } = await list({ returnAll: false, limit: 7 });
	expect(json).toHaveLength(7);
	expect(queries()[0].get('limit')).toBe('7');
	expect(task?.hints?.[0].message).toMatch(/more records than the limit/);
});

test('a limit beyond the first page ends exactly there', async () => {
	const { json } = await list({ returnAll: false, limit: 201, options: bare });
	expect(json).toHaveLength(201);
	expect(sandbox.requests).toHaveLength(2);
});

test('of a list that the node chooses from, no page is read beyond the limit', async () => {
	const large = await startSandbox({ matters: 1_500 });
	const parameters = { returnAll: false, filters: { inactive_days: 1 }, options: bare };
	const { json, error } = await list({ ...parameters, limit: 7 }, { sandbox: large });
	expect(error).toBeUndefined();
	expect(json).toHaveLength(7);
	// One that was asked for would be on its way.
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect(large.requests).toHaveLength(1);
	await list({ ...parameters, limit: 1_500 }, { sandbox: large });
	expect(large.requests.length).toBeGreaterThan(2);
	await large.close();
});

test('a list that ends before its limit gives no hint', async () => {
	const { json, task } = await list({ returnAll: false, limit: 450 });
	expect(json).toHaveLength(450);
	expect(task?.hints ?? []).toHaveLength(0);
});

test.each([0, -1, 1.5, 'many', ''])(
	'a limit of %p is refused before anything is sent',
	async (limit) => {
		const { error } = await list({ returnAll: false, limit });
		expect(error?.message).toMatch(/Limit must be a whole number/);
		expect(sandbox.requests).toHaveLength(0);
	},
);

test('filters reach Clio by its own names and in its own casing', async () => {
	const [user] = [...sandbox.store.all('users')];
	const { json, error } = await list({
		returnAll: true,
		filters: {
			status: ['open', 'pending'],
			responsible_attorney: choose(user.id),
			open_date_from: '2020-01-01T00:00:00',
			open_date_to: '2099-12-31',
			created_since: '2001-01-01T00:00:00Z',
		},
	});
	expect(error).toBeUndefined();
	const [query] = queries();
	expect(query.get('status')).toBe('open,pending');
	expect(query.get('responsible_attorney_id')).toBe(String(user.id));
	expect(query.getAll('open_date[]')).toEqual(['>=2020-01-01', '<=2099-12-31']);
	expect(query.get('created_since')).toBe('2001-01-01T00:00:00.000Z');
	expect(json.length).toBeGreaterThan(0);
	expect(new Set(json.map(({ responsibleAttorney }) => responsibleAttorney)).size).toBe(1);
	for (const { status } of json) expect(['Open', 'Pending']).toContain(status);
});

test('"null" as a reference filter means those without', async () => {
	await list({ filters: { responsible_staff: choose('null') } });
	expect(queries()[0].get('responsible_staff_id')).toBe('null');
});

test('a filter mapped to nothing is refused: it would list the whole account', async () => {
	for (const [name, filters] of Object.entries({
		Client: { client: choose('={{ $json.nope }}') },
		IDs: { ids: '={{ $json.nope }}' },
		Search: { query: '={{ "" }}' },
	})) {
		const { error } = await list({ filters });
		expect(error?.message).toBe(`The filter ${name} is empty`);
	}
	expect(sandbox.requests).toHaveLength(0);
});

test('an order Clio does not know is refused', async () => {
	for (const sort of ['display_number(dsc)', 'nonsense(asc)']) {
		const { error } = await list({ options: { sort } });
		expect(error?.message).toMatch(/Matters cannot be sorted by/);
	}
	expect(sandbox.requests).toHaveLength(0);
});

test('Return All as text, as AI agents send it, returns all', async () => {
	const { json } = await list({ returnAll: '={{ "true" }}' });
	expect(json).toHaveLength(450);
});

test('tasks of an assignee carry the type in lower case', async () => {
	await list({ resource: 'task', filters: { assignee: choose('Contact:5') } });
	expect(queries()[0].get('assignee_id')).toBe('5');
	expect(queries()[0].get('assignee_type')).toBe('contact');
});

test('notes are listed of matters or of contacts, as Clio demands', async () => {
	const { error } = await list({ resource: 'note', type: 'Contact', returnAll: true });
	expect(error).toBeUndefined();
	expect(queries()[0].get('type')).toBe('Contact');
});

test('Sort By goes by offset and says where Clio stops', async () => {
	const large = await startSandbox({ matters: 10_300 });
	const { json, task, error } = await list(
		{ returnAll: true, options: { ...bare, sort: 'display_number(desc)' } },
		{ sandbox: large },
	);
	expect(error).toBeUndefined();
	expect(json).toHaveLength(10_000);
	expect(large.requests).toHaveLength(50);
	expect(task?.hints?.[0].message).toMatch(/sorts at most 10,000 records/);
	const numbers = json.map((one) => String(one.display_number));
	expect(numbers).toEqual([...numbers].sort().reverse());
	await large.close();
});

test('calendar entries take no order and are sent none', async () => {
	const { error } = await list({ resource: 'calendarEntry', returnAll: true });
	expect(error).toBeUndefined();
	expect(queries()[0].has('order')).toBe(false);
});

describe('output', () => {
	test('Simplified has names instead of ids, at most ten values, and the page in Clio', async () => {
		const { json } = await list({ limit: 1 });
		const { customFields, ...plain } = json[0];
		expect(Object.keys(plain).length).toBeLessThanOrEqual(10);
		expect(customFields).toEqual(expect.any(Object));
		expect(json[0]).toMatchObject({ status: expect.any(String), client: expect.any(String) });
		expect(json[0].url).toBe(`${sandbox.url}/nc/#/matters/${String(json[0].id)}`);
	});

	test('All Fields has everything, with the plain values of records within', async () => {
		const { json, error } = await list({ limit: 1, output: 'all' });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ etag: expect.any(String), client: { id: expect.any(Number) } });
		expect(sandbox.requests[0].query.length).toBeLessThan(7_000);
	});

	test('Selected Fields has the ticked ones', async () => {
		const { json } = await list({
			limit: 1,
			output: 'selected',
			selectedFields: ['display_number', 'client'],
		});
		expect(Object.keys(json[0]).sort()).toEqual(['client', 'display_number', 'id']);
		expect(json[0].client).toMatchObject({ name: expect.any(String) });
	});

	test('a field list by hand is passed on', async () => {
		const { json } = await list({ limit: 1, options: { fieldList: 'id, client{ id, name }' } });
		expect(Object.keys(json[0])).toEqual(['id', 'client']);
	});

	test.each([
		['id,client{id,company{name}}', /braces within braces/],
		['id,clint{id}', /Matter has no field "clint"/],
		['id,client{nam}', /client has no field "nam"/],
		['id,client{id', /do not fit together/],
		['id{x}', /id has no fields of its own/],
	])('the field list %p is refused before anything is sent', async (fieldList, message) => {
		const { error } = await list({ limit: 1, options: { fieldList } });
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('several items', () => {
	test('each lists for itself, and every output names its item', async () => {
		const { items } = await list(
			{ limit: 2, filters: { status: '={{ [$json.status] }}' } },
			{ items: [{ status: 'open' }, { status: 'closed' }] },
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 0 },
			{ item: 1 },
			{ item: 1 },
		]);
		expect(items.map(({ json }) => json.status)).toEqual(['Open', 'Open', 'Closed', 'Closed']);
	});
});

describe('a list that breaks off', () => {
	const onError = { onError: 'continueErrorOutput' as const };

	test('an expired token is renewed in mid-list, and no page is asked for twice', async () => {
		sandbox.fail({
			path: /matters/,
			skip: 1,
			times: 1,
			status: 401,
			body: { error: 'invalid_token' },
		});
		const { json, error, tokens } = await list({ returnAll: true });
		expect(error).toBeUndefined();
		expect(new Set(json.map(({ id }) => id)).size).toBe(450);
		expect(json).toHaveLength(450);
		expect(tokens.refresh_token).toEqual(expect.any(String));
	});

	test('a token revoked in mid-list is a clear error, and what had come is not lost', async () => {
		const own = await startSandbox({ matters: 450 });
		own.rewriteNext((next) => (own.revokeTokens(), next));
		const { items, failed } = await list(
			{ returnAll: true, options: bare },
			{ sandbox: own, items: [{ n: 1 }], node: onError },
		);
		expect(items).toHaveLength(200);
		expect(failed).toHaveLength(1);
		expect(failed[0].json.error).toMatch(/did not accept the connection/);
		await own.close();
	});

	test('a next link to another host is not followed, and the bearer stays home', async () => {
		const own = await startSandbox({ matters: 450 });
		const other = await startSandbox({ matters: 1 });
		own.rewriteNext((next) => next.replace(own.url, other.url));
		const { error } = await list({ returnAll: true }, { sandbox: own });
		expect(error?.message).toMatch(/outside the chosen region/);
		expect(other.requests).toHaveLength(0);
		await own.close();
		await other.close();
	});

	test('a passing outage is waited out', async () => {
		sandbox.fail({ path: /matters/, skip: 1, times: 1, status: 503, body: 'down' });
		sandbox.fail({ path: /matters/, skip: 2, times: 1, drop: true });
		const { json, error } = await list({ returnAll: true });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(450);
	});
});
