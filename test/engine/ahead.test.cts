import type { Row } from '../../dev/sandbox/store.cts';
import { choose } from './engine.cts';
import { numbered, ownFirm } from './kit.cts';

/** What many items ask of Clio is asked for together. */
const firm = ownFirm(220);

const some = (count: number): Row[] => firm().all('matters').slice(0, count);
const attorneysOf = (matters: Row[]) => matters.map((one) => one.responsible_attorney);
const requests = () => firm().sandbox.requests.length;

describe("Matter's Responsible Attorney", () => {
	/** Two attorneys by turns, so that nobody is right by chance. */
	beforeEach(() => {
		const users = firm().all('users');
		for (const [n, matter] of firm().all('matters').entries())
			matter.responsible_attorney = users[n % 2].id;
	});

	const addTasks = (matters: Row[], matter: unknown, rest: object = {}) =>
		firm().run(
			'task',
			'create',
			{
				name: 'File the response',
				matter,
				assignee: choose('responsibleAttorney', 'list'),
				options: { fieldList: 'id,assignee{id}' },
			},
			{ items: matters.map(({ id, display_number }) => ({ id, display_number })), ...rest },
		);
	const assignees = (count: number) =>
		firm()
			.all('tasks')
			.slice(-count)
			.map(({ assignee }) => assignee.id);

	test('of 200 matters is read in one request before 200 tasks', async () => {
		const matters = some(200);
		const { error } = await addTasks(matters, choose('={{ $json.id }}'));
		expect(error).toBeUndefined();
		expect(assignees(200)).toEqual(attorneysOf(matters));
		expect(requests()).toBe(201);
	});

	test('of the matters of 20 tasks that are changed is read in one request, and so are the tasks', async () => {
		const assignee = { id: firm().all('users')[2].id, type: 'User' };
		const task = { name: 'File', description: 'File', assignee };
		const tasks = some(20).map(({ id }) => firm().add('tasks', { ...task, matter: { id } }));
		const { error } = await firm().run(
			'task',
			'update',
			{
				taskId: choose('={{ $json.id }}'),
				fields: { assignee: choose('responsibleAttorney', 'list') },
				options: { fieldList: 'id' },
			},
			{ items: tasks.map(({ id }) => ({ id })) },
		);
		expect(error).toBeUndefined();
		expect(assignees(20)).toEqual(attorneysOf(some(20)));
		// The tasks once to know the matters to come, once for their own changes.
		expect(requests()).toBe(2 + 1 + 20);
	});

	test('of matters given by number costs their list, two pages of it, and one request more', async () => {
		const matters = some(20);
		const { error } = await addTasks(matters, choose('={{ $json.display_number }}', 'name'));
		expect(error).toBeUndefined();
		expect(assignees(20)).toEqual(attorneysOf(matters));
		expect(requests()).toBe(2 + 1 + 20);
	});

	test('of a matter that is gone, or none that can be meant, fails its own item only', async () => {
		const matters = some(3);
		const given = [
			{ ...matters[0] },
			{ id: 99 },
			{ id: 'nobody' },
			matters[1],
			matters[2],
		] as Row[];
		const { json } = await addTasks(given, choose('={{ $json.id }}'), {
			node: { onError: 'continueRegularOutput' },
		});
		expect(json).toMatchObject([
			{ id: expect.any(Number) },
			{ error: expect.stringMatching(/could not read matter 99/) },
			{ error: expect.stringMatching(/No matter is called "nobody"/) },
			{ id: expect.any(Number) },
			{ id: expect.any(Number) },
		]);
		expect(assignees(3)).toEqual(attorneysOf(matters));
	});

	test('is read for each matter alone where Clio refuses the list', async () => {
		firm().sandbox.fail({ path: /matters\.json/, status: 422, body: { error: { message: 'No' } } });
		const matters = some(3);
		const { error } = await addTasks(matters, choose('={{ $json.id }}'));
		expect(error).toBeUndefined();
		expect(assignees(3)).toEqual(attorneysOf(matters));
	});

	test('logs its time on 20 matters with one request more than there are', async () => {
		const matters = some(20);
		const items = matters.map(({ id }) => ({ id }));
		const person = choose('responsibleAttorney', 'list');
		const options = { fieldList: 'id' };
		const matter = choose('={{ $json.id }}');
		const time = { matter, duration: '1:00', fields: { user: person }, options };
		const { error } = await firm().run('timeEntry', 'create', time, { items });
		expect(error).toBeUndefined();
		const users = firm().all('activities').slice(-20);
		expect(users.map(({ user }) => user)).toEqual(attorneysOf(matters));
		expect(requests()).toBe(21);
	});

	test('gets the tasks of a list on 20 matters', async () => {
		const list = firm().all('task_template_lists')[0];
		const matters = some(20);
		const { error } = await firm().run(
			'taskTemplateList',
			'assign',
			{
				taskTemplateListId: choose(list.id),
				matter: choose('={{ $json.id }}'),
				assignee: choose('responsibleAttorney', 'list'),
			},
			{ items: matters.map(({ id }) => ({ id })) },
		);
		expect(error).toBeUndefined();
		expect(requests()).toBe(21);
	});
});

/** `npm run bench -- items` does the same with 5,000. */
describe('150 items against a limit of 50 requests a window', () => {
	const count = 150;
	const refused = () => firm().sandbox.requests.filter(({ status }) => status === 429);
	const entries = (start: string) =>
		firm()
			.all('activities')
			.filter(({ note }) => String(note).startsWith(start));
	const notes = (start: string) => entries(start).map(({ note }) => note);
	const expected = (start: string) => numbered(count).map(({ n }) => `${start} ${n}`);

	test('log their time and change it, each once and in order, with a request an item', async () => {
		firm().sandbox.setRateLimit(50, 1);
		const matters = firm()
			.all('matters')
			.filter((one) => one.responsible_attorney);
		const created = await firm().run(
			'timeEntry',
			'create',
			{
				matter: choose('={{ $json.matter }}'),
				duration: '0:30',
				note: '={{ "Call " + $json.n }}',
				fields: { user: choose('responsibleAttorney', 'list') },
				options: { fieldList: 'id,note' },
			},
			{ items: numbered(count).map(({ n }) => ({ n, matter: matters[n].id })) },
		);
		expect(created.error).toBeUndefined();
		expect(notes('Call')).toEqual(expected('Call'));
		expect(entries('Call').map(({ user }) => user)).toEqual(attorneysOf(matters.slice(0, count)));
		expect(requests() - refused().length).toBe(count + 1);

		const changed = await firm().run(
			'timeEntry',
			'update',
			{
				timeEntryId: choose('={{ $json.id }}'),
				fields: { note: '={{ "Changed " + $json.n }}' },
				options: { fieldList: 'id,note' },
			},
			{ items: created.json.map(({ id }, n) => ({ n, id })) },
		);
		expect(changed.error).toBeUndefined();
		expect(notes('Changed')).toEqual(expected('Changed'));
		expect(entries('Changed').every(({ version }) => version === 2)).toBe(true);
		expect(requests() - refused().length).toBe(2 * count + 1);
		expect(refused().length).toBeLessThanOrEqual(2);
	});
});
