import type { INodeProperties } from 'n8n-workflow';
import { choose, loadedDescription } from './engine.cts';
import { numbered, ownFirm } from './kit.cts';

/** Contact Create or Update, and Find or Create: what is there already is found, completed, never doubled. */
const firm = ownFirm();

const asha = (values: object = {}) =>
	firm().add('contacts', {
		type: 'Person',
		first_name: 'Asha',
		last_name: 'Kaur',
		email_addresses: [{ name: 'Work', address: 'asha@kaur.example' }],
		phone_numbers: [{ name: 'Mobile', number: '(416) 555-0142' }],
		...values,
	});

const upsert = (parameters: object = {}, items: object[] = [{}]) =>
	firm().run(
		'contact',
		'upsert',
		{ matchBy: 'email', type: 'Person', ...parameters },
		{ items: items as never },
	);

const lists = (id: unknown, name: string) => firm().get('contacts', id)[name] as any[];
const contacts = () => firm().all('contacts').length;

describe('a contact is known', () => {
	test.each<[string, object]>([
		['by e-mail', { matchBy: 'email', email: 'ASHA@kaur.example ' }],
		['by phone, written otherwise', { matchBy: 'phone', phone: '+1 416-555-0142' }],
		['by phone in digits alone', { matchBy: 'phone', phone: '4165550142' }],
		['by name', { matchBy: 'name', first_name: 'asha', last_name: 'KAUR' }],
	])('%s', async (_, parameters) => {
		const { id } = asha();
		const before = contacts();
		const { json, error } = await upsert({ ...parameters, fields: { title: 'Counsel' } });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id, wasCreated: false });
		expect(firm().get('contacts', id).title).toBe('Counsel');
		expect(contacts()).toBe(before);
	});

	test('by a custom field', async () => {
		const field = firm().field('Client Number');
		const { id } = asha({
			custom_field_values: [{ custom_field: { id: field.id }, value: 'K-7' }],
		});
		const { json, error } = await upsert({
			matchBy: 'customField',
			matchByField: String(field.id),
			contactCustomFieldChanges: firm().mapped({ 'Client Number': 'K-7', 'Credit Limit': 500 }),
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id, wasCreated: false });
		expect(firm().stored('contacts', id)).toMatchObject({
			'Client Number': 'K-7',
			'Credit Limit': 500,
		});
	});

	test('by a custom field that is said by its name', async () => {
		const field = firm().field('Client Number');
		const { id } = asha({
			custom_field_values: [{ custom_field: { id: field.id }, value: 'K-7' }],
		});
		const { json, error } = await upsert({
			matchBy: 'customField',
			matchByField: '={{ "client number" }}',
			contactCustomFieldChanges: firm().mapped({ 'Client Number': 'k-7' }),
			fields: { title: 'Counsel' },
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id, wasCreated: false });
	});

	test('by what is missing: refused, for every contact could be meant', async () => {
		for (const [matchBy, words] of [
			['email', 'e-mail address'],
			['phone', 'phone number'],
			['name', 'name'],
		]) {
			const { error } = await upsert({
				matchBy,
				email: '={{ $json.nope }}',
				fields: { title: 'x' },
			});
			expect(error?.message).toBe(`The ${words} is missing`);
		}
		expect(firm().writes).toEqual([]);
	});

	test('of whom there are several: listed, and nothing is written', async () => {
		const ids = [asha().id, asha().id];
		const { error } = await upsert({ email: 'asha@kaur.example', fields: { title: 'x' } });
		expect(error?.message).toMatch(/^2 contacts have the e-mail address asha@kaur.example$/);
		for (const id of ids) expect(error?.description).toContain(String(id));
		expect(firm().writes).toEqual([]);
	});
});

