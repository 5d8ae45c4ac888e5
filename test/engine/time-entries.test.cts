import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, runClio, type Setup } from './engine.cts';

/** Time as people write it down, rates that stay what they were, and nothing logged twice. */
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ matters: 20 });
});
afterEach(async () => sandbox.close());

const all = (path: string) => sandbox.store.all(path);
const [matter, otherMatter] = [0, 1].map((at) => () => String(all('matters')[at].id));
const writes = () => sandbox.requests.filter(({ method }) => method !== 'GET');
const sent = () => writes().map(({ body }) => (body as { data: object }).data);
const logged = () => all('activities').filter(({ note }) => note === 'Call with counsel');

const run = (parameters: object, rest: Partial<Setup> = {}) =>
	runClio({ sandbox, ...rest, parameters: parameters as Setup['parameters'] });

const create = (parameters: object, rest: Partial<Setup> = {}) =>
	run(
		{
			resource: 'timeEntry',
			operation: 'create',
			matter: choose(matter()),
			note: 'Call with counsel',
			...parameters,
		},
		rest,
	);

describe('a new time entry', () => {
	test.each([
		['1.5', 1.5],
		['1:30', 1.5],
		['90 min', 1.5],
		['1h 30m', 1.5],
		['1,25', 1.25],
		['9:15-10:45', 1.5],
		['9:15 am - 1:45 pm', 4.5],
	])('%s is so many hours', async (duration, hours) => {
		const { json, error } = await create({ duration });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ hours, timekeeper: all('users')[0].name });
	});

	test('from start to end has the length between, on the day of the start', async () => {
		const { json, error } = await create(
			{
				time_given_as: 'startAndEnd',
				started: '2026-03-07T22:30:00',
				ended: '2026-03-08T04:30:00',
			},
			{ timezone: 'America/Los_Angeles' },
		);
		expect(error).toBeUndefined();
		// Clocks went forward that night.
		expect(json[0]).toMatchObject({ hours: 5, date: '2026-03-07' });
	});

	test('has the date that was given, whenever it started', async () => {
		const { json } = await create({
			time_given_as: 'startAndEnd',
			date: '2026-03-10',
			started: '2026-03-07T09:00:00',
			ended: '2026-03-07T09:30:00',
		});
		expect(json[0]).toMatchObject({ hours: 0.5, date: '2026-03-10' });
	});

	test('with a timer needs no duration', async () => {
		const { error } = await create({ time_given_as: 'timer' });
		expect(error).toBeUndefined();
		const [{ id, quantity }] = logged();
		expect(quantity).toBe(0);
		expect(all('timer')).toMatchObject([{ activity: id }]);
	});

	test.each([
		['billable', {}],
		['nonBillable', { non_billable: true, no_charge: false }],
		['noCharge', { non_billable: true, no_charge: true }],
	])('%s is said in the two switches of Clio', async (billing, switches) => {
		const { error } = await create({ duration: '1', billing });
		expect(error).toBeUndefined();
		const { non_billable, no_charge } = sent()[0] as Record<string, unknown>;
		expect({ non_billable, no_charge }).toEqual({
			non_billable: undefined,
			no_charge: undefined,
			...switches,
		});
	});

	const span = (started: unknown, ended: unknown) => ({
		time_given_as: 'startAndEnd',
		started,
		ended,
	});
	test.each([
		[{ duration: '-1' }, 'Duration is not a length of time'],
		[{ duration: '1:75' }, 'Duration is not a length of time'],
		[{ duration: '0' }, 'Duration is not a length of time'],
		[{ duration: '={{ "" }}' }, 'Duration is missing'],
		[{ duration: '90' }, 'Duration is longer than a day'],
		[{ duration: '10:45-9:15' }, 'Duration ends before it starts'],
		[span('2026-03-07T10:00:00', '2026-03-07T09:00:00'), 'End is before Start'],
		[span('2026-03-07T10:00:00', '2026-03-07T10:00:00'), 'End is the same moment as Start'],
		[span('2026-05-07T10:00:00', '2026-05-08T10:00:01'), 'End is more than a day after Start'],
		[span('2026-03-07T10:00:00', '={{ "" }}'), 'End is missing'],
		[span('={{ "" }}', '2026-03-07T10:00:00'), 'Start is missing'],
		[span('9:15', '10:45'), 'Start is not a date: "9:15"'],
		[{ duration: '1', billing: 'free' }, 'Billing cannot be "free"'],
	])('%j is refused, and nothing is sent', async (parameters, message) => {
		const { error } = await create(parameters);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('an update', () => {
	/** Agreed at 123 an hour, which is nobody's usual rate. */
	let id: string;
	const entry = () => sandbox.store.get('activities', Number(id))!;
	beforeEach(async () => {
		const { json } = await create({
			duration: '1',
			billing: 'noCharge',
			date: '2026-03-01',
			fields: { price: 123 },
		});
		id = String(json[0].id);
		sandbox.requests.length = 0;
	});
	const update = (fields: object, options: object = {}) =>
		run({
			resource: 'timeEntry',
			operation: 'update',
			timeEntryId: choose(id),
			fields,
			options,
		});
	const colleague = () => choose(String(all('users')[2].id));
	const category = (type: string) =>
		choose(String(all('activity_descriptions').find(({ rate }) => rate?.type === type)!.id));

	test('of the description changes nothing else', async () => {
		await update({ note: 'Call with the court' });
		expect(sent()).toEqual([{ note: 'Call with the court' }]);
	});

	test('takes another duration, or another start and end', async () => {
		await update({ duration: '1:30' });
		await update({ started: '2026-03-02T09:00:00', ended: '2026-03-02T09:45:00' });
		expect(sent()).toEqual([{ quantity: 5_400 }, { quantity: 2_700, date: '2026-03-02' }]);
	});

	test('makes it billable only if that was said', async () => {
		await update({ duration: '2' });
		expect(entry()).toMatchObject({ non_billable: true, no_charge: true });
		await update({ billing: 'billable' });
		expect(entry()).toMatchObject({ non_billable: false, no_charge: false });
	});

	test.each([
		['the timekeeper', () => ({ user: colleague() })],
		['the matter', () => ({ matter: choose(otherMatter()) })],
		['the category', () => ({ activity_description: category('User') })],
	])('of %s keeps the rate', async (_, fields) => {
		const { error } = await update(fields());
		expect(error).toBeUndefined();
		expect(entry().price).toBe(123);
	});

	test('of the timekeeper keeps the rate with Skip If Nothing Changes, too', async () => {
		const skip = { skipUnchanged: true };
		await update({ user: colleague() }, skip);
		expect(entry()).toMatchObject({ price: 123, user: all('users')[2].id });
		await update({ user: colleague() }, skip);
		expect(writes()).toHaveLength(1);
	});

	test('takes a rate that is given', async () => {
		await update({ user: colleague(), price: 200 });
		expect(entry().price).toBe(200);
		expect(sandbox.requests).toHaveLength(1);
	});

	test('with Rate in Clear Fields takes the usual rate of the new timekeeper', async () => {
		const { error } = await update({ user: colleague(), clearFields: ['price'] });
		expect(error).toBeUndefined();
		expect(entry().price).toBe(all('users')[2].rate);
	});

	test('to a category with a flat fee takes that fee', async () => {
		const { error } = await update({ activity_description: category('FlatRate') });
		expect(error).toBeUndefined();
		expect(entry()).toMatchObject({ flat_rate: true });
		expect(entry().price).not.toBe(123);
	});

	test.each([
		['a start alone', { started: '2026-03-02T09:00:00' }, 'End is missing'],
		[
			'a duration beside a start and an end',
			{ duration: '1', started: '2026-03-02T09:00:00', ended: '2026-03-02T10:00:00' },
			'The time is given in two ways',
		],
		['only a cleared rate', { clearFields: ['price'] }, 'Rate cannot be cleared by itself'],
		['an empty duration', { duration: '={{ "" }}' }, 'Nothing to change on the time entry'],
		['a cleared matter', { clearFields: ['matter'] }, 'Matter cannot be cleared'],
	])('with %s changes nothing', async (_, fields, message) => {
		const { error } = await update(fields);
		expect(error?.message).toContain(message);
		expect(writes()).toEqual([]);
	});
});

describe('If Already Logged', () => {
	const event = () => String(all('calendar_entries')[0].id);
	const task = () => String(all('tasks')[0].id);
	const log = (fields: object, parameters: object = {}, rest: Partial<Setup> = {}) =>
		create({ duration: '1', ...parameters, fields: { if_exists: 'leave', ...fields } }, rest);
	beforeEach(() => {
		for (const one of all('activities')) Object.assign(one, { calendar_entry: null, task: null });
	});

	test('the same event is logged once, however often the workflow runs', async () => {
		const [first, second] = [
			await log({ calendar_entry: choose(event()) }),
			await log({ calendar_entry: choose(event()) }),
		];
		expect(first.json[0].wasCreated).toBe(true);
		expect(second.json[0]).toEqual({ ...first.json[0], wasCreated: false });
		expect(logged()).toHaveLength(1);
	});

	test('the same event in two items of one run is logged once', async () => {
		const items = [{ n: 1 }, { n: 2 }];
		const { json } = await log({ calendar_entry: choose(event()) }, {}, { items });
		expect(json.map(({ wasCreated }) => wasCreated)).toEqual([true, false]);
		expect(logged()).toHaveLength(1);
	});

	test('what another person has logged is not mine', async () => {
		const fields = { calendar_entry: choose(event()) };
		await log({ ...fields, user: choose(String(all('users')[1].id)) });
		const { json } = await log(fields);
		expect(json[0]).toMatchObject({ wasCreated: true, timekeeper: all('users')[0].name });
	});

	test('an expense for the event is no time entry', async () => {
		Object.assign(
			all('activities').find(({ type }) => type === 'ExpenseEntry')!,
			{
				calendar_entry: Number(event()) || event(),
				user: all('users')[0].id,
			},
		);
		const { json } = await log({ calendar_entry: choose(event()) });
		expect(json[0].wasCreated).toBe(true);
	});

	test('of two that are there, skipping needs only one; an update must know which', async () => {
		const fields = { task: choose(task()), if_exists: 'createAnother' };
		await log(fields);
		await log(fields);
		const skipped = await log({ ...fields, if_exists: 'Skip, and Return the Existing One' });
		expect(skipped.json[0].wasCreated).toBe(false);
		const { error } = await log({ ...fields, if_exists: 'update' });
		const { name } = all('users')[0];
		expect(error?.message).toBe(`2 time entries have Timekeeper ${String(name)}, this Task`);
		expect(logged()).toHaveLength(2);
	});

	test('an update changes the entry, and keeps its rate', async () => {
		const fields = { task: choose(task()), price: 123 };
		await log(fields);
		const { json, error } = await log(
			{ task: choose(task()), if_exists: 'update' },
			{ duration: '2', matter: choose(otherMatter()) },
		);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ hours: 2, wasCreated: false });
		expect(logged()).toEqual([
			expect.objectContaining({ price: 123, matter: Number(otherMatter()) }),
		]);
	});

	test('stops with an error if that is wanted', async () => {
		await log({ task: choose(task()) });
		const { error } = await log({ task: choose(task()), if_exists: 'stop' });
		expect(error?.message).toBe('The time entry is there already');
	});

	test('needs something that the time was spent on', async () => {
		const { error } = await log({});
		expect(error?.message).toBe('Calendar Entry, or Task, or Call or E-Mail is missing');
		expect(writes()).toEqual([]);
	});
});

