import { choose, fileOf } from './engine.cts';
import { ownFirm } from './kit.cts';

/** Find: what a person knows of a matter or contact leads to it. */
const firm = ownFirm();

const find = (parameters: object, rest: object = {}) =>
	firm().run('matter', 'find', parameters, rest);

/** A client with a closed matter, newer than two open ones. */
const aClient = () => {
	const client = firm().add('contacts', {
		type: 'Person',
		first_name: 'Asha',
		last_name: 'Kaur',
		email_addresses: [{ name: 'Work', address: 'asha@kaur.example' }],
		phone_numbers: [{ name: 'Mobile', number: '(416) 555-0142' }],
	});
	const matters = (['open', 'open', 'closed'] as const).map((status, n) => {
		const description = `Boundary dispute ${n + 1}`;
		const matter = firm().add('matters', { client: { id: client.id }, description, status });
		// Made on one day after the other.
		matter.created_at = `2026-01-0${n + 1}T12:00:00Z`;
		return matter;
	});
	return { client, matters, ids: matters.map(({ id }) => id) };
};

describe('a matter is found', () => {
	test.each<[string, string, string]>([
		['by the e-mail of its client', 'clientEmail', 'Asha@kaur.example'],
		['by the phone of its client', 'clientPhone', '+1 416 555 0142'],
		['by the name of its client', 'clientName', 'kaur, asha'],
		['by words', 'text', 'Boundary dispute'],
	])('%s: open before closed, new before old', async (_, findBy, findValue) => {
		const { ids } = aClient();
		const { json, error } = await find({ findBy, findValue });
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ id: ids[1], found: true })]);
		const all = await find({ findBy, findValue, ifSeveral: 'all' });
		expect(all.json.map(({ id }) => id)).toEqual([ids[1], ids[0], ids[2]]);
		expect(all.items.map(({ pairedItem }) => pairedItem)).toEqual(
			[1, 2, 3].map(() => ({ item: 0 })),
		);
	});

	test('by its number, whole or without the name behind it', async () => {
		const { id, display_number } = firm().all('matters')[4];
		for (const findValue of [display_number, String(display_number).split('-')[0]]) {
			const { json, error } = await find({ findBy: 'number', findValue });
			expect(error).toBeUndefined();
			expect(json.map((one) => one.id)).toEqual([id]);
		}
	});

	test('by exactly its number before one that only begins with it', async () => {
		const [one, other, third] = firm().all('matters');
		const number = (row: any, display_number: string) => Object.assign(row, { display_number });
		number(one, '2024');
		number(other, '2024-A');
		const exact = await find({ findBy: 'number', findValue: '2024', ifSeveral: 'all' });
		expect(exact.json.map(({ id }) => id)).toEqual([one.id]);
		number(one, '2024-B');
		number(third, '7');
		const { error } = await find({ findBy: 'number', findValue: '2024' });
		expect(error?.message).toMatch(/^2 matters have the number 2024$/);
	});

	test('by a custom field', async () => {
		const { matters } = aClient();
		const field = firm().field('Judge').id;
		firm().change('matters', matters[0].id, {
			custom_field_values: [{ custom_field: { id: field }, value: 'Okonkwo-Bell' }],
		});
		const { json, error } = await find({
			findBy: 'customField',
			findByField: String(field),
			findValue: 'Okonkwo-Bell',
		});
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual([matters[0].id]);
	});

	test.each(['matter', 'contact'])('not by a list of every %s', async (resource) => {
		const field = firm().field(resource === 'matter' ? 'Judge' : 'Client Number').id;
		const path = `${resource}s`;
		// Clio answers as if it did not know the filter.
		const data = firm()
			.all(path)
			.map(({ id }) => ({
				id,
				custom_field_values: [{ custom_field: { id: field }, value: 'Another' }],
			}));
		firm().sandbox.fail({
			path: `/api/v4/${path}`,
			status: 200,
			body: { data, meta: { paging: {}, records: data.length } },
		});
		const { json, error } = await firm().run(resource, 'find', {
			findBy: 'customField',
			findByField: String(field),
			findValue: 'Okonkwo-Bell',
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ found: false })]);
	});

	test('with the name of the client alone, not with one that only begins so', async () => {
		const { client } = aClient();
		firm().change('contacts', client.id, { last_name: 'Kaurson' });
		const { json } = await find({ findBy: 'clientName', findValue: 'Asha Kaur' });
		expect(json).toEqual([expect.objectContaining({ found: false })]);
	});
});