describe('no other is changed', () => {
	test('a company with the same e-mail address: refused, both are named', async () => {
		const { id } = firm().add('contacts', {
			type: 'Company',
			name: 'Kaur Timber Ltd',
			email_addresses: [{ name: 'Work', address: 'asha@kaur.example' }],
		});
		const given = { first_name: 'Asha', last_name: 'Kaur', email: 'asha@kaur.example' };
		const { error } = await upsert(given);
		expect(error?.message).toBe('A company has the e-mail address asha@kaur.example, not a person');
		expect(error?.description).toContain(`Kaur Timber Ltd`);
		expect(firm().writes).toEqual([]);
		// The person who shares it is the one that is meant.
		const person = asha();
		const { json } = await upsert({ ...given, fields: { title: 'Counsel' } });
		expect(json[0]).toMatchObject({ id: person.id, wasCreated: false });
		expect(firm().get('contacts', id).first_name ?? null).toBeNull();
	});

	test('a company made by an item before is none of the next item', async () => {
		const { error } = await upsert(
			{
				type: '={{ $json.type }}',
				first_name: 'Asha',
				last_name: 'Kaur',
				name: 'Kaur Timber Ltd',
				email: 'office@kaur.example',
			},
			[{ type: 'Company' }, { type: 'Person' }],
		);
		expect(error?.message).toMatch(/^A company has the e-mail address office@kaur.example/);
	});

	test.each([
		['555-0101', '+1 415 555 0101'],
		['+1 415 555 0101', '555-0101'],
		['5555-0101', '+1 415 555 0101'],
		['9876 5432', '+61 2 9876 5432'],
	])('the number %s, without that of the area, is not %s', async (number, phone) => {
		const { id } = asha({ phone_numbers: [{ name: 'Mobile', number }] });
		const { json, error } = await upsert({
			matchBy: 'phone',
			phone,
			first_name: 'Ben',
			last_name: 'Osei',
		});
		expect(error).toBeUndefined();
		expect(json[0].wasCreated).toBe(true);
		expect(firm().get('contacts', id).first_name).toBe('Asha');
	});

	test.each([
		['2233 4455', '+47 22334455'],
		['06 1234 5678', '+39 06 1234 5678'],
	])('the number %s of a whole country is %s', async (number, phone) => {
		const { id } = asha({ phone_numbers: [{ name: 'Mobile', number }] });
		const { json } = await upsert({ matchBy: 'phone', phone });
		expect(json[0]).toMatchObject({ id, wasCreated: false });
	});

	test('two contacts with one number in two spellings: listed, and nothing is written', async () => {
		const ids = ['(416) 555-0142', '416 555 0142'].map(
			(number) => asha({ phone_numbers: [{ name: 'Mobile', number }] }).id,
		);
		const { error } = await upsert({ matchBy: 'phone', phone: '416 555 0142' });
		expect(error?.message).toMatch(/^2 contacts have the phone number/);
		for (const id of ids) expect(error?.description).toContain(String(id));
		expect(firm().writes).toEqual([]);
	});
});

describe('a contact that is not there', () => {
	const given = {
		first_name: 'Ben',
		last_name: 'Osei',
		email: 'ben@osei.example',
		phone: '416 555 0199',
	};

	test('is created with all that was given', async () => {
		const { json, error } = await upsert({
			...given,
			contactCustomFieldChanges: firm().mapped({
				'Client Group': (firm().field('Client Group').picklist_options as any[])[0].option,
			}),
		});
		expect(error).toBeUndefined();
		expect(json[0].wasCreated).toBe(true);
		const { id } = json[0];
		expect(firm().get('contacts', id)).toMatchObject({ first_name: 'Ben', last_name: 'Osei' });
		expect(lists(id, 'email_addresses')).toMatchObject([{ name: 'Work', address: given.email }]);
		expect(lists(id, 'phone_numbers')).toMatchObject([{ number: given.phone }]);
	});

	test('is created once for two items of one run', async () => {
		const before = contacts();
		const { json, error } = await upsert(given, [{}, {}]);
		expect(error).toBeUndefined();
		expect(json.map(({ wasCreated }) => wasCreated)).toEqual([true, false]);
		expect(json[1].id).toBe(json[0].id);
		expect(contacts()).toBe(before + 1);
	});
});

