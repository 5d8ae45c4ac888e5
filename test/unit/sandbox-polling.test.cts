import axios from 'axios';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import type { Row } from '../../dev/sandbox/store.cts';
import { clientOf, type Client } from './sandbox-client.cts';

/** What those who ask Clio every few minutes rely on. */
let sandbox: Sandbox;
let clio: Client;

const start = Date.parse('2026-03-02T10:00:00Z');
const minute = 60_000;
const hour = 60 * minute;
const iso = (ms: number) => new Date(ms).toISOString();

beforeEach(async () => {
	sandbox = await startSandbox({ matters: 12, now: () => start });
	clio = clientOf(sandbox);
	await sandbox.advance(hour);
});
afterEach(() => sandbox.close());

const matter = () => sandbox.store.all('matters')[0];
const idsOf = async (path: string) => (await clio.list(path, 'id')).map(({ id }) => Number(id));

/** Somebody adds one of each. */
const added: Record<string, () => Row> = {
	'notes?type=Matter': () =>
		sandbox.create('notes', { type: 'Matter', matter: { id: matter().id }, subject: 'Call' })[0],
	'notes?type=Contact': () =>
		sandbox.create('notes', { type: 'Contact', contact: { id: matter().client }, detail: 'x' })[0],
	conversations: () => {
		const { conversation } = message();
		return sandbox.store.get('conversations', conversation)!;
	},
	'bills?type=trust': () => {
		const [{ bill }] = sandbox.create('trust_requests', {
			...{ approved: true, trust_type: 'matter', trust_amount: 500 },
			...{ client_id: matter().client, matter: [{ id: matter().id, trust_amount: 500 }] },
			...{ issue_date: '2026-03-02', due_date: '2026-03-16' },
		});
		return sandbox.store.get('bills', bill)!;
	},
	tasks: () => {
		const assignee = { id: sandbox.store.all('users')[0].id, type: 'User' };
		return sandbox.create('tasks', { name: 'x', description: 'x', assignee })[0];
	},
	calendar_entries: () => entry(start, start + hour),
	matters: () =>
		sandbox.create('matters', { client: { id: matter().client }, description: 'x' })[0],
};

function message(): Row {
	const receivers = [{ id: matter().client, type: 'Contact' }];
	return sandbox.create('conversation_messages', { subject: 'x', body: 'x', receivers })[0];
}

function entry(from: number, to: number): Row {
	const [{ id }] = sandbox.store.all('calendars');
	const times = { start_at: iso(from), end_at: iso(to) };
	return sandbox.create('calendar_entries', { summary: 'x', calendar_owner: { id }, ...times })[0];
}

describe.each(Object.keys(added))('%s', (path) => {
	test.each(['created_since', 'updated_since'])('%s takes in its own second', async (since) => {
		const { id, created_at } = added[path]();
		const ask = (ms: number) =>
			idsOf(`${path}${path.includes('?') ? '&' : '?'}${since}=${iso(ms)}`);
		expect(Date.parse(created_at)).toBe(start + hour);
		expect(await ask(start + hour)).toEqual([id]);
		expect(await ask(start + hour + 1000)).toEqual([]);
	});
});

test('messages are found by their conversation, when that has changed', async () => {
	const { id, conversation } = message();
	const ask = (ms: number) =>
		idsOf(`conversation_messages?conversation_id=${conversation}&updated_since=${iso(ms)}`);
	expect(await ask(start + hour)).toEqual([id]);
	expect(await ask(start + hour + 1000)).toEqual([]);
	expect((await clio.get(`conversation_messages?updated_since=${iso(start)}`)).status).toBe(400);
});

test('notes are refused without their type', async () => {
	const { status, message: told } = await clio.get(`notes?created_since=${iso(start)}`);
	expect([status, told]).toEqual([400, expect.stringContaining('type')]);
});

test('a trust request is among the trust bills, and no other', async () => {
	const { id } = added['bills?type=trust']();
	const ask = (more: string) =>
		clio.list(`bills?created_since=${iso(start + hour)}${more}`, 'id,kind,total,client{id}');
	const shown = { id, kind: 'trust_kind', total: 500, client: { id: matter().client } };
	expect(await ask('&type=trust')).toEqual([shown]);
	expect(await ask('&type=revenue')).toEqual([]);
});

test('calendar entries are those that lie between from and to, bounds included', async () => {
	const { id } = entry(start, start + hour);
	const ask = async (from: number, to: number) =>
		(await idsOf(`calendar_entries?from=${iso(from)}&to=${iso(to)}`)).includes(id);
	expect(await ask(start + hour, start + 2 * hour)).toBe(true);
	expect(await ask(start + hour + 1000, start + 2 * hour)).toBe(false);
	expect(await ask(start - hour, start)).toBe(true);
	expect(await ask(start - hour, start - 1000)).toBe(false);
});

test('limitation dates are tasks of their own, found by their day', async () => {
	const { id } = matter();
	const due_at = '2026-04-01';
	sandbox.change('matters', { statute_of_limitations: { due_at } }, { ids: [id] });
	const ask = (from: string, to: string) =>
		clio.list(
			`tasks?statute_of_limitations=true&matter_id=${id}&due_at_from=${from}&due_at_to=${to}`,
			'due_at,matter{id}',
		);
	expect(await ask(due_at, due_at)).toEqual([{ due_at, matter: { id } }]);
	expect(await ask('2026-04-02', '2026-05-01')).toEqual([]);
	expect(await clio.read(`matters/${id}`, 'statute_of_limitations{due_at}')).toEqual({
		statute_of_limitations: { due_at },
	});
});

test('many changes carry one second, and may be seen late', async () => {
	const at = sandbox.now() - 90_000;
	const changed = sandbox.change('matters', { location: 'Leeds' }, { count: 10, at });
	expect(new Set(changed.map(({ updated_at }) => updated_at))).toEqual(
		new Set(['2026-03-02T10:58:30Z']),
	);
	const ask = (ms: number) => idsOf(`matters?updated_since=${iso(ms)}`);
	expect(await ask(at)).toEqual(changed.map(({ id }) => id));
	expect(await ask(at + 1000)).toEqual([]);
	const [{ id: client }] = sandbox.store.all('contacts');
	const values = { client: { id: client }, description: 'x' };
	const [late] = sandbox.create('matters', values, 1, { at });
	expect(late).toMatchObject({ created_at: '2026-03-02T10:58:30Z', status: 'Open' });
});

test('the header Date may differ from the stamps', async () => {
	const date = async () => {
		const { headers } = await axios.get(`${sandbox.url}/sandbox/requests`);
		return Date.parse(headers.date as string);
	};
	expect(await date()).toBe(start + hour);
	sandbox.setDateAhead(-5 * minute);
	expect(await date()).toBe(start + hour - 5 * minute);
	expect(added.matters().created_at).toBe('2026-03-02T11:00:00Z');
});
