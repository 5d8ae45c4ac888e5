import type { Row } from '../../dev/sandbox/store.cts';
import { choose } from './engine.cts';
import { numbered, ownFirm } from './kit.cts';

/** Where many records are meant by name their list is read once; nothing else is different for it. */
const firm = ownFirm(1_000);

const goesOn = { node: { onError: 'continueRegularOutput' as const } };
const searches = (path: string) =>
	firm()
		.asked(path)
		.filter((query) => query.has('query'));
const pagesOf = (path: string) =>
	firm()
		.asked(path)
		.filter((query) => !query.has('query') && !query.has('ids[]'));

const addTasks = (matters: string[], rest: object = {}) =>
	firm().run(
		'task',
		'create',
		{
			name: 'File the response',
			matter: choose('={{ $json.matter }}', 'name'),
			assignee: choose(firm().all('users')[0].id),
			options: { fieldList: 'id' },
		},
		{ items: matters.map((matter) => ({ matter })), ...rest },
	);
const mattersOfTasks = (count: number) =>
	firm()
		.all('tasks')
		.slice(-count)
		.map(({ matter }) => matter?.id ?? matter);
const idsOf = (rows: Row[]) => rows.map(({ id }) => id);
const numbersOf = (rows: Row[]) => rows.map((one) => String(one.display_number));

test('1,000 tasks on 1,000 matters given by number: 5 requests for the numbers', async () => {
	const matters = [...firm().all('matters')].reverse();
	const { error } = await addTasks(numbersOf(matters));
	expect(error).toBeUndefined();
	expect(mattersOfTasks(1_000)).toEqual(idsOf(matters));
	expect(firm().asked('matters')).toHaveLength(5);
	expect(firm().sandbox.requests).toHaveLength(1_005);
});

test('1,000 items that name 5 matters by turns: a search for each', async () => {
	const matters = firm().all('matters').slice(0, 5);
	const items = numbered(200).map(({ n }) => matters[n % 5].display_number);
	const { error } = await addTasks(items);
	expect(error).toBeUndefined();
	expect(searches('matters')).toHaveLength(5);
	expect(pagesOf('matters')).toHaveLength(0);
});

test('a list longer than the names are worth is given up for good: half as many requests again at most', async () => {
	const matters = firm().all('matters').slice(0, 8);
	const { error } = await addTasks([...numbersOf(matters), ...numbersOf(matters)]);
	expect(error).toBeUndefined();
	expect(mattersOfTasks(16)).toEqual([...idsOf(matters), ...idsOf(matters)]);
	expect(pagesOf('matters')).toHaveLength(4);
	expect(searches('matters')).toHaveLength(8);
});

test('each item comes out as it would alone: names in any casing, of several, of nobody, and ids', async () => {
	const matters = firm().all('matters').slice(0, 20);
	for (const { id } of matters.slice(0, 2)) firm().change('matters', id, { description: 'Twins' });
	firm().change('matters', matters[2].id, { description: 'Sale of 12 Harbour Street' });
	const odd = ['TWINS', 'Nobody Atall', 'sale of 12  harbour street', String(matters[3].id), ''];
	const together = await addTasks([...numbersOf(matters), ...odd], goesOn);
	expect(pagesOf('matters')).toHaveLength(5);
	expect(searches('matters').map((query) => query.get('query'))).toEqual([
		'Nobody Atall',
		String(matters[3].id),
	]);
	expect(mattersOfTasks(22).slice(0, 21)).toEqual([...idsOf(matters), matters[2].id]);
	for (const [n, name] of odd.entries()) {
		const { json } = await addTasks([name], goesOn);
		const { id, ...alone } = json[0];
		expect(together.json[20 + n]).toEqual({ ...alone, ...(id ? { id: expect.any(Number) } : {}) });
	}
});

