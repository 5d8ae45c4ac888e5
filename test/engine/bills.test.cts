import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, loadedDescription, runClio, type Setup } from './engine.cts';

/** Bills as a firm looks for them: unpaid, overdue and for how long; and what can be changed about one. */
let sandbox: Sandbox;
beforeEach(async () => {
	// Still 5 March in Los Angeles, already the 6th in Auckland.
	const now = Date.parse('2026-03-06T05:00:00Z');
	sandbox = await startSandbox({ matters: 20, now: () => now });
	jest.spyOn(Date, 'now').mockReturnValue(now);
	for (const { id } of [...sandbox.store.all('bills')]) sandbox.store.remove('bills', id);
	add('fresh', { due_at: '2026-03-20' });
	add('today', { due_at: '2026-03-05' });
	add('a day', { due_at: '2026-03-04' });
	add('a week', { due_at: '2026-02-26' });
	add('eight days', { due_at: '2026-02-25' });
	add('trust', { due_at: '2026-01-30', kind: 'trust_kind' });
	add('draft', { state: 'draft' });
	add('approval', { state: 'awaiting_approval' });
	add('paid', { state: 'paid', due_at: '2026-02-26', balance: 0 });
	add('void', { state: 'void', due_at: '2026-02-26', balance: 0 });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

const resource = 'bill';
const matter = () => sandbox.store.all('matters')[0];

const add = (number: string, fields: object) =>
	sandbox.create('bills', {
		number,
		state: 'awaiting_payment',
		matters: [{ id: matter().id }],
		total: 500,
		issued_at: '2026-01-15',
		...fields,
	});

const run = (parameters: object, rest: Partial<Setup> = {}) =>
	runClio({
		sandbox,
		timezone: 'America/Los_Angeles',
		...rest,
		parameters: { resource, ...parameters } as Setup['parameters'],
	});

const list = (parameters: object, rest: Partial<Setup> = {}) =>
	run({ operation: 'getAll', returnAll: true, ...parameters }, rest);

const numbers = ({ json }: { json: Array<Record<string, unknown>> }) =>
	json.map(({ number }) => number).sort();

const changes = () => sandbox.requests.filter(({ method }) => method !== 'GET');
const sent = () => (changes()[0]?.body as { data: Record<string, unknown> } | undefined)?.data;

describe('a list of bills', () => {
	test.each([
		[undefined, ['a day', 'a week', 'eight days', 'fresh', 'today', 'trust']],
		['unpaid', ['a day', 'a week', 'eight days', 'fresh', 'today', 'trust']],
		['overdue', ['a day', 'a week', 'eight days', 'today', 'trust']],
		['drafts', ['draft']],
		['awaitingApproval', ['approval']],
		['paid', ['paid']],
	])('shows: %s', async (show, expected) => {
		const outcome = await list(show ? { show } : {});
		expect(outcome.error).toBeUndefined();
		expect(numbers(outcome)).toEqual(expected);
	});

	test('shows all, void ones included, or those alone', async () => {
		expect(numbers(await list({ show: 'all' }))).toHaveLength(10);
		expect(numbers(await list({ show: 'all', filters: { state: 'void' } }))).toEqual(['void']);
	});

	test('is of one kind, client, matter', async () => {
		expect(numbers(await list({ filters: { type: 'trust' } }))).toEqual(['trust']);
		const { display_number: number } = matter();
		expect(numbers(await list({ filters: { matter: choose(number, 'name') } }))).toHaveLength(6);
		const [, stranger] = sandbox.store.all('contacts').filter(({ id }) => id !== matter().client);
		expect(numbers(await list({ filters: { client: choose(stranger.name, 'name') } }))).toEqual([]);
	});

	test.each([
		['America/Los_Angeles', 1, ['a day']],
		['America/Los_Angeles', 7, ['a week']],
		// There it is a day later.
		['Pacific/Auckland', 1, ['today']],
		['Pacific/Auckland', 8, ['a week']],
	])('overdue exactly, in %s, %d days', async (timezone, overdue_exactly, expected) => {
		expect(numbers(await list({ filters: { overdue_exactly } }, { timezone }))).toEqual(expected);
	});

	test.each([
		['America/Los_Angeles', 7, ['a week', 'eight days', 'trust']],
		['America/Los_Angeles', 8, ['eight days', 'trust']],
		['Pacific/Auckland', 8, ['a week', 'eight days', 'trust']],
	])('overdue at least, in %s, %d days', async (timezone, overdue_at_least, expected) => {
		const outcome = await list({ show: 'all', filters: { overdue_at_least } }, { timezone });
		expect(numbers(outcome)).toEqual(expected);
		expect(outcome.task?.hints ?? []).toEqual([]);
	});

	test.each([
		[{ filters: { overdue_exactly: 0 } }, /^Overdue Exactly is not a whole number from 1/],
		[{ filters: { overdue_at_least: -7 } }, /^Overdue at Least is not a whole number from 1/],
		[{ filters: { overdue_exactly: 1.5 } }, /^Overdue Exactly is not a whole number/],
		[{ filters: { overdue_exactly: 7, overdue_at_least: 7 } }, /are both given$/],
		[{ filters: { overdue_exactly: 7, due_before: '2026-01-01' } }, /when the bills were due$/],
		[{ show: 'paid', filters: { overdue_exactly: 7 } }, /^Only unpaid bills can be overdue$/],
		[{ show: 'paid', filters: { state: 'draft' } }, /both say how the bills stand$/],
	])('is refused before Clio is asked: %j', async (parameters, message) => {
		const { error } = await list(parameters);
		expect(error?.message).toMatch(message);
		expect(sandbox.requests.filter(({ path }) => path.includes('bills'))).toEqual([]);
	});

	test('tells what is owed, since when, and where to write', async () => {
		sandbox.change('bills', { balance: 120, last_sent_at: '2026-03-01T18:00:00Z' }, {
			ids: sandbox.store
				.all('bills')
				.filter(({ number }) => number === 'a week')
				.map(({ id }) => id),
		} as never);
		const { json } = await list({ filters: { overdue_exactly: 7 } });
		const { id } = sandbox.store.all('bills').find(({ number }) => number === 'a week')!;
		const client = sandbox.store.get('contacts', matter().client)!;
		const [{ address }] = client.email_addresses;
		expect(json).toEqual([
			{
				id,
				number: 'a week',
				state: 'Awaiting Payment',
				total: 500,
				balance: 120,
				due: '2026-02-26',
				lastSent: '2026-03-01T10:00:00-08:00',
				client: client.name,
				clientEmail: address,
				clientId: client.id,
				matters: matter().display_number,
				daysOverdue: 7,
				url: `${sandbox.url}/nc/#/bills/${id}`,
			},
		]);
	});

	test('a bill that is paid, or not due yet, is no day overdue', async () => {
		const { json } = await list({ show: 'all' });
		const overdue = Object.fromEntries(
			json.map(({ number, daysOverdue }) => [number, daysOverdue]),
		);
		expect(overdue).toMatchObject({ fresh: 0, today: 0, 'a day': 1, paid: 0, draft: 0 });
	});
});

describe('a change of a bill', () => {
	const update = (number: string, fields: object) =>
		run({ operation: 'update', billId: choose(number, 'name'), fields });

	test('takes a step that the bill can take', async () => {
		const { error, json } = await update('draft', { state: 'awaiting_payment' });
		expect(error).toBeUndefined();
		expect(sent()).toEqual({ state: 'awaiting_payment' });
		expect(json[0]).toMatchObject({ state: 'Awaiting Payment' });
	});

	test('a discount is a percentage, unless the bill has one in money', async () => {
		await update('draft', { discount_rate: 10 });
		expect(sent()).toEqual({ discount: { rate: 10, type: 'percentage' } });
		sandbox.requests.length = 0;
		const [bill] = sandbox.store.all('bills').filter(({ number }) => number === 'approval');
		bill.discount = { rate: 5, type: 'money' };
		await update('approval', { discount_rate: 150 });
		expect(sent()).toEqual({ discount: { rate: 150, type: 'money' } });
	});

	test.each([
		[
			'draft',
			{ state: 'paid' },
			'The bill is draft and cannot become paid',
			'From here it can become awaiting approval or awaiting payment or deleted.',
		],
		[
			'fresh',
			{ state: 'draft' },
			'The bill is awaiting payment and cannot become draft',
			'From here it can become paid or void.',
		],
		['paid', { state: 'void' }, 'The bill is paid and cannot become void', /stay as it is/],
		[
			'draft',
			{ issued_at: '2026-03-05', due_at: '2026-03-01' },
			'Due Date 2026-03-01 is before Issue Date 2026-03-05',
			/Check/,
		],
		['draft', { due_at: '31.03.2026' }, 'Due Date is not a date: "31.03.2026"', /2026-01-31/],
		['draft', { discount_rate: 120 }, 'Discount is not between 0 and 100 percent: 120', /percent/],
		[
			'draft',
			{ discount_rate: -5, discount_type: 'money' },
			'Discount must be more than 0: -5',
			/Check/,
		],
		['draft', { tax_rate: -1 }, 'Tax Rate is not between 0 and 100 percent: -1', /percent/],
	])(
		'of a bill that is %s is refused before it is sent: %j',
		async (number, fields, message, advice) => {
			const { error } = await update(number, fields);
			expect(error?.message).toBe(message);
			expect(error?.description).toMatch(advice);
			expect(changes()).toEqual([]);
		},
	);
});

test('the form says where bills come from, and what a deletion does', async () => {
	const { properties } = await loadedDescription();
	const menus = properties.flatMap(({ options = [] }) => options) as Array<{
		name: string;
		value?: unknown;
		description?: string;
		action?: string;
	}>;
	expect(menus.find(({ value }) => value === 'bill')?.description).toMatch(/cannot create/);
	expect(menus.find(({ action }) => action === 'Delete bill')?.description).toMatch(/voids/);
	const { error } = await run({ operation: 'delete', billId: choose('fresh', 'name') });
	expect(error).toBeUndefined();
	expect(sandbox.store.all('bills').find(({ number }) => number === 'fresh')?.state).toBe('void');
});