test.each(['={{ ({ email: "a@b.example" }) }}', '={{ [["a@b.example"]] }}'])(
	'an object or a list is no value to look for: %s',
	async (findValue) => {
		const { error } = await find({ findBy: 'clientEmail', findValue });
		expect(error?.message).toMatch(/Value is an object or a list/);
		expect(firm().sandbox.requests).toHaveLength(0);
	},
);

test.each([
	['found', 'asha@kaur.example'],
	['not found', 'nobody@nowhere.example'],
])('%s: a file of the item goes on to the next node', async (_, findValue) => {
	aClient();
	const files = [{ attachment_0: fileOf('Letter.pdf', 'Dear client') }];
	const { items } = await find({ findBy: 'clientEmail', findValue }, { files });
	expect(items.map(({ binary }) => binary)).toMatchObject([
		{ attachment_0: { fileName: 'Letter.pdf' } },
	]);
});

test('with client and attorney', async () => {
	const { ids } = aClient();
	const [attorney] = firm().all('users');
	firm().change('matters', ids[1], { responsible_attorney: { id: attorney.id } });
	const wanted = { findBy: 'clientEmail', findValue: 'asha@kaur.example', addDetails: true };
	const { json } = await find(wanted);
	expect(json).toMatchObject([
		{ id: ids[1], clientEmail: 'asha@kaur.example', attorneyEmail: attorney.email },
	]);
});

describe('If None', () => {
	const nobody = { findBy: 'clientEmail', findValue: 'nobody@nowhere.example' };
	const items = [{ lead: 7 }];

	test('Pass On returns the input with found set to false', async () => {
		const { json } = await find(nobody, { items });
		expect(json).toEqual([{ lead: 7, found: false }]);
	});

	test('Stop returns nothing', async () => {
		const { json, error } = await find({ ...nobody, ifNone: 'stop' }, { items });
		expect(error).toBeUndefined();
		expect(json).toEqual([]);
	});

	test('Throw an Error says what was looked for', async () => {
		const { error } = await find({ ...nobody, ifNone: 'error' }, { items });
		expect(error?.message).toBe('No matter was found by "nobody@nowhere.example"');
		expect(error?.description).toMatch(/as far as the connected user may see them/);
	});
});

test('If Several: Throw an Error lists them', async () => {
	const { matters } = aClient();
	const { error } = await find({
		findBy: 'clientEmail',
		findValue: 'asha@kaur.example',
		ifSeveral: 'error',
	});
	expect(error?.message).toBe('3 matters have "asha@kaur.example"');
	for (const { id, display_number } of matters) {
		expect(error?.description).toContain(String(id));
		expect(error?.description).toContain(display_number);
	}
});

test.each(['matter', 'contact'])('by no custom field no %s is found', async (resource) => {
	const { error } = await firm().run(resource, 'find', { findBy: 'customField', findValue: 'x' });
	expect(error?.message).toBe('The custom field is missing');
	expect(firm().sandbox.requests).toEqual([]);
});

