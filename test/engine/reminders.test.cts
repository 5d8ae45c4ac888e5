import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, runClio, type Setup } from './engine.cts';

/** Reminders are said as a person says them: who, how, how long before. */
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ matters: 20 });
});
afterEach(async () => sandbox.close());

const users = () => sandbox.store.all('users');
const methodsOf = (user: number) =>
	sandbox.store.all('notification_methods').filter((one) => one.user === user);
const method = (user: number, type: string) =>
	methodsOf(user).find((one) => one.type === type)!.id as number;
const writes = () => sandbox.requests.filter(({ method }) => method !== 'GET');
const sentTo = (path: string) =>
	writes()
		.filter(({ path: one }) => one.includes(path))
		.map(({ body }) => (body as { data: object }).data);

const run = (parameters: object, rest: Partial<Setup> = {}) =>
	runClio({ sandbox, ...rest, parameters: parameters as Setup['parameters'] });

const newTask = (entries: object[], rest: object = {}, setup: Partial<Setup> = {}) =>
	run(
		{
			resource: 'task',
			operation: 'create',
			name: 'File the response',
			assignee: choose('me', 'list'),
			due_at: '2027-03-01',
			fields: { reminders: { entries } },
			...rest,
		},
		setup,
	);

const reminder = (parameters: object) => run({ resource: 'reminder', ...parameters });

describe('rows of a new task', () => {
	test('each becomes a reminder with the notification method of its user', async () => {
		const [me, other] = users();
		const { json, error } = await newTask([
			{ who: choose('me', 'list'), by: 'Popup', duration_value: 30, duration_unit: 'minutes' },
			{ who: choose(other.email, 'name'), by: 'Email', duration_value: 2, duration_unit: 'days' },
		]);
		expect(error).toBeUndefined();
		const subject = { id: json[0].id, type: 'Task' };
		expect(sentTo('reminders')).toEqual([
			{
				subject,
				duration_value: 30,
				duration_unit: 'minutes',
				notification_method: { id: method(me.id, 'Popup') },
			},
			{
				subject,
				duration_value: 2,
				duration_unit: 'days',
				notification_method: { id: method(other.id, 'Email') },
			},
		]);
	});

	test('the default e-mail address of a user is the one that is used', async () => {
		const [{ id: user }] = users();
		const fields = { email_address: 'second@example.com', is_default_email_address: true };
		for (const one of methodsOf(user)) one.is_default_email_address = false;
		const values = { user, type: 'Email', ...fields };
		const second = sandbox.store.insert('notification_methods', values, '2026-01-01T00:00:00Z');
		await newTask([{ duration_value: 1, duration_unit: 'weeks' }]);
		expect(sentTo('reminders')).toMatchObject([{ notification_method: { id: second.id } }]);
	});

	test('the same one twice is set once', async () => {
		await newTask(Array(2).fill({ duration_value: 1, duration_unit: 'days' }));
		expect(sentTo('reminders')).toHaveLength(1);
	});

	test('20 tasks with reminders look a user up once', async () => {
		const items = Array.from({ length: 20 }, (_, n) => ({ n }));
		await newTask([{ duration_value: 1, duration_unit: 'days' }], {}, { items });
		expect(sentTo('reminders')).toHaveLength(20);
		expect(sandbox.requests.filter(({ method }) => method === 'GET')).toHaveLength(2);
	});

	test.each([
		['no number', { duration_unit: 'days' }, 'How Long Before is missing'],
		['zero', { duration_value: 0 }, 'How Long Before is not a whole number of days: 0'],
		['less than nothing', { duration_value: -2 }, 'not a whole number of days: -2'],
		['half a day', { duration_value: 0.5 }, 'not a whole number of days: 0.5'],
		['text', { duration_value: 'soon' }, 'How Long Before is not a number: "soon"'],
		[
			'two years',
			{ duration_value: 104, duration_unit: 'weeks' },
			'How Long Before is more than a year: 104 weeks',
		],
		['a unit that is none', { duration_value: 1, duration_unit: 'years' }, 'Unit cannot be'],
		['a way that is none', { duration_value: 1, by: 'Fax' }, 'By cannot be "Fax"'],
		[
			'nobody',
			{ duration_value: 1, who: choose('Nobody Atall', 'name') },
			'No user is called "Nobody Atall"',
		],
	])('%s is refused before the task is created', async (_, row, message) => {
		const { error } = await newTask([{ duration_unit: 'days', ...row }]);
		expect(error?.message).toContain(message);
		expect(writes()).toEqual([]);
	});

	test('a pop-up for someone else is refused before the task is created', async () => {
		const who = choose(String(users()[1].id));
		const { error } = await newTask([
			{ who, by: 'Popup', duration_value: 1, duration_unit: 'days' },
		]);
		expect(error?.message).toBe(
			`A pop-up can remind only the connected user, ${users()[0].name as string}`,
		);
		expect(writes()).toEqual([]);
	});

	test('a user who has no such method is named before the task is created', async () => {
		const [, other] = users();
		sandbox.store.remove('notification_methods', method(other.id, 'Email'));
		const { error } = await newTask([
			{ who: choose(String(other.id)), by: 'Email', duration_value: 1, duration_unit: 'days' },
		]);
		expect(error?.message).toBe(`${other.name as string} cannot be reminded by e-mail`);
		expect(writes()).toEqual([]);
	});

	test('one that Clio refuses is told with the task that stands', async () => {
		sandbox.fail({ method: 'POST', path: '/reminders', status: 422, times: 1 });
		const { error } = await newTask([{ duration_value: 1, duration_unit: 'days' }]);
		const [{ id }] = sandbox.store.all('tasks').slice(-1);
		expect(error?.message).toContain(
			`The task was created (ID ${id as number}), but something that belongs to it was not`,
		);
	});
});

