import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, runClio, type Setup } from './engine.cts';

/** Create, get, update and delete of every resource, as a person fills in the form. */
let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ matters: 60 });
});
afterAll(async () => sandbox.close());
beforeEach(() => {
	sandbox.requests.length = 0;
});

const clio = (parameters: Setup['parameters'], rest: Partial<Setup> = {}) =>
	runClio({ sandbox, parameters, ...rest });

const first = (resource: string) => sandbox.store.all(resource)[0].id;
const sent = (method: string) =>
	sandbox.requests
		.filter((request) => request.method === method)
		.map(({ body }) => (body as { data: Record<string, any> }).data);

interface Example {
	create: Setup['parameters'];
	sent: Record<string, unknown>;
	update: Setup['parameters'];
	changed: Record<string, unknown>;
}

const examples: Record<string, () => Example> = {
	matter: () => ({
		create: {
			client: choose(first('contacts')),
			description: 'Sale of 12 Harbour Street',
			practice_area: choose(first('practice_areas')),
			responsible_attorney: choose(first('users')),
			status: 'pending',
			open_date: '2026-03-01T00:00:00',
			fields: {
				limitation_date: '2028-03-01',
				pending_date: '2026-03-02',
				billable: false,
				location: 'Halifax',
			},
		},
		sent: {
			client: { id: first('contacts') },
			description: 'Sale of 12 Harbour Street',
			practice_area: { id: first('practice_areas') },
			responsible_attorney: { id: first('users') },
			status: 'pending',
			open_date: '2026-03-01',
			pending_date: '2026-03-02',
			statute_of_limitations: { due_at: '2028-03-01' },
			billable: false,
			location: 'Halifax',
		},
		update: { fields: { description: 'Sale, closed', status: 'closed', close_date: '2026-04-01' } },
		changed: { description: 'Sale, closed', status: 'closed', close_date: '2026-04-01' },
	}),
	contact: () => ({
		create: {
			type: 'Person',
			first_name: 'Ada',
			last_name: 'Example',
			fields: {
				email_addresses: {
					entries: [{ name: 'Work', address: 'ada@firm.example', default_email: true }],
				},
				phone_numbers: {
					entries: [{ name: 'Mobile', number: '+1 555 0100', default_number: false }],
				},
				additionalJson: '{"instant_messengers": [{"name": "Work", "address": "ada"}]}',
			},
		},
		sent: {
			type: 'Person',
			first_name: 'Ada',
			last_name: 'Example',
			email_addresses: [{ name: 'Work', address: 'ada@firm.example', default_email: true }],
			phone_numbers: [{ name: 'Mobile', number: '+1 555 0100', default_number: false }],
			instant_messengers: [{ name: 'Work', address: 'ada' }],
		},
		update: { fields: { title: 'Counsel', date_of_birth: '1980-02-29' } },
		changed: { title: 'Counsel', date_of_birth: '1980-02-29' },
	}),
	timeEntry: () => ({
		create: {
			matter: choose(first('matters')),
			date: '2026-05-04',
			duration: '1:30',
			note: 'Reviewed the lease',
		},
		sent: {
			type: 'TimeEntry',
			matter: { id: first('matters') },
			date: '2026-05-04',
			quantity: 5400,
			note: 'Reviewed the lease',
		},
		update: { fields: { duration: '45m', note: 'Reviewed two leases' } },
		changed: { quantity: 2700, note: 'Reviewed two leases' },
	}),
	task: () => ({
		create: {
			name: 'File the response',
			assignee: choose(`User:${first('users')}`),
			matter: choose(first('matters')),
			due_at: '2026-05-04T00:00:00',
			fields: { priority: 'High', notify_assignee: false },
		},
		sent: {
			name: 'File the response',
			description: 'File the response',
			assignee: { id: first('users'), type: 'User' },
			matter: { id: first('matters') },
			due_at: '2026-05-04',
			priority: 'High',
			notify_assignee: false,
		},
		update: { fields: { status: 'complete' } },
		changed: { status: 'complete' },
	}),
	note: () => ({
		create: {
			type: 'Matter',
			matter: choose(first('matters')),
			subject: 'Call with the court',
			detail: 'They moved the hearing.',
			fields: { date: '2026-05-04' },
		},
		sent: {
			type: 'Matter',
			matter: { id: first('matters') },
			subject: 'Call with the court',
			detail: 'They moved the hearing.',
			date: '2026-05-04',
		},
		update: { fields: { subject: 'Call with the clerk' } },
		changed: { subject: 'Call with the clerk' },
	}),
	communication: () => ({
		create: {
			type: 'PhoneCommunication',
			subject: 'Asked for news',
			body: 'Called back at noon.',
			matter: choose(first('matters')),
			received_at: '2026-05-04T12:00:00',
			senders: { entries: [{ person: choose(`Contact:${first('contacts')}`) }] },
		},
		sent: {
			type: 'PhoneCommunication',
			subject: 'Asked for news',
			body: 'Called back at noon.',
			matter: { id: first('matters') },
			received_at: '2026-05-04T16:00:00.000Z',
			senders: [{ id: first('contacts'), type: 'Contact' }],
		},
		update: { fields: { subject: 'Asked for good news' } },
		changed: { subject: 'Asked for good news' },
	}),
	calendarEntry: () => ({
		create: {
			summary: 'Hearing',
			start_at: '2026-07-01T09:30:00',
			matter: choose(first('matters')),
			attendees: { entries: [{ person: choose(`Contact:${first('contacts')}`) }] },
			fields: { location: 'Court 4' },
		},
		sent: {
			summary: 'Hearing',
			start_at: '2026-07-01T13:30:00.000Z',
			end_at: '2026-07-01T14:30:00.000Z',
			all_day: false,
			calendar_owner: { id: expect.any(Number) },
			matter: { id: first('matters') },
			location: 'Court 4',
			attendees: [{ id: first('contacts'), type: 'Contact' }],
			send_email_notification: false,
		},
		update: {
			fields: {
				summary: 'Hearing, moved',
				start_at: '2026-07-02T09:30:00',
				length: '30m',
			},
		},
		changed: {
			summary: 'Hearing, moved',
			start_at: '2026-07-02T13:30:00.000Z',
			end_at: '2026-07-02T14:00:00.000Z',
		},
	}),
};

