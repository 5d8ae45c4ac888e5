import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, runClio, type Setup } from './engine.cts';
import { letTimeFly } from './flying-time.cts';

/** Nothing is written twice, nothing is lost, and nothing is sent that should not be. */
letTimeFly();
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ matters: 20 });
});
afterEach(async () => sandbox.close());

const matter = () => sandbox.store.all('matters')[0].id;
const tasks = () =>
	sandbox.store.all('tasks').filter(({ name }) => String(name).startsWith('New '));
const writes = () => sandbox.requests.filter(({ method }) => method !== 'GET');
const numbered = (count: number) => [...Array(count).keys()].map((n) => ({ n }));

const create = async (
	count: number,
	rest: Partial<Setup> = {},
	parameters: Setup['parameters'] = {},
) =>
	runClio({
		sandbox,
		items: numbered(count),
		...rest,
		parameters: {
			resource: 'task',
			operation: 'create',
			name: '={{ $json.name ?? "New " + $json.n }}',
			assignee: choose(sandbox.store.all('users')[0].id),
			...parameters,
		},
	});

const update = (parameters: Setup['parameters'], rest: Partial<Setup> = {}) =>
	runClio({
		sandbox,
		...rest,
		parameters: {
			resource: 'matter',
			operation: 'update',
			matterId: choose(matter()),
			...parameters,
		},
	});

test('120 creations against a limit of 50 a window all finish, none twice', async () => {
	sandbox.setRateLimit(50, 3);
	const { json, error } = await create(120);
	expect(error).toBeUndefined();
	expect(json).toHaveLength(120);
	expect(tasks()).toHaveLength(120);
	expect(new Set(tasks().map(({ name }) => name)).size).toBe(120);
	expect(sandbox.requests.filter(({ status }) => status === 429).length).toBeLessThanOrEqual(2);
});

test('a 429 is waited out as long as Clio asks', async () => {
	sandbox.fail({ method: 'POST', status: 429, headers: { 'retry-after': '1' }, times: 1 });
	const before = Date.now();
	const { error } = await create(1);
	expect(error).toBeUndefined();
	expect(Date.now() - before).toBeGreaterThanOrEqual(950);
	expect(tasks()).toHaveLength(1);
});

test('cancelling the execution ends the wait at once, and nothing more is sent', async () => {
	sandbox.fail({ method: 'POST', status: 429, headers: { 'retry-after': '60' } });
	const before = Date.now();
	const { run } = await create(3, {
		cancelAfter: 300,
		node: { onError: 'continueRegularOutput' },
	});
	expect(Date.now() - before).toBeLessThan(5_000);
	expect(run.status).toBe('canceled');
	expect(writes()).toHaveLength(1);
});

test('a creation whose answer got lost is not sent again, and the item says where to look', async () => {
	sandbox.fail({ method: 'POST', when: 'after', drop: true, times: 1 });
	const { error } = await create(1);
	expect(error?.message).toMatch(/may or may not have been carried out/);
	expect(error?.description).toMatch(/Look in Clio.*new execution/);
	expect(tasks()).toHaveLength(1);
});

test('nor is one that Clio answered with a server error', async () => {
	sandbox.fail({
		method: 'POST',
		when: 'after',
		status: 502,
		body: '<html>Bad gateway</html>',
		times: 1,
	});
	const { error } = await create(1);
	expect(error?.message).toMatch(/may or may not have been carried out/);
	expect(error?.description).not.toMatch(/<html>/);
	expect(writes()).toHaveLength(1);
});

test('a change whose answer got lost is sent again, for it cannot happen twice', async () => {
	sandbox.fail({ method: 'PATCH', when: 'after', drop: true, times: 1 });
	const { error } = await update({ fields: { description: 'Changed' } });
	expect(error).toBeUndefined();
	expect(sandbox.store.get('matters', matter())?.description).toBe('Changed');
});

