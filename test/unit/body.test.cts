import { buildBody, type Entered, type Setting } from '../../clio/body';
import { Firm } from '../../clio/firm';
import { resources } from '../../clio/resources';
import { FakeClio, ok, refusal } from './fake.cts';

const {
	activity,
	calendarEntry,
	clioPaymentsLink,
	communication,
	contact,
	matter,
	note,
	task,
	trustRequest,
} = resources;

/** Knows what it is scripted to answer: whoever asks it anything else, or at all, fails. */
let clio: FakeClio;
beforeEach(() => (clio = new FakeClio()));

type Part = { [key: string]: unknown };

/** The evening of 15 January in Los Angeles, already the 16th in UTC. */
const build = async (setting: Pick<Setting, 'resource' | 'operation'>, entered: Entered) => {
	const firm = new Firm(clio.client());
	const [zone, now] = ['America/Los_Angeles', Date.parse('2026-01-16T04:00:00Z')];
	const { data } = await buildBody(entered, { ...setting, zone, now, firm });
	return data;
};
const create = async (resource = matter, values: Part = {}, extra?: Part) =>
	build({ resource, operation: 'create' }, { values, extra } as Entered);
const update = async (resource = matter, values: Part = {}, extra?: Part) =>
	build({ resource, operation: 'update' }, { values, extra } as Entered);

describe('what a person entered', () => {
	it('is written in the names and units of Clio', async () => {
		const values = {
			matter: 'https://app.clio.com/nc/#/matters/5',
			date: '2026-01-31',
			duration: '1:30',
			price: '250',
			note: 'Call',
			no_charge: false,
		};
		expect(await update(activity, values)).toEqual({
			matter: { id: 5 },
			date: '2026-01-31',
			quantity: 5_400,
			price: 250,
			note: 'Call',
			no_charge: false,
		});
	});

	it('has numbers for ids and days of the week', async () => {
		const { customFieldSet, reportSchedule } = resources;
		expect(await update(customFieldSet, { custom_field_ids: '5, 6' })).toEqual({
			custom_field_ids: [5, 6],
		});
		expect(await update(reportSchedule, { days_of_week: ['Sunday', '5'] })).toEqual({
			days_of_week: [0, 5],
		});
	});

	it('names a report by its word where that is typed', async () => {
		const { reportPreset } = resources;
		expect(await update(reportPreset, { other_kind: 'trust ledger' })).toEqual({
			kind: 'trust_ledger',
		});
	});

	it('names a record by its plain id where Clio takes no more', async () => {
		const values = {
			client: '7',
			trust_type: 'matter',
			trust_amount: 500,
			matter: [{ matter: 'https://app.clio.com/nc/#/matters/5', trust_amount: 500 }],
			approved: false,
		};
		expect(await create(trustRequest, values)).toEqual({
			client_id: 7,
			trust_type: 'matter',
			trust_amount: 500,
			matter: [{ id: 5, trust_amount: 500 }],
			issue_date: '2026-01-15',
			due_date: '2026-01-15',
			approved: false,
		});
	});

	it('is a lifetime in days, in seconds at Clio', async () => {
		const values = {
			subject: 'BankAccount:3',
			description: 'Retainer',
			destination_account: 3,
			currency: 'USD',
			duration: 30,
		};
		expect(await create(clioPaymentsLink, values)).toMatchObject({
			subject: { id: 3, type: 'BankAccount' },
			duration: 2_592_000,
		});
	});

	it('leaves alone at Clio what is empty', async () => {
		const values = { description: '', location: null, open_date: undefined, status: 'open' };
		expect(await update(matter, values)).toEqual({ status: 'open' });
	});

	it('is nothing at all: nothing is sent', async () => {
		const { message } = await refusal(update(matter, { description: '' }));
		expect(message).toBe('Nothing to change on the matter');
	});

	it('is nothing but empty rows of a list: nothing is sent', async () => {
		const values = { email_addresses: [{ name: '', address: '' }], phone_numbers: [] };
		expect((await refusal(update(contact, values))).reason).toBe('badInput');
	});

	it('has no names in a list that Clio does not know', async () => {
		const wrong = update(contact, { email_addresses: [{ adress: 'x' }] });
		expect((await refusal(wrong)).message).toBe('E-Mail Addresses has no field "adress"');
	});

	it('is written into the object it belongs to', async () => {
		expect(await update(matter, { limitation_date: '2026-12-31' })).toEqual({
			statute_of_limitations: { due_at: '2026-12-31' },
		});
	});

	it('is a list of entries, without rows whose value came out empty', async () => {
		const email_addresses = [
			{ name: 'work', address: 'a@example.com', default_email: 'true' },
			{ name: 'Home', address: '', default_email: false },
		];
		expect(await update(contact, { email_addresses })).toEqual({
			email_addresses: [{ name: 'Work', address: 'a@example.com', default_email: true }],
		});
	});

	it('is a list of people, each with its kind', async () => {
		const senders = [{ person: '3' }, { person: 'Contact:7' }];
		expect(await update(communication, { senders })).toEqual({
			senders: [
				{ id: 3, type: 'User' },
				{ id: 7, type: 'Contact' },
			],
		});
	});

	it('is left out of a change where Clio takes it only at the creation', async () => {
		expect(await update(note, { matter: '5', subject: 'S' })).toEqual({ subject: 'S' });
	});

	it.each([
		['Open Date is not a date: "31/01/2026"', matter, { open_date: '31/01/2026' }],
		['"Contact:Kaur" is not the ID of a contact', matter, { client: 'Contact:Kaur' }],
		['Duration is not a length of time: "0"', activity, { duration: '0' }],
		['Label cannot be "Cell"', contact, { phone_numbers: [{ name: 'Cell', number: '1' }] }],
	])('is refused where it cannot be meant: %s', async (message, resource, values) => {
		expect((await refusal(update(resource, values))).message).toBe(message);
	});
});