describe('Works At', () => {
	const works = (n: number) => ({
		first_name: 'Person',
		last_name: '={{ "Number " + $json.n }}',
		email: '={{ "p" + $json.n + "@osei.example" }}',
		company: choose('Osei Timber Ltd', 'name'),
		n,
	});

	test('is a company that is there', async () => {
		const { id } = firm().add('contacts', { type: 'Company', name: 'Osei Timber Ltd' });
		const { json } = await upsert(works(0), numbered(3));
		expect(json.map((one) => firm().get('contacts', one.id).company)).toEqual([id, id, id]);
	});

	test('is created once, with and without the comma before Inc.', async () => {
		const spelt = ['Acme Trading, Inc.', 'Acme Trading Inc.', 'acme trading Inc'];
		const company = choose('={{ $json.company }}', 'name');
		const items = spelt.map((one, n) => ({ n, company: one }));
		// In one run, and one after the other: the first is then found at Clio.
		for (const run of [items, ...items.map((one) => [one])]) {
			const { error } = await upsert({ ...works(0), company }, run);
			expect(error).toBeUndefined();
		}
		expect(
			firm()
				.all('contacts')
				.filter(({ name }) => /acme trading/i.test(name)),
		).toHaveLength(1);
		expect(
			firm()
				.all('contacts')
				.some(({ name }) => name === spelt[0]),
		).toBe(true);
	});

	test('is created once for many items', async () => {
		const { json, error } = await upsert(works(0), numbered(12));
		expect(error).toBeUndefined();
		const companies = firm()
			.all('contacts')
			.filter(({ name }) => name === 'Osei Timber Ltd');
		expect(companies).toMatchObject([{ type: 'Company' }]);
		expect(new Set(json.map((one) => firm().get('contacts', one.id).company))).toEqual(
			new Set([companies[0].id]),
		);
	});
});

