import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, runClio, type Setup } from './engine.cts';

/** The smaller resources: what a person enters is what Clio is sent, and what comes back can be read. */
let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ matters: 20 });
});
afterAll(async () => sandbox.close());
beforeEach(() => {
	sandbox.requests.length = 0;
});

const run = (resource: string, operation: string, parameters: object = {}) =>
	runClio({ sandbox, parameters: { resource, operation, ...parameters } as Setup['parameters'] });

const sent = () =>
	sandbox.requests
		.filter(({ method }) => method !== 'GET')
		.map(({ body }) => (body as { data: unknown }).data);

const first = (path: string) => sandbox.store.all(path)[0].id;
const matter = () => first('matters');
const client = () => sandbox.store.all('matters')[0].client;
const task = () => sandbox.store.all('tasks').find(({ due_at }) => due_at)!.id;

interface Example {
	enter: () => object;
	sends: () => object;
	gives: object;
	/** An update with one field, by what it sends. */
	change?: [fields: object, sends: object];
}

const examples: Record<string, Example> = {
	activityDescription: {
		enter: () => ({ name: 'Flight', fields: { rate_type: 'FlatRate', rate_amount: 300 } }),
		sends: () => ({ name: 'Flight', rate: { type: 'FlatRate', amount: 300 } }),
		gives: { name: 'Flight', rate: 300, rateType: 'Flat Fee' },
		change: [{ name: 'Travel' }, { name: 'Travel' }],
	},
	calendar: {
		enter: () => ({ name: 'Court room', fields: { color: 'Green' } }),
		sends: () => ({ name: 'Court room', color: '#83D17F' }),
		gives: { name: 'Court room', color: 'Green' },
		change: [{ name: 'Court rooms' }, { name: 'Court rooms' }],
	},
	clioPaymentsLink: {
		enter: () => ({
			subject: choose(`Contact:${client()}`),
			amount: 250,
			description: 'Retainer',
			destination_account: choose(first('bank_accounts')),
			duration: 30,
			fields: { currency: 'USD' },
		}),
		sends: () => ({
			subject: { id: client(), type: 'Contact' },
			amount: 250,
			description: 'Retainer',
			destination_account: { id: first('bank_accounts') },
			currency: 'USD',
			duration: 2_592_000,
		}),
		gives: { description: 'Retainer', amount: 250, active: true },
		change: [{ expired: true }, { expired: true }],
	},
	conversationMessage: {
		enter: () => ({
			receivers: { entries: [{ person: choose(`Contact:${client()}`) }] },
			subject: 'Your papers',
			body: 'Please bring them on Monday.',
			matter: choose(matter()),
		}),
		sends: () => ({
			receivers: [{ id: client(), type: 'Contact' }],
			subject: 'Your papers',
			body: 'Please bring them on Monday.',
			matter: { id: matter() },
		}),
		gives: { subject: 'Your papers', text: 'Please bring them on Monday.' },
	},
	customField: {
		enter: () => ({
			name: 'Court room',
			parent_type: 'Matter',
			field_type: 'picklist',
			picklist_options: { entries: [{ option: 'A' }, { option: 'B' }] },
		}),
		sends: () => ({
			name: 'Court room',
			parent_type: 'Matter',
			field_type: 'picklist',
			picklist_options: [{ option: 'A' }, { option: 'B' }],
		}),
		gives: { name: 'Court room', of: 'Matter', type: 'Picklist', options: 'A, B' },
		change: [
			{ picklist_options: { entries: [{ option: 'C' }] } },
			{ picklist_options: [{ option: 'C' }] },
		],
	},
	expenseCategory: {
		enter: () => ({ name: 'Stamps', rate: 1.5, fields: { entry_type: 'soft_cost' } }),
		sends: () => ({ name: 'Stamps', rate: 1.5, entry_type: 'soft_cost' }),
		gives: { name: 'Stamps', rate: 1.5, costType: 'Soft Cost' },
		change: [{ rate: 2 }, { rate: 2 }],
	},
	practiceArea: {
		enter: () => ({ name: 'Space', fields: { category: 'science_and_technology', code: 'SPC' } }),
		sends: () => ({ name: 'Space', category: 'science_and_technology', code: 'SPC' }),
		gives: { name: 'Space', category: 'Science and Technology', code: 'SPC' },
		change: [{ code: 'SPA' }, { code: 'SPA' }],
	},
	relationship: {
		enter: () => ({
			matter: choose(matter()),
			contact: choose(client()),
			description: 'Judge',
		}),
		sends: () => ({
			matter: { id: matter() },
			contact: { id: client() },
			description: 'Judge',
		}),
		gives: { description: 'Judge' },
		change: [{ description: 'Expert' }, { description: 'Expert' }],
	},
	reminder: {
		enter: () => ({
			subject: choose(`Task:${task()}`),
			duration_value: 2,
			duration_unit: 'days',
			by: 'Email',
		}),
		sends: () => ({
			subject: { id: task(), type: 'Task' },
			duration_value: 2,
			duration_unit: 'days',
			notification_method: { id: first('notification_methods') },
		}),
		gives: { type: 'Task', minutesBefore: 2_880 },
		change: [
			{ duration_value: 3, duration_unit: 'hours' },
			{ duration_value: 3, duration_unit: 'hours' },
		],
	},
	taskTemplateList: {
		enter: () => ({ name: 'New appeal' }),
		sends: () => ({ name: 'New appeal', description: 'New appeal' }),
		gives: { name: 'New appeal', description: 'New appeal', tasks: 0 },
		change: [{ description: 'First steps' }, { description: 'First steps' }],
	},
	trustRequest: {
		enter: () => ({
			client: choose(client()),
			trust_type: 'matter',
			trust_amount: 500,
			matter: { entries: [{ matter: choose(matter()), trust_amount: 500 }] },
			issue_date: '2026-11-02',
			approved: true,
		}),
		sends: () => ({
			client_id: client(),
			trust_type: 'matter',
			trust_amount: 500,
			matter: [{ id: matter(), trust_amount: 500 }],
			issue_date: '2026-11-02',
			due_date: '2026-11-02',
			approved: true,
		}),
		gives: { created: expect.stringMatching(/^\d{4}-/) },
	},
};

