import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, runClio, type Setup } from './engine.cts';

/** Payment links, trust requests and what clients owe: amounts and days as a firm says them. */
let sandbox: Sandbox;
beforeEach(async () => {
	// Still 5 March in Los Angeles, already the 6th in Auckland.
	const now = Date.parse('2026-03-06T05:00:00Z');
	sandbox = await startSandbox({ matters: 20, now: () => now });
	jest.spyOn(Date, 'now').mockReturnValue(now);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

const changes = () => sandbox.requests.filter(({ method }) => method !== 'GET');
const sent = () => (changes()[0]?.body as { data: Record<string, unknown> } | undefined)?.data;
const matter = () => sandbox.store.all('matters')[0];

const run = (parameters: object, rest: Partial<Setup> = {}) =>
	runClio({
		sandbox,
		timezone: 'America/Los_Angeles',
		...rest,
		parameters: parameters as Setup['parameters'],
	});

describe('a payment link', () => {
	const bill = () => sandbox.store.all('bills').find(({ state }) => state === 'awaiting_payment')!;

	const link = (parameters: object) =>
		run({
			resource: 'clioPaymentsLink',
			operation: 'create',
			subject: choose(bill().number, 'name'),
			amount: 250.5,
			description: 'Your bill',
			destination_account: choose(sandbox.store.all('bank_accounts')[0].name, 'name'),
			duration: 30,
			fields: { currency: 'usd' },
			...parameters,
		});

	test('is for a bill by its number, for so many days', async () => {
		const { error, json } = await link({});
		expect(error).toBeUndefined();
		expect(sent()).toEqual({
			subject: { id: bill().id, type: 'Bill' },
			amount: 250.5,
			description: 'Your bill',
			destination_account: { id: sandbox.store.all('bank_accounts')[0].id },
			currency: 'USD',
			duration: 30 * 86_400,
		});
		expect(json[0]).toMatchObject({ active: true, bill: bill().number });
		expect(json[0].link).toMatch(/^https:/);
	});

	test('needs little more than the bill', async () => {
		const { error } = await link({ amount: '', description: '', duration: '', fields: {} });
		expect(error).toBeUndefined();
		expect(sent()).toEqual({
			subject: { id: bill().id, type: 'Bill' },
			description: `Bill ${bill().number}`,
			destination_account: { id: sandbox.store.all('bank_accounts')[0].id },
			currency: sandbox.store.all('bank_accounts')[0].currency,
			duration: 30 * 86_400,
		});
	});

	test('for a direct payment says what it is for', async () => {
		const [{ id }] = sandbox.store.all('bank_accounts');
		const { error } = await link({ subject: choose(`BankAccount:${id}`), description: '' });
		expect(error?.message).toBe('Description is missing');
		expect(changes()).toEqual([]);
	});

	test('may last 90 days, and leave the amount to the client', async () => {
		const { error } = await link({ duration: 90, amount: '' });
		expect(error).toBeUndefined();
		expect(sent()).toMatchObject({ duration: 7_776_000 });
		expect(sent()).not.toHaveProperty('amount');
	});

	test.each([
		[{ amount: -5 }, 'Amount must be more than 0: -5'],
		[{ amount: 0 }, 'Amount must be more than 0: 0'],
		[{ amount: 1e12 }, 'Amount is a billion or more: 1000000000000'],
		[{ amount: 0.005 }, 'Amount has parts of a cent: 0.005'],
		[{ duration: 91 }, 'A payment link cannot be valid for more than 90 days'],
		[{ duration: -1 }, 'Valid for Days is not a number of days: "-1"'],
		[{ description: 'x'.repeat(256) }, 'Description has 256 letters'],
	])('is refused before anything is sent: %j', async (parameters, message) => {
		const { error } = await link(parameters);
		expect(error?.message).toBe(message);
		expect(changes()).toEqual([]);
	});
});

describe('a trust request', () => {
	const request = (parameters: object, rest: Partial<Setup> = {}) =>
		run(
			{
				resource: 'trustRequest',
				operation: 'create',
				client: choose(matter().client),
				trust_type: 'client',
				trust_amount: 500,
				...parameters,
			},
			rest,
		);

	test.each([
		['America/Los_Angeles', '2026-03-05', '2026-03-19'],
		['Pacific/Auckland', '2026-03-06', '2026-03-20'],
	])('is issued today and due in days, in %s', async (timezone, issue_date, due_date) => {
		const { error } = await request({ due_in_days: 14 }, { timezone });
		expect(error).toBeUndefined();
		expect(sent()).toEqual({
			client_id: matter().client,
			trust_type: 'client',
			trust_amount: 500,
			issue_date,
			due_date,
			approved: false,
		});
	});

	test('is due on the day it is issued if nothing is said, or on a date', async () => {
		await request({ issue_date: '2026-04-01' });
		expect(sent()).toMatchObject({ issue_date: '2026-04-01', due_date: '2026-04-01' });
		sandbox.requests.length = 0;
		await request({ issue_date: '2026-04-01', fields: { due_date: '2026-04-30' } });
		expect(sent()).toMatchObject({ due_date: '2026-04-30' });
	});

	test('is for matters whose amounts are the whole', async () => {
		const { error } = await request({
			trust_type: 'matter',
			trust_amount: 300,
			matter: { entries: [{ matter: choose(matter().display_number, 'name'), trust_amount: 300 }] },
		});
		expect(error).toBeUndefined();
		expect(sent()).toMatchObject({ matter: [{ id: matter().id, trust_amount: 300 }] });
	});

	const forMatter = (trust_amount: number) => ({
		trust_type: 'matter',
		matter: { entries: [{ matter: choose('1'), trust_amount }] },
	});

	test.each([
		[{ trust_amount: -500 }, 'Amount must be more than 0: -500'],
		[{ due_in_days: -3 }, 'Due in Days is not a whole number from 1 to 3660: -3'],
		[
			{ issue_date: '2026-04-01', fields: { due_date: '2026-03-31' } },
			'Due Date 2026-03-31 is before Issue Date 2026-04-01',
		],
		[
			{ due_in_days: 3, fields: { due_date: '2026-03-31' } },
			'Due in Days and Due Date are both given',
		],
		[forMatter(300), 'The amounts of the matters are 300.00 together, but Amount is 500.00'],
		[forMatter(-300), "The matter's Amount must be more than 0: -300"],
	])('is refused before anything is sent: %j', async (parameters, message) => {
		const { error } = await request(parameters);
		expect(error?.message).toBe(message);
		expect(changes()).toEqual([]);
	});
});

describe('outstanding balances', () => {
	const list = (filters: object) =>
		run({ resource: 'outstandingClientBalance', operation: 'getAll', returnAll: true, filters });

	test('are of those who owe enough, without those whom Clio reminds', async () => {
		const all = (await list({})).json;
		const most = Math.max(...all.map(({ balance }) => Number(balance)));
		const owing = await list({ owes_at_least: most });
		expect(owing.json.map(({ balance }) => balance)).toEqual([most]);
		expect(owing.task?.hints?.[0]?.message).toMatch(/list cannot be narrowed/);

		const [{ clientId }] = owing.json;
		for (const contact of sandbox.store.all('contacts'))
			contact.bill_reminders = contact.id === clientId;
		const unreminded = (await list({ without_reminders: true })).json;
		expect(unreminded.map((one) => one.clientId)).toEqual(
			all.map((one) => one.clientId).filter((id) => id !== clientId),
		);
	});

	test('an amount that cannot be meant is refused', async () => {
		const { error } = await list({ owes_at_least: -1 });
		expect(error?.message).toBe('Owes at Least must be more than 0: -1');
	});
});