test('clients by name or e-mail, who is responsible beside them: each list is read once', async () => {
	const contacts = firm()
		.all('contacts')
		.filter(({ type }) => type === 'Person')
		.slice(0, 12);
	for (const [n, { id }] of contacts.entries())
		firm().change('contacts', id, {
			last_name: `Quill-${n}`,
			email_addresses: [{ name: 'Work', address: `n${n}@kaur.example` }],
		});
	const users = firm().all('users').slice(0, 2);
	const { error } = await firm().run(
		'matter',
		'create',
		{
			client: choose('={{ $json.client }}', 'name'),
			description: 'Sale',
			responsible_attorney: choose('={{ $json.user }}', 'name'),
			options: { fieldList: 'id' },
		},
		{
			items: contacts.map(({ id }, n) => ({
				client: n % 2 ? firm().get('contacts', id).name : `N${n}@kaur.example`,
				user: users[n % 2].email,
			})) as never,
		},
	);
	expect(error).toBeUndefined();
	expect(firm().sent.map(({ client }) => client.id)).toEqual(idsOf(contacts));
	const wanted = Math.ceil(firm().all('contacts').length / 200);
	expect([firm().asked('contacts').length, firm().asked('users').length]).toEqual([wanted, 1]);
});

test('names in custom fields and in rows of the form come with their list, too', async () => {
	const people = firm().sandbox.create(
		'contacts',
		(n) => ({ type: 'Person', first_name: 'Asha', last_name: `Quill-${n}` }),
		20,
	);
	const names = people.map(({ id }) => firm().get('contacts', id).name);
	const { error } = await firm().run(
		'matter',
		'create',
		{
			client: choose(firm().all('contacts')[0].id),
			description: 'Sale',
			fields: {
				related_parties: {
					entries: [{ relationship: 'Witness', contact: choose('={{ $json.witness }}', 'name') }],
				},
			},
			matterCustomFields: firm().mapped({
				'Referral Source': (firm().field('Referral Source').picklist_options as Row[])[0].option,
				'Opposing Party': '={{ $json.opposing }}',
			}),
			options: { fieldList: 'id' },
		},
		{
			items: [...names.keys()].slice(0, 10).map((n) => ({
				witness: names[n] as string,
				opposing: names[n + 10] as string,
			})),
		},
	);
	expect(error).toBeUndefined();
	const matters = firm().all('matters').slice(-10);
	expect(matters.map(({ id }) => Number(firm().stored('matters', id)['Opposing Party']))).toEqual(
		idsOf(people.slice(10)),
	);
	const witnessOf = ({ id }: Row) =>
		firm()
			.all('relationships')
			.find(({ matter }) => (matter?.id ?? matter) === id)?.contact;
	expect(matters.map((one) => witnessOf(one)?.id ?? witnessOf(one))).toEqual(
		idsOf(people.slice(0, 10)),
	);
	expect(searches('contacts')).toEqual([]);
});

test.each([
	['a list that Clio refuses is searched', 422, 0],
	['without the permission each item is told so', 403, 10],
])('%s', async (_, status, failed) => {
	const matters = firm().all('matters').slice(0, 10);
	const body = { error: { type: 'Refused', message: 'No' } };
	for (let n = 0; n < (failed || 1); n++)
		firm().sandbox.fail({ path: /matters\.json/, status, body });
	const { json } = await addTasks(numbersOf(matters), goesOn);
	expect(json.filter(({ error }) => /does not allow .* matters/.test(String(error)))).toHaveLength(
		failed,
	);
	expect(json.filter(({ id }) => id)).toHaveLength(10 - failed);
	expect(firm().asked('matters')).toHaveLength(failed || 11);
});

