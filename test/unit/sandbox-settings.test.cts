import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { clientOf, type Client } from './sandbox-client.cts';

let sandbox: Sandbox;
let clio: Client;

beforeEach(async () => {
	sandbox = await startSandbox({ matters: 20 });
	clio = clientOf(sandbox);
});
afterEach(() => sandbox.close());

const newest = (path: string) => ({ id: sandbox.store.all(path).at(-1)!.id });

describe('the lists of the firm', () => {
	test.each<[string, object, object, object]>([
		['practice_areas', { name: 'Tax', category: 'tax' }, { category: 'taxes' }, { code: 'TX' }],
		['calendars', { name: 'Court', color: '#C75300' }, { color: 'red' }, { visible: false }],
		['expense_categories', { name: 'Post', rate: 4 }, { entry_type: 'soft' }, { rate: 5 }],
		['activity_descriptions', { name: 'Call' }, { rate: { type: 'Flat' } }, { name: 'Calls' }],
	])('%s are made, changed and deleted', async (path, data, wrong, change) => {
		const made = await clio.create(path, data, ['id', ...Object.keys(data)].join());
		expect(made).toMatchObject({ status: 201, data });
		const one = `${path}/${made.data.id}`;
		expect((await clio.update(one, wrong)).status).toBe(422);
		const [field] = Object.keys(change);
		expect((await clio.update(one, change, field)).data).toEqual(change);
		expect((await clio.create(path, { ...data, name: null })).status).toBe(422);
		expect((await clio.remove(one)).status).toBe(204);
		expect((await clio.get(one)).status).toBe(404);
	});

	test('stages are listed and no more, a task type is taken out of use by its date', async () => {
		const [{ id }] = await clio.list('matter_stages');
		expect((await clio.get(`matter_stages/${id}`)).status).toBe(404);
		const type = await clio.create('task_types', { name: 'Errand' }, 'id,deleted_at');
		const path = `task_types/${type.data.id}`;
		expect((await clio.remove(path)).status).toBe(404);
		await clio.update(path, { deleted_at: '2026-03-01T00:00:00Z' });
		const enabled = await clio.list('task_types?enabled=true', 'id');
		expect(enabled.map((each) => each.id)).not.toContain(type.data.id);
	});

	test('what only an update knows is dropped by a create', async () => {
		const { id } = sandbox.store.all('matters')[0];
		const parent = { id, type: 'Matter' };
		const made = await clio.create('documents', { name: 'a.pdf', parent, fully_uploaded: true });
		expect(made.status).toBe(201);
		const { latest_document_version } = sandbox.store.get('documents', made.data.id)!;
		expect(latest_document_version.fully_uploaded).toBe(false);
	});

	test('a category is flat or at the rate of the user', async () => {
		const rate = { type: 'FlatRate', amount: 90 };
		const data = { name: 'Fixed', rate, groups: [newest('groups')] };
		const made = await clio.create(
			'activity_descriptions',
			data,
			'id,rate{type,amount},groups{id}',
		);
		expect(made.data).toMatchObject({ rate, groups: data.groups });
		const entry = { type: 'TimeEntry', date: '2026-03-01', quantity: 36_000 };
		const activity_description = { id: made.data.id };
		const fields = 'price,total,flat_rate';
		const work = await clio.create('activities', { ...entry, activity_description }, fields);
		expect(work.data).toEqual({ price: 90, total: 90, flat_rate: true });
		const removal = { groups: [{ ...newest('groups'), _deleted: true }] };
		const path = `activity_descriptions/${made.data.id}`;
		expect((await clio.update(path, removal, 'groups')).data.groups).toEqual([]);
	});

	test('the calendar of a user stays', async () => {
		expect((await clio.remove(`calendars/${sandbox.store.all('calendars')[0].id}`)).status).toBe(
			422,
		);
	});
});