describe('what Clio requires', () => {
	it.each([
		['Client is missing', matter, {}],
		['Description is missing', matter, { client: 7 }],
		['Assign To is missing', task, { name: 'File' }],
		['Type is missing', contact, {}],
		['Company Name is missing', contact, { type: 'Company' }],
		['Matter is missing', note, { type: 'Matter' }],
		['Contact is missing', note, { type: 'Contact' }],
		['Starts is missing', calendarEntry, { summary: 'Call', calendar_owner: 8 }],
	])('is asked for when a record is created: %s', async (message, resource, values) => {
		const error = await refusal(create(resource, values));
		expect([error.reason, error.message]).toEqual(['badInput', message]);
	});

	it('may come in Additional JSON', async () => {
		const extra = { client: { id: 7 }, description: 'Sale' };
		expect(await create(matter, {}, extra)).toEqual(extra);
	});

	it('depends on what the record is', async () => {
		expect(await create(note, { type: 'contact', contact: 7, detail: 'Called' })).toEqual({
			type: 'Contact',
			contact: { id: 7 },
			detail: 'Called',
		});
		expect(await create(contact, { type: 'Person', last_name: 'Kaur' })).toEqual({
			type: 'Person',
			last_name: 'Kaur',
		});
	});
});

describe('what is left empty in a new record', () => {
	it('is today in the zone of the workflow', async () => {
		expect((await create(activity, { type: 'TimeEntry' })).date).toBe('2026-01-15');
	});

	it('is now', async () => {
		const values = { type: 'PhoneCommunication', subject: 'S', body: 'B' };
		expect((await create(communication, values)).received_at).toBe('2026-01-16T04:00:00.000Z');
	});

	it('is the value of another field', async () => {
		expect(await create(task, { name: 'File', assignee: 'User:3' })).toEqual({
			name: 'File',
			description: 'File',
			assignee: { id: 3, type: 'User' },
		});
	});

	it.each([
		['an hour later', {}, '2026-03-08T09:00:00.000Z'],
		['a day later, short as it may be', { all_day: true }, '2026-03-09T07:00:00.000Z'],
	])('ends %s', async (_, values, ends) => {
		const event = { summary: 'Call', start_at: '2026-03-08', calendar_owner: 8, ...values };
		expect((await create(calendarEntry, event)).end_at).toBe(ends);
	});

	it("is in the workflow's zone after a start of Additional JSON without an offset", async () => {
		const { end_at } = await create(
			calendarEntry,
			{ summary: 'Call', calendar_owner: 8 },
			{ start_at: '2026-01-31T09:00' },
		);
		expect(end_at).toBe('2026-01-31T18:00:00.000Z');
	});

	it("is the connected user's calendar, asked for only then", async () => {
		const event = { summary: 'Call', start_at: '2026-01-31T09:00' };
		expect((await create(calendarEntry, { ...event, calendar_owner: 8 })).calendar_owner).toEqual({
			id: 8,
		});
		clio.answers(ok({ id: 3, default_calendar_id: 77 }));
		expect((await create(calendarEntry, event)).calendar_owner).toEqual({ id: 77 });
	});

	it('is missing if the connected user has no calendar', async () => {
		clio.answers(ok({ id: 3, default_calendar_id: null }));
		const event = { summary: 'Call', start_at: '2026-01-31T09:00' };
		expect((await refusal(create(calendarEntry, event))).message).toBe('Calendar is missing');
	});

	it('stays as it is in a change', async () => {
		expect(await update(activity, { note: 'Call' })).toEqual({ note: 'Call' });
	});
});