describe.each(Object.keys(examples))('%s', (resource) => {
	let id: unknown;

	test('create sends what the form says, once, and gives the record back', async () => {
		const { create, sent: expected } = examples[resource]();
		if (resource === 'contact') {
			const company = await clio({
				resource,
				operation: 'create',
				type: 'Company',
				name: 'Example Holdings Ltd',
			});
			expect(company.error).toBeUndefined();
			sandbox.requests.length = 0;
			create.company = choose(`${sandbox.url}/nc/#/contacts/${String(company.json[0].id)}`, 'url');
			expected.company = { id: company.json[0].id };
		}
		const { json, error, items } = await clio({ resource, operation: 'create', ...create });
		expect(error).toBeUndefined();
		expect(sent('POST')).toEqual([expected]);
		expect(items[0].pairedItem).toEqual({ item: 0 });
		id = json[0].id;
		expect(id).toBeDefined();
	});

	test('get reads it by its id', async () => {
		const { json, error } = await clio({
			resource,
			operation: 'get',
			[`${resource}Id`]: choose(id),
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ id })]);
	});

	test('get with All Fields is accepted by Clio', async () => {
		const { error } = await clio({
			resource,
			operation: 'get',
			[`${resource}Id`]: choose(id),
			output: 'all',
		});
		expect(error).toBeUndefined();
	});

	test('update sends only what was entered', async () => {
		const { update, changed } = examples[resource]();
		const { error } = await clio({
			resource,
			operation: 'update',
			[`${resource}Id`]: choose(id),
			...update,
		});
		expect(error).toBeUndefined();
		expect(sent('PATCH')).toEqual([changed]);
	});

	test('get many finds it', async () => {
		const { json, error } = await clio({
			resource,
			operation: 'getAll',
			returnAll: true,
			type: 'Matter',
			show: 'all',
		});
		expect(error).toBeUndefined();
		expect(json.map((one) => one.id)).toContain(id);
	});

	test('delete removes it and says so', async () => {
		const { json, error } = await clio({
			resource,
			operation: 'delete',
			[`${resource}Id`]: choose(id),
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([{ id: resource === 'calendarEntry' ? Number(id) : id, deleted: true }]);
		const after = await clio({ resource, operation: 'get', [`${resource}Id`]: choose(id) });
		expect(after.error?.message).toMatch(/there is no such record/);
	});
});