test('companies of new contacts that are created on the way are found again', async () => {
	const [known] = firm().sandbox.create(
		'contacts',
		(n) => ({ type: 'Company', name: `Firm ${n}` }),
		10,
	);
	const names = ['New One', 'New Two', 'New Three', 'New Four', 'New Five', String(known.name)];
	const { error } = await firm().run(
		'contact',
		'create',
		{
			type: 'Person',
			first_name: 'Asha',
			last_name: '={{ "Kaur " + $json.n }}',
			company: choose('={{ $json.company }}', 'name'),
			options: { fieldList: 'id,company{name}' },
		},
		{ items: [...names, ...names].map((company, n) => ({ n, company })) },
	);
	expect(error).toBeUndefined();
	for (const name of names)
		expect(
			firm()
				.all('contacts')
				.filter((one) => one.name === name),
		).toHaveLength(1);
	const created = firm()
		.all('contacts')
		.filter((one) => one.first_name === 'Asha');
	const called = created.map(({ company }) => firm().get('contacts', company.id ?? company).name);
	expect(called.slice(-12)).toEqual([...names, ...names]);
});

test('a new contact that Clio refuses leaves the names of companies known', async () => {
	const companies = firm().sandbox.create(
		'contacts',
		(n) => ({ type: 'Company', name: `Firm ${n}` }),
		30,
	);
	const body = { error: { type: 'ArgumentError', message: 'No' } };
	const headers = { 'x-ratelimit-limit': '50' };
	for (const skip of [3, 5])
		firm().sandbox.fail({ method: 'POST', skip, status: 422, body, headers });
	const { json } = await firm().run(
		'contact',
		'create',
		{
			type: 'Person',
			first_name: 'Asha',
			last_name: '={{ "Kaur " + $json.n }}',
			company: choose('={{ $json.company }}', 'name'),
			options: { fieldList: 'id,company{id}' },
		},
		{ items: companies.map(({ name }, n) => ({ n, company: String(name) })), ...goesOn },
	);
	expect(json.filter(({ error }) => error)).toHaveLength(2);
	expect(json.map(({ company, error }) => (company as Row)?.id ?? typeof error)).toEqual(
		companies.map(({ id }, n) => ([3, 6].includes(n) ? 'string' : id)),
	);
	expect(searches('contacts')).toEqual([]);
	expect(pagesOf('contacts')).toHaveLength(Math.ceil(firm().all('contacts').length / 200));
});

describe('matters that are changed, by number', () => {
	const update = (fields: object, matters: Row[], rest: object = {}) =>
		firm().run(
			'matter',
			'update',
			{ matterId: choose('={{ $json.matter }}', 'name'), ...fields, options: { fieldList: 'id' } },
			{ items: numbersOf(matters).map((matter, n) => ({ matter, n })), ...rest },
		);
	const location = { fields: { location: '={{ "Room " + $json.n }}' } };

	test('1,000 of them: 5 requests for the numbers, and the changes', async () => {
		const matters = [...firm().all('matters')].reverse();
		const { json, error } = await update(location, matters);
		expect(error).toBeUndefined();
		expect(json).toEqual(matters.map(({ id }) => ({ id })));
		expect(matters.map(({ id }) => firm().get('matters', id).location)).toEqual(
			numbered(1_000).map(({ n }) => `Room ${n}`),
		);
		expect(firm().sandbox.requests).toHaveLength(5 + 1_000);
	});

	test('some refused on the way: each of those is read once more, its name with it', async () => {
		for (const path of [3, 5].map((n) => RegExp(`matters/${firm().all('matters')[n].id}`)))
			firm().sandbox.fail({
				method: 'PATCH',
				path,
				status: 422,
				body: { error: { message: 'No' } },
			});
		const { json } = await update(location, firm().all('matters').slice(0, 12), goesOn);
		expect(json.filter(({ error }) => error)).toHaveLength(2);
		expect(firm().sandbox.requests).toHaveLength(5 + 12 + 2);
	});

	test('whose custom fields are compared, in a longer list: a search for each name', async () => {
		const matters = firm().all('matters').slice(0, 8);
		const mapped = { matterCustomFieldChanges: firm().mapped({ 'Case number': 'X' }) };
		const { error } = await update(mapped, matters);
		expect(error).toBeUndefined();
		expect(pagesOf('matters')).toHaveLength(4);
		expect(searches('matters')).toHaveLength(8);
	});
});
