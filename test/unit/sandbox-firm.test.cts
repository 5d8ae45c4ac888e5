import type { Sandbox } from '../../dev/sandbox/server.cts';
import { startFirm, type Client } from './sandbox-client.cts';

let sandbox: Sandbox;
let clio: Client;
beforeAll(async () => ({ sandbox, clio } = await startFirm(40)));
afterAll(() => sandbox.close());

const TYPES = `checkbox contact currency date time email matter numeric picklist text_area text_line
	url`.split(/\s+/);

test.each(['matters', 'contacts'])('%s have a custom field of every type', async (path) => {
	const fields = 'custom_field_values{id,field_type,value}';
	const rows = await clio.list(path, fields);
	const given = rows.flatMap(({ custom_field_values }) =>
		custom_field_values.filter(({ value }: any) => value !== null),
	);
	expect([...new Set(given.map(({ field_type }) => field_type))].sort()).toEqual(TYPES.sort());
	// Fields that are shown but empty have no value id.
	expect(rows.flatMap((row) => row.custom_field_values)).toContainEqual(
		expect.objectContaining({ id: null, value: null }),
	);
});

test('a field is required, and several are picklists', async () => {
	const fields = await clio.list('custom_fields', 'parent_type,field_type,required');
	expect(fields.filter(({ required }) => required).map((each) => each.parent_type)).toEqual([
		'Matter',
		'Contact',
	]);
	expect(fields.filter((each) => each.field_type === 'picklist').length).toBeGreaterThan(4);
	expect(fields.filter((each) => each.parent_type === 'Contact')).toHaveLength(16);
});

test('phones are written in many ways', async () => {
	const shapes = (await clio.list('contacts', 'primary_phone_number')).map((each) =>
		each.primary_phone_number.replace(/\d/g, '0'),
	);
	expect(new Set(shapes).size).toBeGreaterThan(4);
});

test('matters are numbered with the name of their client, users have e-mail addresses', async () => {
	for (const { display_number } of await clio.list('matters', 'display_number')) {
		expect(display_number).toMatch(/^\d{5}-\S+$/);
	}
	for (const { email } of await clio.list('users', 'email')) expect(email).toContain('@');
});

test('some matters are idle, some are worked on', async () => {
	const open = await clio.list('matters?status=open', 'last_activity_date');
	const isIdle = open.map((each) => (each.last_activity_date ?? '') < '2026-01-31');
	expect(new Set(isIdle)).toEqual(new Set([true, false]));
});

test('some limitation dates are near, others far or past', async () => {
	const open = await clio.list('matters?status=open', 'statute_of_limitations{due_at,status}');
	const days = open.flatMap((each) => each.statute_of_limitations?.due_at ?? []);
	expect(days.some((day) => day > '2026-03-02' && day < '2026-05-01')).toBe(true);
	expect(days.some((day) => day > '2026-05-01')).toBe(true);
	expect(open.some((each) => each.statute_of_limitations === null)).toBe(true);
});

test('a limitation date is written with its reminders', async () => {
	const { id } = sandbox.store.all('matters').at(-1)!;
	const [method] = sandbox.store.all('notification_methods');
	const reminder = { duration_value: 2, duration_unit: 'weeks' };
	const reminders = [{ ...reminder, notification_method: { id: method.id } }];
	const statute_of_limitations = { due_at: '2026-09-01', reminders };
	const fields = 'statute_of_limitations{id,due_at}';
	const { data } = await clio.update(`matters/${id}`, { statute_of_limitations }, fields);
	expect(data.statute_of_limitations.due_at).toBe('2026-09-01');
	const task = await clio.read(
		`tasks/${data.statute_of_limitations.id}`,
		'statute_of_limitations,reminders{duration}',
	);
	expect(task).toEqual({ statute_of_limitations: true, reminders: [{ duration: 20_160 }] });
});
