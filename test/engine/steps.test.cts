import { choose } from './engine.cts';
import { ownFirm } from './kit.cts';

/** A change of several calls that breaks off in the middle: the next try goes on, and does nothing twice. */
const firm = ownFirm();

const retry = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
const refused = { error: { type: 'ArgumentError', message: 'Not now' } };
const count = (path: string, name: string, value: unknown) =>
	firm()
		.all(path)
		.filter((one) => one[name] === value).length;

const newPerson = (node: object) =>
	firm().run(
		'contact',
		'create',
		{
			type: 'Person',
			first_name: 'Ben',
			last_name: 'Osei',
			company: choose('Osei Timber Ltd', 'name'),
		},
		{ node },
	);

test('a person refused after the company was created: tried again, there is one of each', async () => {
	firm().sandbox.fail({ method: 'POST', skip: 1, times: 1, status: 422, body: refused });
	const { json, error } = await newPerson(retry);
	expect(error).toBeUndefined();
	expect(count('contacts', 'name', 'Osei Timber Ltd')).toBe(1);
	expect(count('contacts', 'name', 'Ben Osei')).toBe(1);
	expect(firm().get('contacts', firm().get('contacts', json[0].id).company).name).toBe(
		'Osei Timber Ltd',
	);
});

test('the answer about the company got lost: it is not created again, and the error says so', async () => {
	firm().sandbox.fail({ method: 'POST', times: 1, when: 'after', drop: true });
	const { error } = await newPerson(retry);
	expect(error?.message).toMatch(/may or may not have been carried out/);
	expect(count('contacts', 'name', 'Osei Timber Ltd')).toBe(1);
	expect(firm().writes).toHaveLength(1);
});

describe('a task and its reminders', () => {
	const newTask = (node: object = {}) =>
		firm().run(
			'task',
			'create',
			{
				name: 'File the response',
				assignee: choose('me', 'list'),
				due_at: '2027-03-01',
				fields: {
					reminders: {
						entries: [
							{ who: choose('me', 'list'), by: 'Popup', duration_value: 1, duration_unit: 'days' },
							{ who: choose('me', 'list'), by: 'Email', duration_value: 2, duration_unit: 'days' },
						],
					},
				},
			},
			{ node },
		);
	const reminders = (task: unknown) =>
		firm()
			.all('reminders')
			.filter(({ subject }) => subject?.id === task || subject === task);
	const task = () =>
		firm()
			.all('tasks')
			.filter(({ name }) => name === 'File the response');

	test('the second reminder is refused: tried again, there is one task with two', async () => {
		const path = /reminders/;
		firm().sandbox.fail({ method: 'POST', path, skip: 1, times: 1, status: 422, body: refused });
		const { error } = await newTask(retry);
		expect(error).toBeUndefined();
		expect(task()).toHaveLength(1);
		expect(reminders(task()[0].id)).toHaveLength(2);
		// The task, two reminders, and the one that was refused.
		expect(firm().writes).toHaveLength(4);
	});

	test('without another try, the error says that the task is there', async () => {
		firm().sandbox.fail({
			method: 'POST',
			path: /reminders/,
			times: 1,
			status: 422,
			body: refused,
		});
		const { error } = await newTask();
		expect(error?.message).toContain(`The task was created (ID ${task()[0].id}), but`);
	});
});

test('a client found or created and refused in the middle of many: each is there once', async () => {
	firm().sandbox.fail({ method: 'POST', skip: 2, times: 1, status: 422, body: refused });
	const { json, error } = await firm().run(
		'contact',
		'upsert',
		{ type: 'Person', last_name: '={{ $json.who }}', email: '={{ $json.who + "@osei.example" }}' },
		{ items: ['a', 'b', 'c', 'd'].map((who) => ({ who })), node: retry },
	);
	expect(error).toBeUndefined();
	expect(json.map(({ wasCreated }) => wasCreated)).toEqual([true, true, true, true]);
	for (const who of ['a', 'b', 'c', 'd']) expect(count('contacts', 'last_name', who)).toBe(1);
});

test.each([
	['Find or Create', 'findOrCreate', {}],
	['Create that stops if it exists', 'create', { if_exists: 'stop' }],
	['Create that uses what exists', 'create', { if_exists: 'leave' }],
])(
	'%s of a matter refused after it was created: what belongs to it comes with the next try',
	async (_, operation, rest) => {
		firm().sandbox.fail({ method: 'POST', path: /folders/, times: 1, status: 422, body: refused });
		const { json, error } = await firm().run(
			'matter',
			operation,
			{
				client: choose(firm().all('contacts')[0].id),
				description: 'New lease',
				fields: { folders: 'Letters', ...rest },
			},
			{ node: retry },
		);
		expect(error).toBeUndefined();
		expect(json[0].wasCreated).toBe(true);
		expect(count('matters', 'description', 'New lease')).toBe(1);
		expect(count('folders', 'name', 'Letters')).toBe(1);
	},
);

test.each(['create', 'update'])(
	'the names of custom fields cannot be read after a contact was written (%s): it is given, no error',
	async (operation) => {
		const group = firm().field('Client Group');
		const [{ id: option }] = group.picklist_options as Array<{ id: number }>;
		const value = { custom_field: { id: group.id }, value: String(option) };
		const { id: contactId } = firm().add('contacts', {
			type: 'Person',
			last_name: 'Kaur',
			custom_field_values: [value],
		});
		firm().sandbox.fail({ method: 'GET', path: /custom_fields/, status: 422, body: refused });
		const fields = { title: 'Counsel' };
		const entered = {
			create: {
				last_name: 'Osei',
				fields: { ...fields, additionalJson: JSON.stringify({ custom_field_values: [value] }) },
			},
			update: { contactId: choose(contactId), fields },
		}[operation];
		const { json, error } = await firm().run('contact', operation, entered, {
			node: { onError: 'continueRegularOutput' },
		});
		expect(error).toBeUndefined();
		expect(firm().asked('custom_fields')).not.toEqual([]);
		expect(json[0].error).toBeUndefined();
		expect(firm().get('contacts', json[0].id)).toMatchObject(fields);
	},
);
