import type { Sandbox } from '../../dev/sandbox/server.cts';
import { startFirm, type Client } from './sandbox-client.cts';

let sandbox: Sandbox;
let clio: Client;
beforeEach(async () => ({ sandbox, clio } = await startFirm(20)));
afterEach(() => sandbox.close());

const listOf = async (area: string) => {
	const [{ id }] = await clio.list(`practice_areas?name=${area}`);
	return (await clio.list(`task_template_lists?practice_area_id=${id}`, 'id,templates_count'))[0];
};
const tasksOf = (matter: number) => clio.list(`tasks?matter_id=${matter}`, 'name,due_at,assignee');

test('a list is of a practice area and has its templates', async () => {
	const { id, templates_count } = await listOf('Family');
	const templates = await clio.list(
		`task_templates?task_template_list_id=${id}`,
		'name,cascading_source{id,name},task_template_list{id}',
	);
	expect(templates).toHaveLength(templates_count);
	expect(templates[1].cascading_source.name).toBe('Send the engagement letter');
});

test('a new matter gets the tasks of a list, due one after the other', async () => {
	const list = await listOf('Family');
	const [client, user] = [sandbox.store.all('contacts')[0].id, sandbox.store.all('users')[3].id];
	const instance = { task_template_list: { id: list.id }, assignee_id: user, due_at: '2026-03-04' };
	const data = {
		client: { id: client },
		description: 'x',
		task_template_list_instances: [instance],
	};
	const fields = 'id,task_template_list_instances{id}';
	const made = await clio.create('matters', data, fields);
	expect(made.data.task_template_list_instances).toHaveLength(1);
	expect(await tasksOf(made.data.id)).toMatchObject([
		{ name: 'Send the engagement letter', due_at: '2026-03-04', assignee: { id: user } },
		{ name: 'Collect the financial statements', due_at: '2026-03-11' },
		// Five working days after a Wednesday.
		{ name: 'Draft the petition', due_at: '2026-03-18' },
	]);
});

test('a matter that exists gets them too, and a list that does not exist is refused', async () => {
	const { id, responsible_attorney } = sandbox.store.all('matters').at(-1)!;
	const before = (await tasksOf(id)).length;
	const assign = (list: number) =>
		clio.update(`matters/${id}`, {
			task_template_list_instances: [{ task_template_list: { id: list } }],
		});
	expect((await assign((await listOf('Family')).id)).status).toBe(200);
	const after = await tasksOf(id);
	expect(after).toHaveLength(before + 3);
	expect(after.at(-1)!.assignee.id).toBe(responsible_attorney);
	expect((await assign(1)).status).toBe(422);
	expect(await tasksOf(id)).toHaveLength(before + 3);
});

test('a list is copied with its templates under another name', async () => {
	const list = await listOf('Family');
	const copy = await clio.create(
		`task_template_lists/${list.id}/copy`,
		{ name: 'Family, short' },
		'id,name,templates_count',
	);
	expect(copy).toMatchObject({ status: 201, data: { name: 'Family, short', templates_count: 3 } });
	expect(copy.data.id).not.toBe(list.id);
});

test.each([
	['CalendarDays', 'Before', '2026-02-26'],
	['CalendarMonths', 'After', '2026-07-02'],
	['BusinessDays', 'Before', '2026-02-24'],
])('a task due four %s %s another one', async (type, polarity, due_at) => {
	const assignee = { id: sandbox.store.all('users')[0].id, type: 'User' };
	const task = { name: 'x', description: 'x', assignee };
	const source = await clio.create('tasks', { ...task, due_at: '2026-03-02' });
	const cascade = {
		cascading: true,
		cascading_source: source.data.id,
		cascading_offset: 4,
		cascading_offset_type: type,
		cascading_offset_polarity: polarity,
	};
	const { data } = await clio.create('tasks', { ...task, ...cascade }, 'due_at');
	expect(data.due_at).toBe(due_at);
});