describe('menus set by expression', () => {
	const said = (text: string) => `={{ ${JSON.stringify(text)} }}`;
	const nobody = { findBy: 'clientEmail', findValue: 'nobody@nowhere.example' };
	const asha = { findBy: 'clientEmail', findValue: 'asha@kaur.example' };

	test.each([
		['clientEmail', 'asha@kaur.example'],
		['Client E-Mail', 'asha@kaur.example'],
		['CLIENT PHONE', '416 555 0142'],
		[' client name ', 'Asha Kaur'],
		['WORDS', 'Boundary dispute'],
	])('Find By takes "%s"', async (way, findValue) => {
		const { ids } = aClient();
		const { json, error } = await find({ findBy: said(way), findValue });
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual([ids[1]]);
	});

	test.each([
		['passOn', [{ lead: 7, found: false }]],
		['PASS ON', [{ lead: 7, found: false }]],
		['stop', []],
		['Stop', []],
		['throw an ERROR', undefined],
		['Error', undefined],
	])('If None takes "%s"', async (ifNone, expected) => {
		const { json, error } = await find(
			{ ...nobody, ifNone: said(ifNone) },
			{ items: [{ lead: 7 }] },
		);
		if (expected) expect(json).toEqual(expected);
		else expect(error?.message).toBe('No matter was found by "nobody@nowhere.example"');
	});

	test.each([
		['newest', 1],
		['Newest', 1],
		['ALL', 3],
		['Throw an error', undefined],
	])('If Several takes "%s"', async (ifSeveral, count) => {
		aClient();
		const { json, error } = await find({ ...asha, ifSeveral: said(ifSeveral) });
		if (count) expect(json).toHaveLength(count);
		else expect(error?.message).toBe('3 matters have "asha@kaur.example"');
	});

	test.each([
		['Find By', { findBy: said('Client Fax') }, 'Client Fax'],
		['If None', { ifNone: said('Give Up') }, 'Give Up'],
		['If Several', { ifSeveral: said('Oldest') }, 'Oldest'],
		['If Several', { ifSeveral: '={{ $json.nope }}' }, ''],
	])('%s refuses what it has not, whatever there is to find', async (name, menu, text) => {
		aClient();
		for (const wanted of [nobody, asha]) {
			const { error } = await find({ ...wanted, ...menu });
			expect(error?.message).toBe(`${name} cannot be "${text}"`);
			expect(error?.description).toMatch(/^Use one of: /);
		}
		expect(firm().sandbox.requests).toEqual([]);
	});
});

test('without a value nothing is looked for: every matter would be meant', async () => {
	for (const findBy of ['clientEmail', 'clientName', 'number', 'text']) {
		const { error } = await find({ findBy, findValue: '={{ $json.nope }}' });
		expect(error?.message).toMatch(/missing|empty/);
	}
	expect(firm().asked('')).toEqual([]);
});

test('each item is looked for by itself, and one that fails does not hold up the others', async () => {
	const { ids } = aClient();
	const { json, items } = await find(
		{ findBy: 'clientEmail', findValue: '={{ $json.who }}' },
		{
			items: [{ who: '' }, { who: 'asha@kaur.example' }, { who: 'nobody@nowhere.example' }],
			node: { onError: 'continueRegularOutput' },
		},
	);
	expect(json).toEqual([
		expect.objectContaining({ error: expect.stringMatching(/missing|empty/) }),
		expect.objectContaining({ id: ids[1], found: true }),
		{ who: 'nobody@nowhere.example', found: false },
	]);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
});

describe('a contact is found', () => {
	test.each<[string, string]>([
		['email', 'ASHA@kaur.example'],
		['phone', '416-555-0142'],
		['name', 'Asha Kaur'],
	])('by %s', async (findBy, findValue) => {
		const { client } = aClient();
		const { json, error } = await firm().run('contact', 'find', { findBy, findValue });
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ id: client.id, found: true })]);
	});

	test('and its matters are listed by that name', async () => {
		const { ids } = aClient();
		const { json } = await firm().run('matter', 'getAll', {
			returnAll: true,
			filters: { client: choose('Asha Kaur', 'name') },
		});
		expect(json.map(({ id }) => id).sort()).toEqual([...ids].sort());
	});
});