describe('an expense', () => {
	const expense = (parameters: object) =>
		run({ resource: 'expense', operation: 'create', matter: choose(matter()), ...parameters });

	test('has an amount, and a category by its name', async () => {
		const [{ name }] = all('expense_categories');
		const { json, error } = await expense({
			price: 120.5,
			expense_category: choose(name, 'name'),
			note: 'Courier',
			fields: { quantity: 2 },
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({
			type: 'Expense',
			category: name,
			amount: 120.5,
			total: 241,
			user: all('users')[0].name,
		});
	});

	test('that is a hard cost has a vendor and a check', async () => {
		const vendor = String(all('contacts')[0].id);
		const { error } = await expense({
			type: 'HardCostEntry',
			price: 80,
			vendor: choose(vendor),
			reference: '1042',
		});
		expect(error).toBeUndefined();
		expect(sent()[0]).toMatchObject({
			type: 'HardCostEntry',
			vendor: { id: Number(vendor) },
			reference: '1042',
		});
	});

	test('by items of several kinds sends each what it has', async () => {
		const items = [{ type: 'ExpenseEntry' }, { type: 'HardCostEntry' }];
		const { error } = await run(
			{
				resource: 'expense',
				operation: 'create',
				matter: choose(matter()),
				type: '={{ $json.type }}',
				price: 80,
				reference: '1042',
			},
			{ items },
		);
		expect(error).toBeUndefined();
		expect(sent().map((one) => 'reference' in one)).toEqual([false, true]);
	});

	test.each([
		['no amount', { price: '={{ "" }}' }, 'Amount is missing'],
		['words for an amount', { price: '={{ "a lot" }}' }, 'Amount is not a number: "a lot"'],
		['a quantity of a hard cost', { type: 'HardCostEntry' }, 'Quantity does not fit this expense'],
		[
			'a category that is none',
			{ expense_category: choose('Yachts', 'name') },
			'No expense category is called "Yachts"',
		],
	])('with %s is not created', async (_, parameters, message) => {
		const { error } = await expense({ price: 80, fields: { quantity: 2 }, ...parameters });
		expect(error?.message).toContain(message);
		expect(writes()).toEqual([]);
	});

	test('that is none of a hard cost takes no vendor later', async () => {
		const { id } = all('activities').find(
			({ type, billed }) => type === 'ExpenseEntry' && !billed,
		)!;
		const { error } = await run({
			resource: 'expense',
			operation: 'update',
			expenseId: choose(String(id)),
			fields: { vendor: choose(String(all('contacts')[0].id)) },
		});
		expect(error?.message).toBe('Vendor does not fit this expense');
		expect(writes()).toEqual([]);
	});
});