describe('Additional JSON', () => {
	it('is passed on as it is, empty values to clear included', async () => {
		const extra = {
			location: '',
			responsible_staff: null,
			custom_field_values: [
				{ custom_field: { id: 1 }, value: 'x' },
				{ id: 'text_line-2', _destroy: true },
			],
			statute_of_limitations: { status: 'pending', reminders: [{ duration_value: 2 }] },
		};
		expect(await update(matter, {}, extra)).toEqual(extra);
	});

	it('knows id, type and removal of the people in a list', async () => {
		const extra = { receivers: [{ id: 7, type: 'Contact', _deleted: true }] };
		expect(await update(communication, {}, extra)).toEqual(extra);
	});

	it.each([
		['label has 5 characters, Clio wants at least 6', { label: 'Start' }],
		[
			'target_url does not begin with https://: "http://n8n.example"',
			{ target_url: 'http://n8n.example' },
		],
	])('is no text that Clio refuses: %s', async (message, extra) => {
		const error = await refusal(create(resources.growCustomAction, {}, extra));
		expect([error.reason, error.message]).toEqual(['badInput', message]);
	});

	it.each([
		['Matter has no field "descripton"', matter, { descripton: 'Sale' }],
		['Matter has no field "client_id"', matter, { client_id: 7 }],
		['Matter has no field "constructor"', matter, { constructor: 7 }],
		['Matter has no field "limitation_date"', matter, { limitation_date: '2026-12-31' }],
		[
			'Matter has no field "statute_of_limitations.due_at"',
			matter,
			{ 'statute_of_limitations.due_at': 1 },
		],
		['client has no field "name"', matter, { client: { name: 'Kaur' } }],
		[
			'email_addresses has no field "email"',
			contact,
			{ email_addresses: [{ address: 'a' }, { email: 'b' }] },
		],
		[
			'email_addresses has no field "_deleted"',
			contact,
			{ email_addresses: [{ id: 1, _deleted: true }] },
		],
		['user has no field "nr"', matter, { custom_rate: { rates: [{ user: { nr: 1 } }] } }],
		['senders has no field "person"', communication, { senders: [{ person: 7 }] }],
		['Note has no field "matter"', note, { matter: { id: 5 } }],
	])('has no name that Clio would drop without a word: %s', async (message, resource, extra) => {
		const error = await refusal(update(resource, {}, extra));
		expect([error.reason, error.message]).toEqual(['badInput', message]);
		expect(error.advice).toMatch(/^Known fields: /);
	});

	it("gives words of a menu Clio's casing", async () => {
		const extra = {
			status: 'CLOSED',
			statute_of_limitations: { status: 'In Review' },
			custom_rate: { type: 'hourlyrate' },
		};
		expect(await update(matter, {}, extra)).toEqual({
			status: 'closed',
			statute_of_limitations: { status: 'in_review' },
			custom_rate: { type: 'HourlyRate' },
		});
		const people = { senders: [{ id: '7', type: 'user' }] };
		expect(await update(communication, {}, people)).toEqual({
			senders: [{ id: 7, type: 'User' }],
		});
	});

	it.each([
		['status cannot be "shut"', { status: 'shut' }],
		['client cannot be 5', { client: 5 }],
		['id is not an ID: "Kaur"', { client: { id: 'Kaur' } }],
		['id is not an ID: "/contacts/5"', { client: { id: '/contacts/5' } }],
		['custom_field_values is not a list', { custom_field_values: { value: 'x' } }],
		['description is an object or a list, not text', { description: { text: 'x' } }],
		['billable is neither true nor false: "perhaps"', { billable: 'perhaps' }],
	])('has no value that cannot be meant: %s', async (message, extra) => {
		const error = await refusal(update(matter, {}, extra));
		expect([error.reason, error.message]).toEqual(['badInput', message]);
	});

	it.each([
		['description is set twice', matter, { description: 'A' }, { description: 'B' }],
		['quantity is set twice', activity, { duration: '1' }, { quantity: 3_600 }],
		[
			'statute_of_limitations is set twice',
			matter,
			{ limitation_date: '2026-12-31' },
			{ statute_of_limitations: { status: 'pending' } },
		],
	])(
		'sets nothing that a field of the form has set: %s',
		async (message, resource, values, extra) => {
			expect((await refusal(update(resource, values, extra))).message).toBe(message);
		},
	);

	it('meets two fields of the form for the same value', async () => {
		const values = { duration: '1', quantity: 2 };
		expect((await refusal(update(activity, values))).message).toBe('Quantity is set twice');
	});
});

describe('the open date of a new matter', () => {
	const opened = async (values: Part) =>
		create(matter, { client: '5', description: 'A', ...values });

	it('is today where the firm is, if the matter is open', async () => {
		expect(await opened({ status: 'open' })).toMatchObject({ open_date: '2026-01-15' });
	});

	it('is left to Clio otherwise', async () => {
		expect(await opened({ status: 'pending' })).not.toHaveProperty('open_date');
	});
});