describe('lists are merged', () => {
	test('what is there is not added again, however it is written', async () => {
		const { id } = asha({
			addresses: [{ name: 'Home', street: '12 Harbour St', city: 'Halifax', postal_code: 'B3J' }],
			web_sites: [{ name: 'Work', address: 'https://kaur.example' }],
		});
		const { error } = await upsert({
			email: 'Asha@Kaur.Example',
			phone: '+1 416 555 0142',
			fields: {
				phone_label: 'Mobile',
				addresses: {
					entries: [{ name: 'Home', street: '12 harbour st', city: 'Halifax', postal_code: 'B3J' }],
				},
				web_sites: { entries: [{ name: 'Work', address: 'https://kaur.example' }] },
			},
		});
		expect(error).toBeUndefined();
		for (const name of ['email_addresses', 'phone_numbers', 'addresses', 'web_sites'])
			expect(lists(id, name)).toHaveLength(1);
	});

	test.each([
		['+44 20 7946 0958', '020 7946 0958'],
		['020 7946 0958', '+44 (0)20 7946 0958'],
		['0044 20 79460958', '(020) 7946-0958'],
		['+1 416 555 0142', '1-416-555-0142'],
	])('the number %s is %s', async (number, phone) => {
		const { id } = asha({ phone_numbers: [{ name: 'Mobile', number }] });
		for (const matchBy of ['phone', 'email']) {
			const { json } = await upsert({ matchBy, email: 'asha@kaur.example', phone });
			expect(json[0]).toMatchObject({ id, wasCreated: false });
		}
		expect(lists(id, 'phone_numbers')).toHaveLength(1);
	});

	test('what is new is added beside what is there', async () => {
		const { id } = asha();
		await upsert({
			email: 'asha@kaur.example',
			phone: '416 555 0199',
			fields: {
				email_addresses: { entries: [{ name: 'Home', address: 'asha@home.example' }] },
			},
		});
		expect(lists(id, 'email_addresses').map(({ address }) => address)).toEqual([
			'asha@kaur.example',
			'asha@home.example',
		]);
		expect(lists(id, 'phone_numbers')).toHaveLength(2);
	});

	test('another label changes the entry that is there', async () => {
		const { id } = asha();
		const [{ id: entry }] = lists(id, 'email_addresses');
		await upsert({ email: 'asha@kaur.example', fields: { email_label: 'Home' } });
		expect(lists(id, 'email_addresses')).toMatchObject([
			{ id: entry, name: 'Home', address: 'asha@kaur.example' },
		]);
	});

	test('a second run of the same sends nothing', async () => {
		asha();
		const given = {
			email: 'asha@kaur.example',
			phone: '416 555 0199',
			fields: {
				title: 'Counsel',
				date_of_birth: '1980-02-29',
				web_sites: { entries: [{ name: 'Work', address: 'https://kaur.example' }] },
				addresses: { entries: [{ name: 'Home', street: '12 Harbour St', city: 'Halifax' }] },
			},
		};
		await upsert(given);
		const before = firm().writes.length;
		const { json } = await upsert(given);
		expect(json[0].wasCreated).toBe(false);
		expect(firm().writes).toHaveLength(before);
	});

	describe('an address', () => {
		const old = { street: '12 Harbour St', city: 'Halifax', postal_code: 'B3J', country: 'Canada' };
		const work = { name: 'Work', street: '1 Quay Rd', city: 'Halifax', postal_code: 'B3K' };
		const given = { street: '7 Mill Lane', city: 'Truro', postal_code: 'B2N' };
		const entered = (entries: object[]) => ({ fields: { addresses: { entries } } });
		const streets = (id: unknown) =>
			lists(id, 'addresses').map(({ name, street, city }) => `${name}: ${street}, ${city}`);

		const ways: Array<[string, (id: unknown, entries: object[]) => Promise<any>]> = [
			['upsert', (_, entries) => upsert({ email: 'asha@kaur.example', ...entered(entries) })],
			[
				'update',
				(id, entries) =>
					firm().run('contact', 'update', { contactId: choose(id), ...entered(entries) }),
			],
		];

		describe.each(ways)('%s', (_, write) => {
			test.each<[string, object[], object[], string[]]>([
				[
					'of who has moved takes the place of the only one with its label',
					[{ name: 'Home', ...old }, work],
					[{ name: 'Home', ...given }],
					['Home: 7 Mill Lane, Truro', 'Work: 1 Quay Rd, Halifax'],
				],
				[
					'with a label that none has is added',
					[work],
					[{ name: 'Home', ...given }],
					['Work: 1 Quay Rd, Halifax', 'Home: 7 Mill Lane, Truro'],
				],
				[
					'with a label that several have is added',
					[work, { name: 'Work', ...old }],
					[{ name: 'Work', ...given }],
					['Work: 1 Quay Rd, Halifax', 'Work: 12 Harbour St, Halifax', 'Work: 7 Mill Lane, Truro'],
				],
				[
					'that is one of several with its label is not added',
					[work, { name: 'Work', ...old }],
					[{ name: 'Work', ...old, street: '12  HARBOUR st' }],
					['Work: 1 Quay Rd, Halifax', 'Work: 12 Harbour St, Halifax'],
				],
				[
					'one of two new ones with a label takes the place of none',
					[work],
					[
						{ name: 'Work', ...old },
						{ name: 'Work', ...given },
					],
					['Work: 1 Quay Rd, Halifax', 'Work: 12 Harbour St, Halifax', 'Work: 7 Mill Lane, Truro'],
				],
				[
					'that gets another label leaves its own to a new one',
					[work],
					[
						{ ...work, name: 'Home' },
						{ name: 'Work', ...given },
					],
					['Home: 1 Quay Rd, Halifax', 'Work: 7 Mill Lane, Truro'],
				],
				[
					'of which only the city is given keeps its street',
					[work],
					[{ name: 'Work', city: 'Dartmouth' }],
					['Work: 1 Quay Rd, Dartmouth'],
				],
			])('%s', async (__, addresses, entries, expected) => {
				const { id } = asha({ addresses });
				for (const ___ of ['once', 'again']) {
					const { error } = await write(id, entries);
					expect(error).toBeUndefined();
					expect(streets(id)).toEqual(expected);
				}
			});
		});

		test('changes by its own id, and sends nothing when it is the same', async () => {
			const { id } = asha({ addresses: [{ name: 'Home', ...old }] });
			const [{ id: entry }] = lists(id, 'addresses');
			for (const _ of ['once', 'again'])
				await upsert({
					email: 'asha@kaur.example',
					...entered([{ name: 'Home', ...given, city: 'halifax' }]),
				});
			const addresses = [{ id: entry, name: 'Home', street: '7 Mill Lane', postal_code: 'B2N' }];
			expect(firm().sent).toEqual([{ addresses }]);
			expect(lists(id, 'addresses')).toMatchObject([{ ...addresses[0], country: 'Canada' }]);
		});

		test('stays when only what is empty is to be filled', async () => {
			const { id } = asha({ addresses: [{ name: 'Home', ...old }] });
			await upsert({
				email: 'asha@kaur.example',
				whenFound: 'fillEmpty',
				...entered([{ name: 'Home', ...given }]),
			});
			expect(streets(id)).toEqual(['Home: 12 Harbour St, Halifax']);
		});
	});

	test('an update adds none twice either', async () => {
		const { id } = asha();
		await firm().run('contact', 'update', {
			contactId: choose(id),
			fields: { email: 'asha@kaur.example', phone: '416-555-0142' },
		});
		expect(lists(id, 'email_addresses')).toHaveLength(1);
		expect(lists(id, 'phone_numbers')).toHaveLength(1);
	});
});

