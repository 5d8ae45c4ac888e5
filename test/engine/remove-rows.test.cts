import { choose } from './engine.cts';
import { ownFirm } from './kit.cts';

/** Rows of an update: added, changed, and taken off the record. */
const firm = ownFirm();

const update = async (resource: string, id: unknown, fields: object) =>
	firm().run(resource, 'update', { [`${resource}Id`]: choose(id), fields });

const newContact = () =>
	firm().add('contacts', {
		type: 'Person',
		first_name: 'Asha',
		last_name: 'Kaur',
		email_addresses: [
			{ name: 'Work', address: 'asha@kaur.example' },
			{ name: 'Home', address: 'asha@home.example' },
		],
		phone_numbers: [{ name: 'Work', number: '+1 902 555 0142' }],
		addresses: [{ name: 'Work', street: '1 Pier Road', city: 'Halifax' }],
	});

test('an e-mail address is taken off and another added; the rest stays as it is', async () => {
	const contact = newContact();
	const { error } = await update('contact', contact.id, {
		email_addresses: {
			entries: [
				{ name: 'Work', address: 'ASHA@kaur.example ', remove: true },
				{ name: 'Work', address: 'asha@new.example' },
			],
		},
	});
	expect(error).toBeUndefined();
	const [work] = contact.email_addresses;
	expect(firm().sent).toEqual([
		{
			email_addresses: [
				{ id: work.id, _destroy: true },
				expect.objectContaining({ name: 'Work', address: 'asha@new.example' }),
			],
		},
	]);
	expect(
		firm()
			.get('contacts', contact.id)
			.email_addresses.map((one: any) => one.address),
	).toEqual(['asha@home.example', 'asha@new.example']);
});

test.each([
	['phone_numbers', { number: '(902) 555-0142', remove: true }],
	['phone_numbers', { number: '902-555-0142', remove: '={{ "true" }}' }],
	['addresses', { name: 'Work', street: '1 Pier Road', city: 'Halifax', remove: true }],
])('%s: what stands in the row is taken off', async (list, row) => {
	const contact = newContact();
	const { error } = await update('contact', contact.id, { [list]: { entries: [row] } });
	expect(error).toBeUndefined();
	expect(firm().sent).toEqual([{ [list]: [{ id: contact[list][0].id, _destroy: true }] }]);
	expect(firm().get('contacts', contact.id)[list]).toEqual([]);
});

test('what is not there is not taken off, and nothing is sent', async () => {
	const contact = newContact();
	const { json, error } = await update('contact', contact.id, {
		email_addresses: { entries: [{ address: 'nobody@kaur.example', remove: true }] },
	});
	expect(error).toBeUndefined();
	expect(json).toHaveLength(1);
	expect(firm().writes).toEqual([]);
});

test('a Remove that came out as something else is refused', async () => {
	const contact = newContact();
	const { error } = await update('contact', contact.id, {
		email_addresses: { entries: [{ address: 'asha@kaur.example', remove: '={{ "perhaps" }}' }] },
	});
	expect(error?.message).toBe('Remove of E-Mail Addresses is neither true nor false: "perhaps"');
	expect(firm().writes).toEqual([]);
});

test('a contact that is new has nothing to remove', async () => {
	const { error } = await firm().run('contact', 'upsert', {
		type: 'Person',
		last_name: 'Osei',
		email: 'ben@osei.example',
		fields: { phone_numbers: { entries: [{ number: '+1 902 555 0199', remove: true }] } },
	});
	expect(error).toBeUndefined();
	expect(firm().sent[0]).not.toHaveProperty('phone_numbers');
});

test('an attendee is taken off an event', async () => {
	const [owner, guest] = firm().all('calendars');
	const event = firm().add('calendar_entries', {
		summary: 'Hearing',
		start_at: '2027-03-01T10:00:00Z',
		end_at: '2027-03-01T11:00:00Z',
		calendar_owner: { id: owner.id },
		attendees: [{ id: guest.id, type: 'Calendar' }],
	});
	const { error } = await update('calendarEntry', event.id, {
		attendees: { entries: [{ person: choose(`Calendar:${guest.id}`), remove: true }] },
	});
	expect(error).toBeUndefined();
	expect(firm().sent.at(-1)).toEqual({
		attendees: [{ id: guest.id, type: 'Calendar', _destroy: true }],
	});
});

test('an option of a picklist is taken off', async () => {
	const field = firm().field('Urgency');
	const { error } = await update('customField', field.id, {
		picklist_options: { entries: [{ option: 'high', remove: true }, { option: 'Urgent' }] },
	});
	expect(error).toBeUndefined();
	expect(firm().sent).toEqual([
		{
			picklist_options: [
				{ id: firm().option('Urgency', 'High'), _deleted: true },
				{ option: 'Urgent' },
			],
		},
	]);
});

describe('the money of a new matter', () => {
	const newMatter = async (fields: object) =>
		firm().run('matter', 'create', {
			client: choose(firm().all('contacts')[0].id),
			description: 'Sale of a boat',
			fields,
		});

	test('rates of people and kinds of work go out with its billing', async () => {
		const [user] = firm().all('users');
		const [category] = firm().all('activity_descriptions');
		const { error } = await newMatter({
			rates: {
				entries: [
					{ user: choose(user.id), rate: 300 },
					{ user: choose(user.id), activity_description: choose(category.id), rate: '150.50' },
				],
			},
		});
		expect(error).toBeUndefined();
		expect(firm().sent[0].custom_rate).toEqual({
			type: 'HourlyRate',
			rates: [
				{ user: { id: user.id }, rate: 300 },
				{ user: { id: user.id }, activity_description: { id: category.id }, rate: 150.5 },
			],
		});
	});

	test('rates of a flat fee are refused', async () => {
		const { error } = await newMatter({
			billing: { entries: { type: 'FlatRate', flat_fee: 900 } },
			rates: { entries: [{ rate: 300 }] },
		});
		expect(error?.message).toBe('Rates are for matters that are billed by the hour');
		expect(firm().writes).toEqual([]);
	});

	test.each([{ rate: 300 }, { user: choose('Ada'), rate: '={{ "" }}' }])(
		'a rate without its person or its amount is refused: %j',
		async (row) => {
			const user = 'user' in row ? { user: choose(firm().all('users')[0].id) } : {};
			const { error } = await newMatter({ rates: { entries: [{ ...row, ...user }] } });
			expect(error?.message).toBe('A rate lacks its person or its amount');
			expect(firm().writes).toEqual([]);
		},
	);

	test('payers share its bills', async () => {
		const [, payer] = firm().all('contacts');
		const { error } = await newMatter({
			split_invoice_payers: {
				entries: [{ contact: choose(payer.id), split_portion: 40, send_to_bill_recipients: false }],
			},
		});
		expect(error).toBeUndefined();
		expect(firm().sent[0].split_invoice_payers).toEqual([
			{ contact_id: payer.id, split_portion: 40, send_to_bill_recipients: false },
		]);
	});
});
