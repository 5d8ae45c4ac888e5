import type { INodeListSearchResult, INodeParameters, INodePropertyOptions } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { loadOptions } from './engine.cts';

/** What the lists in the form show, and what they ask Clio for. */
let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ matters: 120 });
});
afterAll(async () => sandbox.close());
beforeEach(() => {
	sandbox.requests.length = 0;
});

const search = (method: string, filter?: string, page?: string, parameters: INodeParameters = {}) =>
	loadOptions(sandbox, parameters, (methods, context) =>
		methods.listSearch![method].call(context, filter, page),
	) as Promise<INodeListSearchResult>;

const options = (method: string, parameters: INodeParameters) =>
	loadOptions(sandbox, parameters, (methods, context) =>
		methods.loadOptions![method].call(context),
	) as Promise<INodePropertyOptions[]>;

test('matters come newest first, with number and description, page by page, each once', async () => {
	const first = await search('search_matter');
	expect(first.results).toHaveLength(50);
	expect(first.results[0]).toMatchObject({
		name: expect.stringMatching(/^\d{5}-.* – /),
		value: expect.stringMatching(/^\d+$/),
		url: expect.stringContaining(`${sandbox.url}/nc/#/matters/`),
	});
	const second = await search('search_matter', undefined, first.paginationToken as string);
	const third = await search('search_matter', undefined, second.paginationToken as string);
	const all = [first, second, third].flatMap(({ results }) => results.map(({ value }) => value));
	expect(new Set(all).size).toBe(120);
	expect(third.paginationToken).toBeUndefined();
	expect(Math.max(...all.map(Number))).toBe(Number(all[0]));
});

test('typing searches at Clio', async () => {
	const { name } = sandbox.store.all('contacts')[3];
	const { results } = await search('search_contact', String(name));
	expect(results.map((one) => one.name).join()).toContain(String(name));
	expect(new URLSearchParams(sandbox.requests[0].query).get('query')).toBe(String(name));
});

test('a relationship goes by the name of its contact, and is found by it', async () => {
	const { contact, description } = sandbox.store.all('relationships')[0];
	const { name } = sandbox.store.get('contacts', contact)!;
	const { results } = await search('search_relationship', String(name));
	expect(results.map((one) => one.name)).toContain(`${String(name)} – ${String(description)}`);
	expect(results.every((one) => one.name.includes(String(name)))).toBe(true);
});

test('what tells records of one name apart is in words: the matter, the time, the kind', async () => {
	const names = async (method: string) => (await search(method)).results.map(({ name }) => name);
	expect((await names('search_document'))[0]).toMatch(/^[\w ]+\.\w+ – \d{5}-\w+$/);
	expect((await names('search_report'))[0]).toMatch(/ – \d{4}-\d\d-\d\d \d\d:\d\d$/);
	expect(await names('search_reportPreset')).toContain('Open invoices – Accounts Receivable');
});

test('disabled users are not offered', async () => {
	const { results } = await search('search_user');
	const enabled = sandbox.store.all('users').filter((user) => user.enabled);
	expect(results).toHaveLength(enabled.length);
});

test('of filters that find what lacks a record, None is on top, and found by typing', async () => {
	const { results } = await search('search_matter_or_none');
	expect(results[0]).toEqual({ name: 'None', value: 'none' });
	expect(results[1].value).toMatch(/^\d+$/);
	const typed = await search('search_matter_or_none', 'non');
	expect(typed.results[0].value).toBe('none');
});

test('a list that takes users or contacts says which is which', async () => {
	const { results } = await search(
		'search_user_contact_or_client_responsibleAttorney_responsibleStaff',
	);
	expect(results.slice(0, 3).map(({ value }) => value)).toEqual([
		'client',
		'responsibleAttorney',
		'responsibleStaff',
	]);
	expect(results[3]).toMatchObject({
		name: expect.stringMatching(/\(user\)$/),
		value: expect.stringMatching(/^User:\d+$/),
	});
	expect(results.at(-1)?.value).toMatch(/^Contact:\d+$/);
});

test('stages are those of the practice area chosen above', async () => {
	const [area] = sandbox.store.all('practice_areas');
	const { results } = await search('search_matterStage', undefined, undefined, {
		resource: 'matter',
		operation: 'create',
		practice_area: { __rl: true, mode: 'list', value: String(area.id) },
	});
	const own = sandbox.store
		.all('matter_stages')
		.filter((one) => Number(one.practice_area_id ?? one.practice_area) === area.id);
	expect(results).toHaveLength(own.length);
});

test('a user is found by any part of the name', async () => {
	const [{ id, name }] = sandbox.store.all('users');
	const { results } = await search('search_user', String(name).slice(1, 5).toUpperCase());
	expect(results.map(({ value }) => value)).toContain(String(id));
});

test('where Clio cannot search, the list is searched here', async () => {
	const { name } = sandbox.store.all('calendars')[1];
	const { results } = await search('search_calendar', String(name).toLowerCase());
	expect(results.map((one) => one.name).join()).toContain(String(name));
});

test('the checklist and the sort orders are those of the resource, without asking Clio', async () => {
	const fields = await options('outputFields', { resource: 'task' });
	expect(fields).toContainEqual({ name: 'Due Date', value: 'due_at' });
	const orders = await options('sortOrders', { resource: 'task' });
	expect(orders).toContainEqual({ name: 'Due Date, Latest First', value: 'due_at(desc)' });
	expect(sandbox.requests).toHaveLength(0);
});

test('a connection that Clio refuses is told in the list, too', async () => {
	sandbox.fail({
		method: 'GET',
		status: 403,
		body: { error: { type: 'ForbiddenError', message: 'No' } },
	});
	await expect(search('search_matter')).rejects.toThrow(
		/does not allow this connection to list matters/,
	);
});
