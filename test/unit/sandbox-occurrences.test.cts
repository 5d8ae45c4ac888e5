import type { Sandbox } from '../../dev/sandbox/server.cts';
import { startFirm, type Client } from './sandbox-client.cts';

let sandbox: Sandbox;
let clio: Client;
beforeEach(async () => ({ sandbox, clio } = await startFirm(20)));
afterEach(() => sandbox.close());

async function series(recurrence_rule: string): Promise<string> {
	const body = {
		...{ summary: 'Breakfast', recurrence_rule },
		...{ start_at: '2026-03-02T09:00:00Z', end_at: '2026-03-02T10:00:00Z' },
		calendar_owner: { id: sandbox.store.all('calendars')[0].id },
	};
	const { status, data } = await clio.create('calendar_entries', body);
	expect(status).toBe(201);
	return data.id;
}

const MARCH = 'calendar_entries?query=breakfast&to=2026-03-31T23:59:59Z&expanded=true';
const occurrences = () => clio.list(MARCH, 'id,start_at,parent_calendar_entry{id}');
const days = async () => (await occurrences()).map(({ start_at }) => start_at.slice(8, 10));

test.each([
	['FREQ=WEEKLY', ['02', '09', '16', '23', '30']],
	['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', ['02', '05', '16', '19', '30']],
	['FREQ=DAILY;INTERVAL=7;COUNT=2', ['02', '09']],
	['FREQ=WEEKLY;UNTIL=20260316T235959Z', ['02', '09', '16']],
	['FREQ=MONTHLY;BYDAY=-1TU', ['31']],
	['FREQ=YEARLY', ['02']],
])('the occurrences of %s', async (rule, expected) => {
	const id = await series(rule);
	expect(await days()).toEqual(expected);
	// One record unless they are asked for.
	expect(await clio.list('calendar_entries?query=breakfast')).toHaveLength(1);
	const [first] = await occurrences();
	expect(first.parent_calendar_entry).toEqual({ id });
	expect(Number.isNaN(Number(first.id))).toBe(true);
	expect(await clio.read(`calendar_entries/${first.id}`, 'start_at')).toEqual({
		start_at: first.start_at,
	});
});

test('one of them can be taken away, and it with all that follow', async () => {
	await series('FREQ=WEEKLY');
	const [, second, , fourth] = await occurrences();
	const remove = (id: string, _deleted: string) =>
		clio.update(`calendar_entries/${id}`, { _deleted });
	expect((await remove(second.id, 'all')).status).toBe(422);
	expect((await remove(second.id, 'single')).status).toBe(200);
	expect(await days()).toEqual(['02', '16', '23', '30']);
	expect((await remove(fourth.id, 'future')).status).toBe(200);
	expect(await days()).toEqual(['02', '16']);
	expect((await clio.get(`calendar_entries/${fourth.id}`)).status).toBe(404);
});

test('one that is changed is an entry of its own from then on', async () => {
	await series('FREQ=WEEKLY');
	const [, second] = await occurrences();
	const { data } = await clio.update(`calendar_entries/${second.id}`, {
		summary: 'A longer breakfast',
		end_at: '2026-03-09T12:00:00Z',
	});
	expect(data.id).not.toBe(second.id);
	expect(await clio.list('calendar_entries?query=longer', 'id,recurrence_rule')).toEqual([
		{ id: data.id, recurrence_rule: null },
	]);
	expect(await occurrences()).toHaveLength(5);
});

test('pages of occurrences give each of them once', async () => {
	await series('FREQ=DAILY');
	const first = await clio.get(`${MARCH}&limit=20`);
	const next = await clio.get(first.meta.paging.next);
	const ids = [...first.data, ...next.data].map(({ id }) => id);
	expect(new Set(ids).size).toBe(30);
});

test('a rule that is none is refused', async () => {
	const { data } = await clio.create('calendar_entries', {
		...{ summary: 'x', start_at: '2026-03-02T09:00:00Z', end_at: '2026-03-02T10:00:00Z' },
		calendar_owner: { id: sandbox.store.all('calendars')[0].id },
	});
	const answer = await clio.update(`calendar_entries/${data.id}`, { recurrence_rule: 'weekly' });
	expect(answer.status).toBe(422);
});