describe('a reminder on its own', () => {
	const task = () => sandbox.store.all('tasks').find(({ due_at }) => due_at)!.id as number;
	const stored = () => sandbox.store.all('reminders').at(-1)!;

	test('is set by who and how', async () => {
		const { json, error } = await reminder({
			operation: 'create',
			subject: choose(`Task:${task()}`),
			who: choose(users()[1].name, 'name'),
			by: 'E-Mail',
			duration_value: 3,
			duration_unit: 'hours',
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ minutesBefore: 180, email: users()[1].email });
	});

	test('an update changes only what was given', async () => {
		const { id, notification_method } = stored();
		const { error } = await reminder({
			operation: 'update',
			reminderId: choose(id),
			fields: { duration_value: 5, duration_unit: 'days' },
		});
		expect(error).toBeUndefined();
		expect(stored()).toMatchObject({ notification_method, duration: 5 * 1_440 });
	});

	test('another person is reminded the same way', async () => {
		const { id, duration } = sandbox.store
			.all('reminders')
			.find((one) => one.notification_method === method(users()[0].id, 'Email'))!;
		const { error } = await reminder({
			operation: 'update',
			reminderId: choose(id),
			fields: { who: choose(users()[2].email, 'name') },
		});
		expect(error).toBeUndefined();
		const changed = sandbox.store.get('reminders', id);
		expect(changed).toMatchObject({
			duration,
			notification_method: method(users()[2].id, 'Email'),
		});
	});

	test.each([
		['a way without a person', { by: 'Popup' }, 'Remind is missing'],
		['a number without its unit', { duration_value: 5 }, 'Unit is missing'],
		['a unit without its number', { duration_unit: 'hours' }, 'How Long Before is missing'],
	])('%s changes nothing', async (_, fields, message) => {
		const { error } = await reminder({
			operation: 'update',
			reminderId: choose(stored().id),
			fields,
		});
		expect(error?.message).toBe(message);
		expect(writes()).toEqual([]);
	});
});
