import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { runClio, type Outcome, type Setup } from './engine.cts';

/** A check for conflicts of interest: a real one must not be missed. */
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ matters: 5 });
});
afterEach(async () => sandbox.close());

const check = async (names: unknown, rest: Partial<Setup> = {}): Promise<Outcome> =>
	runClio({
		sandbox,
		...rest,
		parameters: { resource: 'contact', operation: 'checkConflicts', names: names as string },
	});

const person = (first_name: string, last_name: string, more: object = {}) =>
	sandbox.create('contacts', { type: 'Person', first_name, last_name, ...more })[0];
const company = (name: string) => sandbox.create('contacts', { type: 'Company', name })[0];
const matterOf = (client: { id: number }, description = 'Advice', more: object = {}) =>
	sandbox.create('matters', { client: { id: client.id }, description, ...more })[0];
const anyone = () => sandbox.store.all('contacts')[0];

const asked = () => sandbox.requests.map(({ path, query }) => `${path} ${query}`);
const matchesOf = ({ json }: Outcome, at = 0) => json[at].matches as Array<Record<string, unknown>>;

test('a client is told with the matter, its status and its page in Clio', async () => {
	const client = person('Zelda', 'Quackenbush');
	matterOf(client, 'Old lease', { status: 'closed' });
	const matter = matterOf(client, 'Sale of a boat');
	const { json, error } = await check('Quackenbush, Zelda');
	expect(error).toBeUndefined();
	expect(json).toHaveLength(1);
	expect(json[0]).toMatchObject({
		name: 'Quackenbush, Zelda',
		possibleConflict: true,
		role: 'Client',
		contact: 'Zelda Quackenbush',
		matter: matter.display_number,
		status: 'Open',
		url: `${sandbox.url}/nc/#/matters/${matter.id}`,
	});
	expect(json[0].note).toMatch(/only what the connected Clio user may see/);
	expect(matchesOf({ json } as Outcome)).toHaveLength(2);
});

test('an opposing party is told with what it is to the matter', async () => {
	const matter = matterOf(anyone(), 'Fence');
	const contact = company('Quackenbush Fences, L.L.C.');
	sandbox.create('relationships', {
		matter: { id: matter.id },
		contact: { id: contact.id },
		description: 'Opposing party',
	});
	const { json } = await check('Quackenbush Fences Inc');
	expect(json[0]).toMatchObject({
		possibleConflict: true,
		role: 'Related Party',
		relationship: 'Opposing party',
		contact: 'Quackenbush Fences, L.L.C.',
		matter: matter.display_number,
	});
});

test.each([
	['Harbour Quackenbush', 'Harbour Quackenbush Partners'],
	['Quackenbush LLC', 'Quackenbush Holdings'],
])(
	'the company %s is found by the longer name %s, which has no Inc. or LLC',
	async (name, given) => {
		matterOf(company(name));
		const { json } = await check(given);
		expect(json[0]).toMatchObject({ possibleConflict: true, role: 'Client', contact: name });
	},
);

test('a contact without matters, and one named in the custom field of another', async () => {
	const contact = person('Zelda', 'Quackenbush');
	const field = sandbox.store
		.all('custom_fields')
		.find((one) => one.parent_type === 'Contact' && one.field_type === 'text_line')!;
	person('Ulf', 'Other', {
		custom_field_values: [
			{ custom_field: { id: field.id }, value: 'Married to Zelda Quackenbush' },
		],
	});
	const { json } = await check('Zelda Quackenbush');
	expect(json[0]).toMatchObject({
		role: 'Contact',
		matter: null,
		url: `${sandbox.url}/nc/#/contacts/${contact.id}`,
	});
	expect(matchesOf({ json } as Outcome).map(({ role, contact: name }) => [role, name])).toEqual([
		['Contact', 'Zelda Quackenbush'],
		['Mentioned in a Contact', 'Ulf Other'],
	]);
});

test('names in descriptions of matters and in notes of matters and contacts are found', async () => {
	const described = matterOf(anyone(), 'Okonkwo v. Quackenbush, Zelda');
	const noted = matterOf(anyone(), 'Something else');
	const contact = person('Ulf', 'Other');
	const detail = '<p>Call with <b>Zelda</b> Quackenbush</p>';
	sandbox.create('notes', { type: 'Matter', matter: { id: noted.id }, subject: 'Call', detail });
	sandbox.create('notes', {
		type: 'Contact',
		contact: { id: contact.id },
		subject: 'Zelda Quackenbush',
		detail: 'asked for him',
	});
	const { json } = await check('Zelda Quackenbush');
	const found = matchesOf({ json } as Outcome).map(({ role, matter, contact: who }) => [
		role,
		matter ?? who,
	]);
	expect(found).toEqual([
		['Mentioned in a Matter', described.display_number],
		['Mentioned in a Note', noted.display_number],
		['Mentioned in a Note', 'Ulf Other'],
	]);
});

test('what is told of a matter is not told again for its notes', async () => {
	const client = person('Zelda', 'Quackenbush');
	const matter = matterOf(client, 'Zelda Quackenbush v. the sea');
	sandbox.create(
		'notes',
		{ type: 'Matter', matter: { id: matter.id }, subject: 'Zelda Quackenbush', detail: '' },
		3,
	);
	const { json } = await check('Zelda Quackenbush');
	expect(matchesOf({ json } as Outcome).map(({ role }) => role)).toEqual(['Client']);
});

test('who is unknown is no conflict, and a hint says what the check can see', async () => {
	const { json, task } = await check('Zelda Quackenbush');
	expect(json[0]).toMatchObject({ possibleConflict: false, role: null, url: null, matches: [] });
	expect(task?.hints?.[0].message).toMatch(/only what the connected Clio user may see/);
});