test('items of one run mean the same contact, however its number is written', async () => {
	const phone = '={{ $json.phone }}';
	const given = { matchBy: 'phone', first_name: 'Ben', last_name: 'Osei', phone };
	const spelt = [{ phone: '(416) 555-0199' }, { phone: '+1 416 555 0199' }];
	// Clio's search does not know yet what was just made.
	firm().sandbox.fail({
		method: 'GET',
		path: '/api/v4/contacts',
		times: Infinity,
		status: 200,
		body: { data: [], meta: { paging: {}, records: 0 } },
	});
	const { json, error } = await upsert(given, spelt);
	expect(error).toBeUndefined();
	expect(json.map(({ wasCreated }) => wasCreated)).toEqual([true, false]);
});

describe('what comes again in one run', () => {
	/** What happens at Clio while the node is at work. */
	const once = (isTime: () => boolean, happens: () => void) => {
		const timer = setInterval(() => {
			if (!isTime()) return;
			clearInterval(timer);
			happens();
		}, 20);
	};
	const given = { email: '={{ $json.email }}', first_name: 'Ben', last_name: 'Osei' };
	const ben = (values: object = {}) => ({ email: 'ben@osei.example', ...values });

	test.each(['update', 'fillEmpty', 'leave'])('is not read again: %s', async (whenFound) => {
		const items = [ben(), ben({ email: 'BEN@osei.example' }), ben()];
		for (const created of [true, false]) {
			firm().sandbox.requests.length = 0;
			const { json, error } = await upsert({ ...given, whenFound }, items);
			expect(error).toBeUndefined();
			expect(json.map(({ wasCreated }) => wasCreated)).toEqual([created, false, false]);
			expect(json.map(({ name }) => name)).toEqual(items.map(() => 'Ben Osei'));
			expect(firm().asked('contacts')).toHaveLength(1);
			expect(firm().writes).toHaveLength(created ? 1 : 0);
		}
	});

	test('is compared with what the item before has left', async () => {
		const titles = ['A', 'A', 'B', 'B', 'A'];
		const fields = { title: '={{ $json.title }}' };
		const { error } = await upsert(
			{ ...given, fields },
			titles.map((title) => ben({ title })),
		);
		expect(error).toBeUndefined();
		expect(firm().sent.map(({ title }) => title)).toEqual(['A', 'B', 'A']);
	});

	test('after more than a minute it is read again', async () => {
		const now = Date.now;
		let later = 0;
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + later);
		firm().sandbox.fail({ method: 'POST', delayMs: 500, skip: 1 });
		once(
			() => firm().asked('contacts').length > 1,
			() => {
				const [one] = firm().all('contacts').slice(-1);
				firm().change('contacts', one.id, { title: 'Entered meanwhile' });
				later = 61_000;
			},
		);
		const fields = { title: 'Counsel' };
		const items = [ben(), { email: 'late@osei.example' }, ben(), ben()];
		const { error } = await upsert({ ...given, fields }, items).finally(() => clock.mockRestore());
		expect(error).toBeUndefined();
		expect(firm().sent.slice(2)).toEqual([{ title: 'Counsel' }]);
	});

	test('and what somebody enters meanwhile is not entered twice', async () => {
		const { id } = asha();
		const email = 'asha@kaur.example';
		const number = '416 555 0177';
		firm().sandbox.fail({ method: 'POST', delayMs: 500 });
		const entered = { phone_numbers: [{ name: 'Mobile', number }] };
		once(
			() => firm().asked('contacts').length > 1,
			() => firm().change('contacts', id, entered),
		);
		const fields = {
			phone_numbers: { entries: [{ name: 'Mobile', number: '={{ $json.phone }}' }] },
		};
		const { error } = await upsert(
			{ email: given.email, first_name: '={{ $json.name }}', fields },
			[
				{ email, phone: '(416) 555-0142' },
				{ ...ben(), name: 'Ben' },
				{ email, phone: number },
			],
		);
		expect(error).toBeUndefined();
		expect(lists(id, 'phone_numbers').filter((one) => one.number === number)).toHaveLength(1);
	});
});