describe('custom fields', () => {
	const picklist = async (options: string[]) => {
		const data = {
			name: 'Venue',
			parent_type: 'Matter',
			field_type: 'picklist',
			picklist_options: options.map((option) => ({ option })),
		};
		const fields = 'id,picklist_options{id,option,deleted_at}';
		return (await clio.create('custom_fields', data, fields)).data;
	};
	const set = (entry: object) =>
		clio.update(
			`matters/${newest('matters').id}`,
			{ custom_field_values: [entry] },
			'custom_field_values{id,field_name,value,soft_deleted,picklist_option}',
		);

	test('options go by _deleted and can then no longer be chosen', async () => {
		const { id, picklist_options } = await picklist(['North', 'South']);
		const [north, south] = picklist_options;
		expect((await set({ custom_field: { id }, value: north.id })).status).toBe(200);
		const changes = [{ id: south.id, _deleted: true }, { option: 'East' }];
		const fields = 'picklist_options{option,deleted_at}';
		const { data } = await clio.update(
			`custom_fields/${id}`,
			{ picklist_options: changes },
			fields,
		);
		expect(data.picklist_options).toEqual([
			{ option: 'North', deleted_at: null },
			{ option: 'South', deleted_at: expect.any(String) },
			{ option: 'East', deleted_at: null },
		]);
		const shown = await clio.read(
			`matters/${newest('matters').id}`,
			'custom_field_values{id,field_name}',
		);
		const mine = shown.custom_field_values.find((each: any) => each.field_name === 'Venue');
		expect((await set({ id: mine.id, value: south.id })).status).toBe(422);
		expect((await set({ id: mine.id, value: 'North' })).status).toBe(422);
	});

	test('a deleted one is only listed when asked for, and leaves its values soft deleted', async () => {
		const { id, picklist_options } = await picklist(['North']);
		await set({ custom_field: { id }, value: picklist_options[0].id });
		expect((await clio.remove(`custom_fields/${id}`)).status).toBe(204);
		const ids = async (query: string) =>
			(await clio.list(`custom_fields${query}`, 'id,deleted')).map((each) => each.id);
		expect(await ids('')).not.toContain(id);
		expect(await ids('?deleted=false')).not.toContain(id);
		expect(await ids('?deleted=true')).toEqual([id]);
		const fields = 'custom_field_values{field_name,soft_deleted}';
		const { custom_field_values } = await clio.read(`matters/${newest('matters').id}`, fields);
		expect(custom_field_values).toContainEqual({ field_name: 'Venue', soft_deleted: true });
		const other = sandbox.store.all('matters')[0].id;
		const value = { custom_field: { id }, value: picklist_options[0].id };
		const again = await clio.update(`matters/${other}`, { custom_field_values: [value] });
		expect(again.status).toBe(422);
	});

	test('types cannot change, options are for picklists', async () => {
		const data = { name: 'x', parent_type: 'Matter', field_type: 'text_line' };
		const options = { picklist_options: [{ option: 'a' }] };
		expect((await clio.create('custom_fields', { ...data, ...options })).status).toBe(422);
		expect((await clio.create('custom_fields', { ...data, parent_type: 'matter' })).status).toBe(
			422,
		);
		const { id } = (await clio.create('custom_fields', data)).data;
		const changed = await clio.update(`custom_fields/${id}`, { field_type: 'date' }, 'field_type');
		expect(changed.data).toEqual({ field_type: 'text_line' });
	});
});

