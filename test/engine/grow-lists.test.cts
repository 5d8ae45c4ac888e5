import { choose, loadGrowOptions } from './engine.cts';
import { ownGrow } from './grow-kit.cts';
import { numbered } from './kit.cts';

/** What the node Clio Grow reads. */
const grow = ownGrow();
const all = { returnAll: true };

const contact = (n: number) => ({
	type: 'Person',
	first_name: 'Nova',
	last_name: `Number ${n}`,
	emails: [`nova${n}@mail.example`],
});

describe('a list', () => {
	it('comes as a firm reads it', async () => {
		const { json, error } = await grow().run('growMatter', 'getAll', all);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(grow().all('matters').length);
		expect(json[0]).toMatchObject({ statusCategory: 'hired', client: 'Yara Lindqvist' });
	});

	it('comes whole, page by page', async () => {
		grow().platform.create('contacts', contact, 450);
		const { json } = await grow().run('growContact', 'getAll', all);
		const ids = grow()
			.all('contacts')
			.map(({ id }) => id);
		expect(json.map(({ id }) => id)).toEqual(ids.sort((a, b) => a - b));
		expect(grow().calls).toHaveLength(Math.ceil(ids.length / 200));
	});

	it('ends at the limit, and says that there are more', async () => {
		const { json, task } = await grow().run('growMatter', 'getAll', { limit: 3 });
		expect(json).toHaveLength(3);
		expect(task?.hints?.[0].message).toContain('more records than the limit');
		expect(grow().asked).toEqual(['GET /grow/matters?include=custom_field_values']);
	});

	it('is narrowed by filters, in the words of Grow', async () => {
		const { id, last_name } = grow().all('contacts').at(-1)!;
		const filters = { query: last_name, created_since: '2020-01-01T00:00:00Z', ids: String(id) };
		const { json } = await grow().run('growContact', 'getAll', { ...all, filters });
		expect(json.map((one) => one.id)).toEqual([id]);
		expect(grow().asked).toEqual([
			`GET /grow/contacts?query=${last_name}&created_since=2020-01-01T00:00:00.000Z&ids[]=${id}&include=custom_field_values`,
		]);
	});

	it('takes no more than 50 IDs', async () => {
		const ids = numbered(51).map(({ n }) => n + 1);
		const { error } = await grow().run('growContact', 'getAll', { ...all, filters: { ids } });
		expect(error?.message).toBe('IDs has more than 50 IDs');
		expect(grow().calls).toEqual([]);
	});

	it('of leads is of those that wait, unless told', async () => {
		const waiting = await grow().run('growLead', 'getAll', { ...all, state: 'untriaged' });
		const ignored = await grow().run('growLead', 'getAll', { ...all, state: 'ignored' });
		const count = (state: string) =>
			grow()
				.all('inbox_leads')
				.filter((lead) => lead.state === state).length;
		expect([waiting.json.length, ignored.json.length]).toEqual([
			count('untriaged'),
			count('ignored'),
		]);
	});
});

describe('the link to the next page', () => {
	beforeEach(() => void grow().platform.create('contacts', contact, 450));
	const contacts = () => grow().all('contacts').length;

	it('that names the old host of Clio Grow is followed at the host of the connection', async () => {
		grow().platform.rewriteNext((next) =>
			next.replace(/^.*\?/, 'https://grow.clio.com/api/v2/contacts?'),
		);
		const { json, error } = await grow().run('growContact', 'getAll', all);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(contacts());
	});

	it.each([
		['a stranger', 'https://clio.com.attacker.example/grow/contacts?'],
		['one whose name ends alike', 'https://notclio.com/grow/contacts?'],
	])('that names %s is refused', async (_, start) => {
		grow().platform.rewriteNext((next) => next.replace(/^.*\?/, start));
		const { error } = await grow().run('growContact', 'getAll', all);
		expect(error?.message).toBe('Clio pointed to an address outside the chosen region');
		expect(grow().calls).toHaveLength(1);
	});

	it('that was there before ends the list', async () => {
		let first = '';
		grow().platform.rewriteNext((next) => (first ||= next));
		const { error } = await grow().run('growContact', 'getAll', all);
		expect(error?.message).toBe('Clio sent the same page of the list twice');
	});
});