test.each<[object, RegExp]>([
	[{ whenFound: '={{ "Overwrite" }}' }, /^When Found cannot be "Overwrite"$/],
	[{ matchBy: '={{ "E-Mail Address" }}' }, /^Match By cannot be "E-Mail Address"$/],
	[{ matchBy: '={{ "" }}' }, /^Match By cannot be ""$/],
])('a menu set by expression to what it has not is refused: %o', async (menu, message) => {
	asha();
	const { error } = await upsert({ email: 'asha@kaur.example', ...menu });
	expect(error?.message).toMatch(message);
	expect(firm().writes).toEqual([]);
});

test('a menu takes its own words from an expression', async () => {
	const { id } = asha();
	const whenFound = '={{ "update given fields" }}';
	await upsert({ email: 'asha@kaur.example', whenFound, fields: { title: 'Counsel' } });
	expect(firm().get('contacts', id).title).toBe('Counsel');
});

test.each([
	['email', 'E-Mail', 'e-MAIL', 'EMAIL'],
	['phone', 'Phone', ' phone ', 'PHONE'],
	['name', 'Name', 'nAME', 'NAME'],
])('Match By takes %s by its value and its word, in any casing', async (...ways) => {
	const { id } = asha();
	for (const matchBy of ways) {
		const { json, error } = await upsert({
			matchBy: `={{ ${JSON.stringify(matchBy)} }}`,
			email: 'asha@kaur.example',
			phone: '416 555 0142',
			first_name: 'Asha',
			last_name: 'Kaur',
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id, wasCreated: false });
	}
});

describe('When Found', () => {
	const given = {
		email: 'asha@kaur.example',
		phone: '416 555 0199',
		first_name: 'Aisha',
		fields: { title: 'Counsel', prefix: 'Dr.' },
	};

	test('Update Given Fields changes what has a value', async () => {
		const { id } = asha({ title: 'Clerk' });
		await upsert({ ...given, whenFound: 'update' });
		expect(firm().get('contacts', id)).toMatchObject({
			first_name: 'Aisha',
			last_name: 'Kaur',
			title: 'Counsel',
			prefix: 'Dr.',
		});
	});

	test('Fill Empty Only changes only what is empty at Clio', async () => {
		const { id } = asha({ title: 'Clerk' });
		await upsert({
			...given,
			whenFound: 'fillEmpty',
			contactCustomFieldChanges: firm().mapped({ 'Client Number': 'K-8' }),
		});
		expect(firm().get('contacts', id)).toMatchObject({
			first_name: 'Asha',
			title: 'Clerk',
			prefix: 'Dr.',
		});
		expect(lists(id, 'phone_numbers')).toHaveLength(1);
		expect(firm().stored('contacts', id)['Client Number']).toBe('K-8');
		await upsert({
			...given,
			whenFound: 'fillEmpty',
			contactCustomFieldChanges: firm().mapped({ 'Client Number': 'K-9' }),
		});
		expect(firm().stored('contacts', id)['Client Number']).toBe('K-8');
	});

	test('Leave changes nothing and gives the record', async () => {
		const { id } = asha({ title: 'Clerk' });
		const { json } = await upsert({ ...given, whenFound: 'leave' });
		expect(json[0]).toMatchObject({ id, name: 'Asha Kaur', wasCreated: false });
		expect(firm().writes).toEqual([]);
	});
});