describe.each(Object.entries(examples))('%s', (resource, { enter, sends, gives, change }) => {
	let id: unknown;

	test('a new one is sent as entered, and comes back to be read', async () => {
		const { json, error } = await run(resource, 'create', enter());
		expect(error).toBeUndefined();
		expect(sent()).toEqual([sends()]);
		expect(json).toEqual([expect.objectContaining(gives)]);
		id = json[0].id;
	});

	if (change) {
		test('a change sends that alone', async () => {
			const [fields, expected] = change;
			const { json, error } = await run(resource, 'update', {
				[`${resource}Id`]: choose(id),
				fields,
			});
			expect(error).toBeUndefined();
			expect(sent()).toEqual([expected]);
			expect(json[0].id).toBe(id);
		});
	}
});

test('reminders of a task are listed by the task', async () => {
	const { json } = await run('reminder', 'getAll', {
		returnAll: true,
		filters: { subject: choose(`Task:${task()}`) },
	});
	expect(json.length).toBeGreaterThan(0);
	expect(new Set(json.map(({ subjectId }) => subjectId))).toEqual(new Set([task()]));
});

test('the messages of a conversation are listed, and the conversation is archived', async () => {
	const [{ id, subject }] = (await run('conversation', 'getAll')).json;
	const messages = await run('conversationMessage', 'getAll', { conversation: choose(id) });
	expect(messages.json.length).toBeGreaterThan(0);
	expect(new Set(messages.json.map((one) => one.subject))).toEqual(new Set([subject]));

	const { json } = await run('conversation', 'update', {
		conversationId: choose(id),
		fields: { archived: true },
	});
	expect(json[0]).toMatchObject({ id, archived: true });
});

test('outstanding balances tell what a client owes, and where to write', async () => {
	const { json } = await run('outstandingClientBalance', 'getAll', { returnAll: true });
	const [one] = json;
	const contact = sandbox.store.get('contacts', Number(one.clientId))!;
	expect(one).toMatchObject({ client: contact.name, balance: expect.any(Number) });
	expect(one.email).toMatch(/@/);
	expect(one.url).toBe(`${sandbox.url}/nc/#/contacts/${String(contact.id)}`);
});

test('a bill gets a discount and goes to the client', async () => {
	const { id } = sandbox.store.all('bills').find(({ state }) => state === 'draft')!;
	const { json, error } = await run('bill', 'update', {
		billId: choose(id),
		fields: { state: 'awaiting_payment', discount_rate: 10, discount_type: 'percentage' },
	});
	expect(error).toBeUndefined();
	expect(sent()).toEqual([
		{ state: 'awaiting_payment', discount: { rate: 10, type: 'percentage' } },
	]);
	expect(json[0]).toMatchObject({ id, state: 'Awaiting Payment' });
});

test('a trust request for matters without a matter is not sent', async () => {
	const { error } = await run('trustRequest', 'create', {
		client: choose(client()),
		trust_type: 'matter',
		trust_amount: 500,
	});
	expect(error?.message).toBe('Matters is missing');
	expect(sandbox.requests).toEqual([]);
});