describe('a change that adds an e-mail address, with its answer lost', () => {
	const contact = () => sandbox.store.all('contacts')[0].id;
	const addEmail = () =>
		update({
			resource: 'contact',
			contactId: choose(contact()),
			fields: { email_addresses: { entries: [{ name: 'Home', address: 'new@home.example' }] } },
		});
	const added = () =>
		(
			sandbox.store.get('contacts', contact())?.email_addresses as Array<{ address: string }>
		).filter(({ address }) => address === 'new@home.example');

	test('is looked up: it was carried out', async () => {
		sandbox.fail({ method: 'PATCH', when: 'after', drop: true, times: 1 });
		const { error, json } = await addEmail();
		expect(error).toBeUndefined();
		expect(json[0].id).toBe(contact());
		expect(added()).toHaveLength(1);
	});

	test('is looked up: it was not', async () => {
		sandbox.fail({ method: 'PATCH', when: 'before', drop: true, times: 1 });
		const { error } = await addEmail();
		expect(error?.message).toMatch(/does not show it/);
		expect(added()).toHaveLength(0);
		expect(writes().filter(({ method }) => method === 'PATCH').length).toBeLessThanOrEqual(1);
	});
});

test('a deletion whose answer got lost is repeated, and "not found" then is success', async () => {
	sandbox.fail({ method: 'DELETE', when: 'after', drop: true, times: 1 });
	const id = sandbox.store.all('tasks')[0].id;
	const { error, json } = await runClio({
		sandbox,
		parameters: { resource: 'task', operation: 'delete', taskId: choose(id) },
	});
	expect(error).toBeUndefined();
	expect(json).toEqual([{ id, deleted: true }]);
});

test('Retry On Fail does not send again what was carried out', async () => {
	sandbox.fail({ method: 'POST', skip: 3, times: 1, status: 422, body: refusal('Name is taken') });
	const { json, error } = await create(6, {
		node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
	});
	expect(error).toBeUndefined();
	expect(json).toHaveLength(6);
	expect(tasks()).toHaveLength(6);
});

test.each([
	['the answer got lost', { when: 'after', drop: true }],
	['the answer is a page of a gateway', { when: 'after', status: 201, body: '<html>' }],
	['Clio broke down after it', { when: 'after', status: 502 }],
] as const)('nor what may have been carried out, when %s', async (_, fault) => {
	sandbox.fail({ method: 'POST', times: 1, ...fault });
	const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
	const { error } = await create(1, { node });
	expect(error?.message).toMatch(/may or may not have been carried out/);
	expect(tasks()).toHaveLength(1);
	expect(writes()).toHaveLength(1);
});

test('one in doubt does not hold up the others when the node is tried again', async () => {
	sandbox.fail({ method: 'POST', skip: 1, times: 1, when: 'after', drop: true });
	const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
	const { error } = await create(4, { node });
	expect(error?.context.itemIndex).toBe(1);
	expect(error?.message).toMatch(/may or may not have been carried out/);
	expect(tasks().map(({ name }) => name)).toEqual(['New 0', 'New 1', 'New 2', 'New 3']);
});

test('without it, the node ends at the item that was refused, and says what was done', async () => {
	sandbox.fail({ method: 'POST', skip: 3, times: 1, status: 422, body: refusal('Name is taken') });
	const { error } = await create(6);
	expect(error?.context.itemIndex).toBe(3);
	expect(error?.message).toMatch(/Clio refused to create task/);
	expect(error?.description).toMatch(/Name is taken/);
	expect(error?.description).toMatch(/3 of 6 items were carried out/);
	expect(tasks()).toHaveLength(3);
});

test('going on after a failure keeps the others, each with its item', async () => {
	sandbox.fail({ method: 'POST', skip: 1, times: 1, status: 422, body: refusal('Name is taken') });
	const { items, failed } = await create(3, { node: { onError: 'continueErrorOutput' } });
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
	expect(failed).toHaveLength(1);
	expect(failed[0].pairedItem).toEqual({ item: 1 });
	expect(failed[0].json).toMatchObject({
		error: expect.stringMatching(/Clio refused/),
		details: expect.stringMatching(/Name is taken/),
	});
	expect(tasks()).toHaveLength(2);
});

test('Read Only refuses every change before sending, and reads', async () => {
	const credential = { access: 'readOnly' };
	const refused = await create(1, { credential });
	expect(refused.error?.message).toMatch(/may only read/);
	expect(refused.error?.description).toMatch(/Read and Write/);
	for (const operation of ['update', 'delete']) {
		const parameters = {
			resource: 'matter',
			operation,
			matterId: choose(matter()),
			fields: { description: 'x' },
		};
		const { error } = await runClio({ sandbox, credential, parameters });
		expect(error?.message).toMatch(/may only read/);
	}
	expect(sandbox.requests).toHaveLength(0);
	const read = await runClio({
		sandbox,
		credential,
		parameters: { resource: 'matter', operation: 'getAll', limit: 1 },
	});
	expect(read.json).toHaveLength(1);
});