describe('the output', () => {
	const matter = () => grow().all('matters')[0];

	it('has the firm’s own fields by name', async () => {
		const { json } = await grow().run('growMatter', 'getAll', all);
		const { customFields } = json.find(({ id }) => id === matter().id)!;
		expect(customFields).toEqual(
			Object.fromEntries(
				(matter().custom_field_values as Array<Record<string, unknown>>).map((value) => {
					const field = grow().get('custom_fields', value.field);
					const isNumber = /numeric|currency/.test(field.field_type);
					const isSwitch = field.field_type === 'checkbox';
					const raw = value.raw_value as string;
					const read = isNumber ? Number(raw) : isSwitch ? raw === 'true' : raw;
					// What cannot be read as a number is shown as it was written.
					return [field.name, Number.isNaN(read) ? raw : read];
				}),
			),
		);
		expect(Object.keys(customFields as object).length).toBeGreaterThan(0);
	});

	it('says what the connection may not read', async () => {
		grow().platform.withhold('grow_custom_field_read');
		const { json, task, error } = await grow().run('growMatter', 'getAll', all);
		expect(error).toBeUndefined();
		expect(json[0].customFields).toEqual({});
		expect(task?.hints?.map(({ message }) => message)).toEqual([
			expect.stringContaining('Custom Fields (grow_custom_field_read)'),
		]);
	});

	it('of All Fields is whatever comes, also what the package does not know', async () => {
		const record = { id: 5, name: 'Nova', star_sign: 'Leo' };
		grow().platform.fail({ path: '/grow/contacts/5', status: 200, body: { data: record } });
		const one = { growContactId: choose('5'), output: 'all' };
		const { json } = await grow().run('growContact', 'get', one);
		expect(json).toEqual([record]);
	});

	it.each([
		['Selected Fields', { output: 'selected', selectedFields: ['status', 'client'] }],
		['a list of fields', { options: { fieldList: 'id,status,client{id,full_name}' } }],
	])('of %s is that and nothing else', async (_, asked) => {
		const one = { growMatterId: choose(String(matter().id)), ...asked };
		const { json } = await grow().run('growMatter', 'get', one);
		expect(Object.keys(json[0]).sort()).toEqual(['client', 'id', 'status']);
		expect(json[0].client).toMatchObject({ full_name: expect.any(String) });
		expect(grow().asked).toEqual([`GET /grow/matters/${matter().id}`]);
	});

	it('has no page, since those of Grow are not known', async () => {
		const { json } = await grow().run('growMatter', 'getAll', all);
		expect(json.filter((one) => 'url' in one)).toEqual([]);
	});
});

describe('Get', () => {
	const byItem = { growContactId: choose('={{ $json.id }}') };

	it('reads 120 items in three calls, in their order', async () => {
		const made = grow().platform.create('contacts', contact, 120).reverse();
		const items = made.map(({ id }) => ({ id }));
		const { items: got } = await grow().run('growContact', 'get', byItem, { items });
		expect(got.map(({ json }) => json.id)).toEqual(made.map(({ id }) => id));
		expect(got.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(grow().calls).toHaveLength(3);
	});

	it('goes on after one that is not there', async () => {
		const [{ id }] = grow().all('contacts');
		const { json } = await grow().run('growContact', 'get', byItem, {
			items: [{ id: 1 }, { id }],
			node: { onError: 'continueRegularOutput' },
		});
		expect(json[0].error).toBe('Clio could not read contact 1: there is no such record');
		expect(json[1].id).toBe(id);
	});

	it('finds a contact by name or e-mail address', async () => {
		const [made] = grow().platform.create('contacts', contact(7));
		for (const said of ['nova NUMBER 7', 'Nova7@mail.example']) {
			const { json } = await grow().run('growContact', 'get', {
				growContactId: choose(said, 'name'),
			});
			expect(json[0].id).toBe(made.id);
		}
	});

	it('finds a lead that was ignored by its ID', async () => {
		const ignored = grow()
			.all('inbox_leads')
			.find(({ state }) => state === 'ignored')!;
		const waiting = grow()
			.all('inbox_leads')
			.find(({ state }) => state === 'untriaged')!;
		const { json } = await grow().run(
			'growLead',
			'get',
			{ growLeadId: choose('={{ $json.id }}') },
			{ items: [{ id: ignored.id }, { id: waiting.id }] },
		);
		expect(json.map(({ state }) => state)).toEqual(['Ignored', 'Untriaged']);
	});

	it('does not take a link into Clio Manage for a record of Grow', async () => {
		const link = 'https://app.clio.com/nc/#/matters/5';
		const { error } = await grow().run('growMatter', 'get', { growMatterId: choose(link) });
		expect(error?.message).toContain('The link leads to app.clio.com');
		expect(error?.description).toContain('Give the ID of a record there');
		expect(grow().calls).toEqual([]);
	});
});

test('Get Me is the connected user', async () => {
	const { json } = await grow().run('growUser', 'getMe');
	expect(json).toEqual([expect.objectContaining({ firm: 'Marlow & Finch LLP' })]);
	expect(grow().asked).toEqual(['GET /grow/users/who_am_i']);
});

test('notes are those of their record', async () => {
	const [{ id, contact_id }] = grow().all('contact_notes');
	const { json } = await grow().run('growContactNote', 'getAll', {
		...all,
		contact: choose(String(contact_id)),
	});
	expect(json.map((one) => one.id)).toContain(id);
	expect(grow().asked).toEqual([`GET /grow/contacts/${contact_id}/notes`]);
});

describe('lists to choose from', () => {
	const search = (name: string, filter?: string) =>
		loadGrowOptions(grow().sandbox, { resource: 'growLead', operation: 'create' }, (methods, it) =>
			methods.listSearch![name].call(it, filter),
		) as Promise<{ results: Array<{ name: string; value: string }> }>;

	it('are searched by Grow where it can', async () => {
		const [made] = grow().platform.create('contacts', contact(7));
		const { results } = await search('search_growContact', 'number 7');
		expect(results).toEqual([
			{ name: 'Nova Number 7 – nova7@mail.example', value: String(made.id) },
		]);
		expect(grow().asked).toEqual(['GET /grow/contacts?query=number 7']);
	});

	it('are searched here where it cannot', async () => {
		const { results } = await search('search_growSource', 'lawyer');
		expect(results.map(({ name }) => name)).toEqual(['Referral by a Lawyer']);
		expect(grow().asked).toEqual(['GET /grow/sources']);
	});
});