describe('Find or Create', () => {
	const area = () => firm().all('practice_areas')[0].id;
	const cases: Array<[string, string, () => object]> = [
		['practiceArea', 'practice_areas', () => ({ name: 'Zoning' })],
		['activityDescription', 'activity_descriptions', () => ({ name: 'Site visit' })],
		['expenseCategory', 'expense_categories', () => ({ name: 'Drone survey' })],
		['calendar', 'calendars', () => ({ name: 'Court room 4' })],
		[
			'folder',
			'folders',
			() => ({ name: 'Evidence', parent: choose(`Matter:${firm().all('matters')[0].id}`) }),
		],
		[
			'relationship',
			'relationships',
			() => ({
				matter: choose(firm().all('matters')[0].id),
				contact: choose(firm().add('contacts', { type: 'Company', name: 'Marlow Surveyors' }).id),
				description: 'Surveyor',
			}),
		],
		[
			'taskTemplateList',
			'task_template_lists',
			() => ({ name: 'Zoning hearing', practice_area: choose(area()), description: 'x' }),
		],
		[
			'customField',
			'custom_fields',
			() => ({ name: 'Zone', parent_type: 'Matter', field_type: 'text_line' }),
		],
		[
			'matter',
			'matters',
			() => ({ client: choose(firm().all('contacts')[0].id), description: 'Zoning appeal' }),
		],
	];

	test.each(cases)('%s: created once, then found', async (resource, path, parameters) => {
		const given = parameters();
		const before = firm().all(path).length;
		const first = await firm().run(resource, 'findOrCreate', given, { items: [{}, {}] });
		expect(first.error).toBeUndefined();
		expect(first.json.map(({ wasCreated }) => wasCreated)).toEqual([true, false]);
		const again = await firm().run(resource, 'findOrCreate', given);
		expect(again.error).toBeUndefined();
		expect(again.json[0]).toMatchObject({ id: first.json[0].id, wasCreated: false });
		expect(firm().all(path)).toHaveLength(before + 1);
	});

	/** Matters of one client that are called the same. */
	const alike = (...statuses: string[]) => {
		const client = asha();
		const given = { client: { id: client.id }, description: 'Zoning appeal' };
		return statuses.map((status) => firm().add('matters', { ...given, status }));
	};
	const appeal = (parameters: object = {}, operation = 'findOrCreate') =>
		firm().run('matter', operation, {
			client: choose('Asha Kaur', 'name'),
			description: ' Zoning  APPEAL',
			...parameters,
		});

	test.each([
		['open', ['open', 'open', 'closed'], 2],
		['closed', ['closed', 'closed'], 2],
	])('several that are %s are listed, and none is created', async (_, statuses, count) => {
		const matters = alike(...statuses).slice(0, count);
		const { error } = await appeal();
		expect(error?.message).toBe('2 matters have Client Asha Kaur, Description Zoning  APPEAL');
		for (const { id, display_number } of matters) {
			expect(error?.description).toContain(`${String(display_number)}, Zoning appeal (ID ${id})`);
		}
		expect(firm().writes).toEqual([]);
	});

	test.each<[string, object, string]>([
		['Find or Create', {}, 'findOrCreate'],
		['Use the Existing One', { fields: { if_exists: 'leave' } }, 'create'],
		['Update the Existing One', { fields: { if_exists: 'update', location: 'Truro' } }, 'create'],
	])('of several the one that is open is meant: %s', async (_, parameters, operation) => {
		const [, open] = alike('closed', 'open', 'pending');
		const { json, error } = await appeal(parameters, operation);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ id: open.id, wasCreated: false }]);
	});

	test('items of one run mean the same matter, however it is written', async () => {
		const [matter] = alike('open');
		firm().change('matters', matter.id, { description: 'Another' });
		// Clio's search does not know yet what was just made.
		firm().sandbox.fail({
			method: 'GET',
			path: '/api/v4/matters',
			times: Infinity,
			status: 200,
			body: { data: [], meta: { paging: {}, records: 0 } },
		});
		const { json, error } = await firm().run(
			'matter',
			'findOrCreate',
			{ client: choose('={{ $json.client }}', 'name'), description: '={{ $json.text }}' },
			{
				items: [
					{ client: 'Asha Kaur', text: 'Zoning appeal' },
					{ client: 'kaur, asha', text: ' ZONING  appeal ' },
					{ client: 'Asha Kaur', text: 'Zoning appeals' },
				],
			},
		);
		expect(error).toBeUndefined();
		expect(json.map(({ wasCreated }) => wasCreated)).toEqual([true, false, true]);
		expect(json[1].id).toBe(json[0].id);
		expect(json[1].description).toBe('Zoning appeal');
	});

	test('a comma in a description turns nothing around', async () => {
		const client = firm().all('contacts')[0].id;
		firm().add('matters', { client: { id: client }, description: 'Osei, appeal' });
		const { json } = await firm().run('matter', 'findOrCreate', {
			client: choose(client),
			description: 'appeal Osei',
		});
		expect(json[0].wasCreated).toBe(true);
	});

	test('the same words for another client are another matter', async () => {
		const [one, other] = firm().all('contacts');
		for (const { id } of [one, other]) {
			const { json } = await firm().run('matter', 'findOrCreate', {
				client: choose(id),
				description: 'Zoning appeal',
			});
			expect(json[0].wasCreated).toBe(true);
		}
	});
});