test('a user is read by its id, and users are listed', async () => {
	const { json } = await clio({
		resource: 'user',
		operation: 'get',
		userId: choose(first('users')),
	});
	expect(json[0]).toMatchObject({ id: first('users'), email: expect.stringContaining('@') });
	const all = await clio({ resource: 'user', operation: 'getAll', returnAll: true });
	expect(all.json).toHaveLength(sandbox.store.all('users').length);
});

describe('Get of many items', () => {
	/** Without names that custom fields take calls of their own for. */
	const getBare = { resource: 'matter', operation: 'get', options: { fieldList: 'id,status' } };

	test('takes a call for 200 of them, and answers in their order', async () => {
		const ids = sandbox.store
			.all('matters')
			.slice(0, 50)
			.map(({ id }) => id)
			.reverse();
		const { json, items } = await clio(
			{ ...getBare, matterId: choose('={{ $json.id }}') },
			{ items: ids.map((id) => ({ id })) },
		);
		expect(json.map(({ id }) => id)).toEqual(ids);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(ids.map((_, item) => ({ item })));
		expect(sandbox.requests).toHaveLength(1);
	});

	test('a list that Clio refuses is read one by one', async () => {
		const ids = sandbox.store
			.all('matters')
			.slice(0, 3)
			.map(({ id }) => id);
		sandbox.fail({ method: 'GET', times: 1, status: 414, body: 'URI too long' });
		const { json } = await clio(
			{ resource: 'matter', operation: 'get', matterId: choose('={{ $json.id }}') },
			{ items: ids.map((id) => ({ id })) },
		);
		expect(json.map(({ id }) => id)).toEqual(ids);
	});

	test('a field list without the id gives none, together or alone', async () => {
		const items = sandbox.store
			.all('matters')
			.slice(0, 2)
			.map(({ id }) => ({ id }));
		const options = { fieldList: 'etag' };
		const { json } = await clio(
			{ resource: 'matter', operation: 'get', matterId: choose('={{ $json.id }}'), options },
			{ items },
		);
		expect(json.map((one) => Object.keys(one))).toEqual([['etag'], ['etag']]);
	});

	test('a missing or wrong one is told on its item, the others come', async () => {
		const id = first('matters');
		const { json, items } = await clio(
			{ ...getBare, matterId: choose('={{ $json.id }}') },
			{
				items: [{ id }, { id: 99 }, { id: 'abc' }, { id: '' }, { id }],
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(json[0].id).toBe(id);
		expect(json[1].error).toMatch(/could not read matter 99: there is no such record/);
		expect(json[2].error).toMatch(/No matter is called "abc"/);
		expect(json[3].error).toMatch(/The matter is missing/);
		expect(json[4].id).toBe(id);
		expect(items.map(({ pairedItem }) => (pairedItem as any).item)).toEqual([0, 1, 2, 3, 4]);
		// Both ids together, the missing one alone, and the name.
		expect(sandbox.requests).toHaveLength(3);
	});
});

test('the own calendar is asked for once, however many events there are', async () => {
	const { json } = await clio(
		{ resource: 'calendarEntry', operation: 'create', summary: 'x', start_at: '2026-07-01T09:30' },
		{ items: [{}, {}, {}] },
	);
	expect(json).toHaveLength(3);
	expect(sandbox.requests.filter(({ path }) => path.includes('who_am_i'))).toHaveLength(1);
});

describe('dates are the day the person meant', () => {
	test.each([
		['2026-05-04', '2026-05-04'],
		['2026-05-04T00:00:00', '2026-05-04'],
		['2026-05-04T23:59', '2026-05-04'],
		['2026-05-05T02:00:00Z', '2026-05-04'],
		["={{ DateTime.fromISO('2026-05-04T23:00', {zone: 'Pacific/Auckland'}) }}", '2026-05-04'],
		["={{ new Date('2026-05-05T02:00:00Z') }}", '2026-05-04'],
	])('%s in New York is %s', async (due_at, day) => {
		const { error } = await clio({
			resource: 'task',
			operation: 'create',
			name: 'x',
			assignee: choose(first('users')),
			due_at,
		});
		expect(error).toBeUndefined();
		expect(sent('POST')[0].due_at).toBe(day);
	});
});