test('Only If Unchanged: a record changed meanwhile is left alone', async () => {
	const updateIf = (ifMatch: unknown) =>
		update({ fields: { description: 'Mine' }, options: { ifMatch: String(ifMatch) } });
	const refused = await updateIf('"somebody-elses"');
	expect(refused.error?.message).toMatch(/somebody has changed the record since it was read/);
	const { json } = await runClio({
		sandbox,
		parameters: {
			resource: 'matter',
			operation: 'get',
			matterId: choose(matter()),
			options: { fieldList: 'id,etag' },
		},
	});
	expect((await updateIf(json[0].etag)).error).toBeUndefined();
	expect(sandbox.store.get('matters', matter())?.description).toBe('Mine');
});

describe('input that cannot be meant is refused before anything is sent', () => {
	test.each<[string, Setup['parameters'], RegExp]>([
		['a date that is none', { due_at: 'next tuesday' }, /Due Date is not a date: "next tuesday"/],
		['a day that does not exist', { due_at: '2026-02-30' }, /Due Date is not a date/],
		[
			'a choice Clio does not have',
			{ fields: { priority: 'Urgent' } },
			/Priority cannot be "Urgent"/,
		],
		[
			'an unknown name in Additional JSON',
			{ fields: { additionalJson: '{"prioritty": 1}' } },
			/Task has no field "prioritty"/,
		],
		[
			'Additional JSON that is none',
			{ fields: { additionalJson: '{oops' } },
			/is not a JSON object/,
		],
		[
			'a value set twice',
			{ fields: { priority: 'High', additionalJson: '{"priority": "Low"}' } },
			/set twice/,
		],
		[
			'an unknown field in the field list',
			{ options: { fieldList: 'id,titel' } },
			/Task has no field "titel"/,
		],
	])('%s', async (_, parameters, message) => {
		const { error } = await create(1, {}, parameters);
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(0);
	});

	test('an assignee whom nobody in Clio is called: it is looked for, and nothing is written', async () => {
		const { error } = await create(1, {}, { assignee: choose('Dana') });
		expect(error?.message).toMatch(/No user or contact is called "Dana"/);
		expect(writes()).toHaveLength(0);
	});

	test('an update with nothing in it', async () => {
		const { error } = await update({ fields: {} });
		expect(error?.message).toMatch(/Nothing to change/);
		expect(sandbox.requests).toHaveLength(0);
	});

	test('a required value that an expression left empty', async () => {
		const { error } = await create(1, {}, { name: '={{ "" }}' });
		expect(error?.message).toMatch(/Name is missing/);
		expect(sandbox.requests).toHaveLength(0);
	});
});

test('an etag that came out empty does not turn the check off', async () => {
	const fields = { description: 'Mine' };
	for (const ifMatch of ['={{ $json.etag }}', '={{ "" }}', '={{ null }}']) {
		const { error } = await update({ fields, options: { ifMatch } });
		expect(error?.message).toMatch(/Only If Unchanged is empty/);
	}
	expect(sandbox.requests).toHaveLength(0);
});

test('a row of a list whose value came out empty is not sent', async () => {
	const fields = {
		title: 'Counsel',
		email_addresses: { entries: [{ name: 'Work', address: '={{ $json.nope }}' }] },
	};
	const id = sandbox.store.all('contacts')[0].id;
	await update({ resource: 'contact', contactId: choose(id), fields });
	expect(writes()[0].body).toEqual({ data: { title: 'Counsel' } });
});

test('empty mapped values change nothing', async () => {
	const fields = { description: 'Kept', location: '={{ "" }}', client: choose('={{ null }}') };
	const { error } = await update({ fields });
	expect(error).toBeUndefined();
	const [patch] = writes();
	expect(patch.body).toEqual({ data: { description: 'Kept' } });
});

const refusal = (message: string) => ({ error: { type: 'ArgumentError', message } });