test('others with the same last name are no conflict', async () => {
	matterOf(person('Ulf', 'Quackenbush'), 'Ulf and Zelda went to court');
	const { json } = await check('Zelda Quackenbush');
	expect(json[0].possibleConflict).toBe(false);
});

test('the 450th of the same last name is found, and the 250th note', async () => {
	sandbox.create('contacts', { type: 'Person', first_name: 'Ulf', last_name: 'Quackenbush' }, 450);
	const contact = person('Zelda', 'Quackenbush');
	const matter = matterOf(anyone());
	const note = { type: 'Matter', matter: { id: matter.id }, detail: '' };
	sandbox.create('notes', { ...note, subject: 'Ulf Quackenbush' }, 250);
	sandbox.create('notes', { ...note, subject: 'Zelda Quackenbush' });
	const { json } = await check('Zelda Quackenbush');
	expect(matchesOf({ json } as Outcome).map(({ role }) => role)).toEqual([
		'Contact',
		'Mentioned in a Note',
	]);
	expect(json[0].url).toBe(`${sandbox.url}/nc/#/contacts/${contact.id}`);
});

test('a client of more than 200 matters is told with all of them', async () => {
	const client = person('Zelda', 'Quackenbush');
	sandbox.create('matters', { client: { id: client.id }, description: 'Advice' }, 230);
	const { json } = await check('Zelda Quackenbush');
	expect(matchesOf({ json } as Outcome)).toHaveLength(230);
});

test('each name is searched once in a run, in as few requests as its lists have pages', async () => {
	person('Zelda', 'Quackenbush');
	const { json, items } = await check('={{ $json.names }}', {
		items: [
			{ names: 'Zelda Quackenbush\n\nUlf Quackenbush\nZelda Quackenbush' },
			{ names: ['Quackenbush, Zelda', 'ZELDA QUACKENBUSH'] },
		],
	});
	expect(json.map(({ name, role }) => [name, role])).toEqual([
		['Zelda Quackenbush', 'Contact'],
		['Ulf Quackenbush', null],
		['Quackenbush, Zelda', 'Contact'],
		['ZELDA QUACKENBUSH', 'Contact'],
	]);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 0, 1, 1].map((item) => ({ item })));
	// Contacts by three words, matters, two kinds of notes, and the relationships of the one contact.
	expect(asked()).toHaveLength(7);
	expect(new Set(asked()).size).toBe(7);
});

test.each(['X', 'Inc.', ' L.L.C. ', 'Zelda Quackenbush\nJ.'])(
	'%p is refused before anything is sent',
	async (names) => {
		const { error } = await check(names);
		expect(error?.message).toMatch(/is too short a name to check/);
		expect(sandbox.requests).toHaveLength(0);
	},
);

test.each(['={{ [] }}', '={{ $json.nothing }}', '={{ "  " }}'])(
	'names mapped to nothing are refused: %s',
	async (names) => {
		const { error } = await check(names);
		expect(error?.message).toMatch(/Names is empty/);
		expect(sandbox.requests).toHaveLength(0);
	},
);

test('a list of something else than names is refused', async () => {
	const { error } = await check('={{ [{ name: "Zelda" }] }}');
	expect(error?.message).toMatch(/no text/);
	expect(sandbox.requests).toHaveLength(0);
});

test('a wrong name fails its item only, if the node goes on', async () => {
	const { json } = await check('={{ $json.names }}', {
		items: [{ names: 'X' }, { names: 'Zelda Quackenbush' }],
		node: { onError: 'continueRegularOutput' },
	});
	expect(json[0].error).toMatch(/too short/);
	expect(json[1].possibleConflict).toBe(false);
});

test.each([
	['Contacts', /list contacts.*"Contacts"/s],
	['Matters', /list matters.*"Matters"/s],
])('without the permission %s there is no half check', async (permission, told) => {
	sandbox.withhold(permission);
	const { error, json } = await check('Zelda Quackenbush');
	expect(json).toEqual([]);
	expect(`${error?.message} ${error?.description}`).toMatch(told);
});

test('a credential that may only read can check', async () => {
	const { error, json } = await check('Zelda Quackenbush', { credential: { access: 'readOnly' } });
	expect(error).toBeUndefined();
	expect(json).toHaveLength(1);
	expect(new Set(sandbox.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
});

test('a search that failed is made again for the next item', async () => {
	sandbox.fail({ path: /notes/, status: 422 });
	const { json } = await check('Zelda Quackenbush', {
		items: [{}, {}],
		node: { onError: 'continueRegularOutput' },
	});
	expect(json[0].error).toMatch(/list notes/);
	expect(json[1].possibleConflict).toBe(false);
});

test('cancelling ends the check at once', async () => {
	sandbox.fail({ path: /matters/, status: 429, headers: { 'retry-after': '60' } });
	const before = Date.now();
	const { run } = await check('Zelda Quackenbush', { cancelAfter: 300 });
	expect(Date.now() - before).toBeLessThan(5_000);
	expect(run.status).toBe('canceled');
});

test.each([
	['The Estate of Wei Ng', () => person('Wei', 'Ng')],
	['Estate of Ng', () => person('Wei', 'Ng')],
	['H & M Hennes', () => company('H&M')],
	['Anna Maria Schmidt-Weber', () => person('Maria', 'Schmidt')],
	['山田', () => company('株式会社山田')],
	['株式会社山田', () => company('山田')],
])(
	'%s: a contact whose name is any part of it, or it of the name, is found',
	async (name, create) => {
		const contact = create();
		const { json } = await check(name);
		expect(matchesOf({ json } as Outcome).map(({ contactId }) => contactId)).toContain(contact.id);
		expect(json[0].possibleConflict).toBe(true);
	},
);