describe('an entry that is there already', () => {
	test('keeps its label and its way of writing when nobody chose a label', async () => {
		const { id } = asha({ email_addresses: [{ name: 'Home', address: 'asha@kaur.example' }] });
		const { error } = await upsert({
			email: 'Asha@kaur.example',
			phone: '+1 416 555 0142',
			fields: { title: 'Counsel' },
		});
		expect(error).toBeUndefined();
		expect(firm().sent).toEqual([{ title: 'Counsel' }]);
		expect(lists(id, 'email_addresses')).toMatchObject([{ name: 'Home' }]);
	});

	test('takes the label that was chosen', async () => {
		const { id } = asha();
		await upsert({ email: 'asha@kaur.example', fields: { email_label: 'Home' } });
		expect(lists(id, 'email_addresses')).toMatchObject([
			{ name: 'Home', address: 'asha@kaur.example' },
		]);
	});

	test('beside which a new one stands, which gets the label of the form', async () => {
		const { id } = asha();
		await upsert({ email: 'asha@kaur.example', phone: '416 555 0177' });
		expect(lists(id, 'phone_numbers')).toMatchObject([{ name: 'Mobile' }, { name: 'Work' }]);
	});

	test('under a Skype name is not the one under another', async () => {
		const { id } = asha({ phone_numbers: [{ name: 'Skype', number: 'live:asha1' }] });
		await upsert({
			email: 'asha@kaur.example',
			phone: 'live:kaur1',
			fields: { phone_label: 'Skype' },
		});
		expect(lists(id, 'phone_numbers').map(({ number }) => number)).toEqual([
			'live:asha1',
			'live:kaur1',
		]);
	});
});

test('a new company by expression has no first and last name', async () => {
	const { error } = await firm().run('contact', 'create', {
		type: '={{ "company" }}',
		first_name: 'Ben',
		last_name: 'Osei',
		name: 'Osei Timber Ltd',
	});
	expect(error).toBeUndefined();
	expect(firm().sent).toEqual([{ type: 'Company', name: 'Osei Timber Ltd' }]);
});

test('an update that has a label and nothing to label is refused', async () => {
	const { error } = await firm().run('contact', 'update', {
		contactId: choose(asha().id),
		fields: { email_label: 'Home' },
	});
	expect(error?.message).toBe('Nothing to change on the contact');
	expect(firm().writes).toEqual([]);
});

test.each(['email', 'phone'])(
	'what an update says of %s: added beside the others',
	async (name) => {
		const { properties } = await loadedDescription();
		const isOfContact = ({ displayOptions }: INodeProperties) =>
			displayOptions?.show?.resource?.includes('contact');
		const ofContact = properties.filter(isOfContact);
		const onTop = ofContact.find((one) => one.name === name)!;
		const fields = ofContact.find((one) => one.name === 'fields')!.options as INodeProperties[];
		const onUpdate = fields.find((one) => one.name === name)!;
		expect(onUpdate.description).toMatch(/^Added beside those the contact has/);
		expect(onTop.description).not.toMatch(/Added beside/);
	},
);

test.each([
	'not an address',
	'asha@kaur.example, ben@kaur.example',
	'asha@',
	'Asha <asha@kaur.example>',
])('"%s" is no e-mail address, and no contact is made with it', async (email) => {
	const { error } = await upsert({ last_name: 'Kaur', email });
	expect(error?.message).toBe(`"${email}" is not an e-mail address`);
	expect(firm().writes).toEqual([]);
});