describe('what Clio does not say aloud', () => {
	test.each(['responsible_attorney', 'originating_attorney', 'responsible_staff'])(
		'%s of a matter is exchanged, never cleared',
		async (field) => {
			const path = `matters/${newest('matters').id}`;
			const user = { id: sandbox.store.all('users')[2].id };
			const write = (value: unknown) => clio.update(path, { [field]: value }, `${field}{id}`);
			expect((await write(user)).data[field]).toEqual(user);
			for (const nothing of [null, {}]) {
				expect(await write(nothing)).toMatchObject({ status: 200, data: { [field]: user } });
			}
			expect((await write({ id: null })).status).toBe(422);
		},
	);

	test.each<[string, object, number]>([
		['a new user', { user: 1 }, 425],
		['a new note', { note: 'x' }, 99],
		['a price of its own', { user: 1, price: 77 }, 77],
	])('a time entry with %s', async (_name, { user, ...change }: any, price) => {
		const entry = { type: 'TimeEntry', date: '2026-03-01', quantity: 3600, price: 99 };
		const { data } = await clio.create('activities', entry);
		const moved = user && { user: { id: sandbox.store.all('users')[user].id } };
		const changed = await clio.update(`activities/${data.id}`, { ...change, ...moved }, 'price');
		expect(changed.data).toEqual({ price });
	});

	test('another type of custom rate drops the rates', async () => {
		const path = `matters/${newest('matters').id}`;
		const user = { id: sandbox.store.all('users')[0].id };
		const fields = 'custom_rate{type,rates}';
		const rate = (type: string, rates: object[] = []) =>
			clio.update(path, { custom_rate: { type, rates } }, fields);
		await rate('HourlyRate', [{ user, rate: 300 }]);
		expect((await rate('HourlyRate')).data.custom_rate.rates).toHaveLength(1);
		expect((await rate('FlatRate')).data.custom_rate).toMatchObject({
			type: 'FlatRate',
			rates: [],
		});
	});

	test('a contact is found by its texts as they are stored', async () => {
		const { id, picklist_options } = await clio
			.create(
				'custom_fields',
				{
					name: 'Ward',
					parent_type: 'Contact',
					field_type: 'picklist',
					picklist_options: [{ option: 'Riverside' }],
				},
				'id,picklist_options{id}',
			)
			.then((made) => made.data);
		const company = (await clio.create('contacts', { type: 'Company', name: 'Gull Bay Ltd' })).data;
		const person = {
			type: 'Person',
			first_name: 'Wilhelmina',
			last_name: 'Achterop',
			title: 'Harbourmaster',
			company,
			email_addresses: [{ name: 'Work', address: 'mina@gull.example' }],
			phone_numbers: [{ name: 'Work', number: '(415) 555-0177' }],
			addresses: [{ name: 'Work', street: '9 Pier Street', city: 'Saltmarsh' }],
			web_sites: [{ name: 'Work', address: 'https://gull.example/mina' }],
			custom_field_values: [{ custom_field: { id }, value: picklist_options[0].id }],
		};
		const made = await clio.create('contacts', person);
		const isFound = async (query: string) =>
			(await clio.list(`contacts?query=${encodeURIComponent(query)}`)).some(
				(each) => each.id === made.data.id,
			);
		const found = [
			'achterop',
			'harbourmaster',
			'mina@gull',
			'555-0177',
			'(415) 555',
			'Pier street',
		];
		for (const query of [...found, 'gull.example/mina', 'riverside', 'Gull Bay']) {
			expect([query, await isFound(query)]).toEqual([query, true]);
		}
		for (const query of ['4155550177', '415-555-0177', '+1 415 555 0177']) {
			expect([query, await isFound(query)]).toEqual([query, false]);
		}
	});

	test('a contact keeps at most twenty e-mail addresses', async () => {
		const email_addresses = Array.from({ length: 21 }, (_, index) => ({
			name: 'Other',
			address: `a${index}@mail.example`,
		}));
		const person = { type: 'Person', first_name: 'Nora' };
		expect((await clio.create('contacts', { ...person, email_addresses })).status).toBe(422);
		email_addresses.pop();
		expect((await clio.create('contacts', { ...person, email_addresses })).status).toBe(201);
	});
});

describe('withheld areas', () => {
	test.each([
		['Billing', 'bills', 'matters'],
		['Billing', 'outstanding_client_balances', 'tasks'],
		['Custom fields', 'custom_fields', 'contacts'],
		['Contacts', 'relationships', 'matters'],
		['Users', 'users', 'users/who_am_i'],
		['Clio Payments', 'clio_payments/links', 'bills'],
		['Communications', 'conversations', 'notes?type=Matter'],
	])('without %s, %s answers 403 and %s as ever', async (area, path, other) => {
		sandbox.withhold(area);
		expect((await clio.get(path)).status).toBe(403);
		expect((await clio.create(path, {})).status).toBe(403);
		expect((await clio.get(other)).status).toBe(200);
		sandbox.withhold();
		expect((await clio.get(path)).status).toBe(200);
	});

	test('an area that Clio does not have is a mistake', () => {
		expect(() => sandbox.withhold('Bills')).toThrow('Bills');
	});
});
