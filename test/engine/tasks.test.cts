import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, runClio, type Setup } from './engine.cts';

/** Due dates as a person says them, and the tasks a person wants to see. */
const now = Date.parse('2026-07-01T03:30:00Z');
const zone = 'America/New_York';
let sandbox: Sandbox;
beforeEach(async () => {
	// In New York it is the last half hour of 30 June.
	sandbox = await startSandbox({ matters: 20, now: () => now });
	jest.spyOn(Date, 'now').mockReturnValue(now);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

const tasks = () => sandbox.store.all('tasks');
const other = () => tasks()[0];
const writes = () => sandbox.requests.filter(({ method }) => method !== 'GET');

const run = (parameters: object, rest: Partial<Setup> = {}) =>
	runClio({
		sandbox,
		timezone: zone,
		...rest,
		parameters: { resource: 'task', ...parameters } as Setup['parameters'],
	});

const create = (parameters: object) =>
	run({
		operation: 'create',
		name: 'File the response',
		assignee: choose('me', 'list'),
		...parameters,
	});

const update = (fields: object) =>
	run({ operation: 'update', taskId: choose(String(tasks()[1].id)), fields });

describe('a new task', () => {
	test('is due so many business days before another task', async () => {
		other().due_at = '2026-07-06';
		const { json, error } = await create({
			due: 'relativeToTask',
			due_count: 2,
			due_unit: 'businessDays',
			due_direction: 'before',
			due_task: choose(String(other().id)),
		});
		expect(error).toBeUndefined();
		expect(json[0].due).toBe('2026-07-02');
	});

	test("is due a week after today, which is a day of the workflow's time zone", async () => {
		const { json } = await create({ due: 'relativeToDate', due_count: 1, due_unit: 'weeks' });
		expect(json[0].due).toBe('2026-07-07');
	});

	test.each([
		['None', { due: 'none' }],
		['an empty date', { due_at: '' }],
	])('%s leaves it without a due date', async (_, parameters) => {
		const { json, error } = await create(parameters);
		expect(error).toBeUndefined();
		expect(json[0].due).toBeNull();
	});

	test.each([
		['a task that has none', () => other().id, 'has no due date'],
		['a task that does not exist', () => 99_999_999, 'could not read task 99999999'],
	])('counted from %s is not created', async (_, id, message) => {
		other().due_at = null;
		const { error } = await create({
			due: 'relativeToTask',
			due_count: 2,
			due_task: choose(String(id())),
		});
		expect(error?.message).toContain(message);
		expect(writes()).toEqual([]);
	});

	test.each([
		['zero days', { due_count: 0 }],
		['days before in a negative number', { due_count: -2 }],
		['eleven years', { due_count: 132, due_unit: 'months' }],
	])('%s are refused, and nothing is written', async (_, parameters) => {
		const { error } = await create({ due: 'relativeToDate', ...parameters });
		expect(error?.message).toContain('How Many is not a whole number from 1 to');
		expect(writes()).toEqual([]);
	});

	test('with reminders needs a due date', async () => {
		const entries = [{ duration_value: 1, duration_unit: 'days' }];
		const { error } = await create({ due: 'none', fields: { reminders: { entries } } });
		expect(error?.message).toBe('A reminder needs a due date');
		expect(writes()).toEqual([]);
	});
});

describe('an update', () => {
	test('puts a task off', async () => {
		const { json, error } = await update({
			due: 'relativeToDate',
			due_from: '2026-01-31',
			due_count: 1,
			due_unit: 'months',
			due_direction: 'after',
		});
		expect(error).toBeUndefined();
		expect(json[0].due).toBe('2026-02-28');
	});

	test('with a date that came out empty changes nothing', async () => {
		const { error } = await update({ due: 'onDate', due_at: '' });
		expect(error?.message).toBe('Nothing to change on the task');
		expect(writes()).toEqual([]);
	});

	test('None takes the due date off', async () => {
		tasks()[1].due_at = '2026-07-06';
		const { json, error } = await update({ due: 'none' });
		expect(error).toBeUndefined();
		expect(json[0].due).toBeNull();
	});

	test('of something else leaves the due date alone', async () => {
		const { due_at } = tasks()[1];
		await update({ name: 'Call again' });
		expect(writes()[0].body).toEqual({ data: { name: 'Call again' } });
		expect(tasks()[1].due_at).toBe(due_at);
	});

	test.each([
		['a number alone', { due_count: 3 }, 'Due is missing'],
		['a number without before or after', { due: 'relativeToDate', due_count: 3 }, 'is missing'],
	])('%s changes nothing', async (_, fields, message) => {
		const { error } = await update(fields);
		expect(error?.message).toContain(message);
		expect(writes()).toEqual([]);
	});
});

describe('Get Many shows', () => {
	/** Tasks due on the days around today (30 June), one of each complete. */
	beforeEach(() => {
		for (const task of tasks()) task.due_at = null;
		const days = ['2026-06-29', '2026-06-30', '2026-07-01', '2026-07-07', '2026-07-08'];
		days.forEach((due_at, at) => {
			Object.assign(tasks()[2 * at], { due_at, name: `Open ${due_at}`, status: 'pending' });
			Object.assign(tasks()[2 * at + 1], { due_at, name: `Done ${due_at}`, status: 'complete' });
		});
	});
	const shown = async (parameters: object) => {
		const { json, error } = await run({ operation: 'getAll', returnAll: true, ...parameters });
		expect(error).toBeUndefined();
		return json.filter(({ due }) => due).map(({ name }) => name);
	};

	test.each([
		['overdue', ['Open 2026-06-29']],
		['dueToday', ['Open 2026-06-30']],
		['dueNext', ['Open 2026-06-30', 'Open 2026-07-01', 'Open 2026-07-07']],
	])('%s', async (show, names) => {
		expect(await shown({ show, days: 7 })).toEqual(names);
	});

	test('open, complete and all of them', async () => {
		const [open, complete, all] = [
			await shown({ show: 'open' }),
			await shown({ show: 'complete' }),
			await shown({}),
		];
		expect(open).toHaveLength(5);
		expect(complete).toHaveLength(5);
		expect(all).toHaveLength(10);
		expect(open.every((name) => String(name).startsWith('Open'))).toBe(true);
	});

	test('overdue ones narrowed to one person, in one request', async () => {
		tasks()[0].assignee = { id: sandbox.store.all('users')[1].id, type: 'User' };
		const assignee = choose(sandbox.store.all('users')[1].email, 'name');
		expect(await shown({ show: 'overdue', filters: { assignee } })).toEqual(['Open 2026-06-29']);
		expect(sandbox.requests.filter(({ path }) => path.includes('/tasks'))).toHaveLength(1);
	});
});
