import { startSandbox } from '../../dev/sandbox/server.cts';
import { choose, type Setup } from './engine.cts';
import { Grow } from './grow-kit.cts';
import { Firm } from './kit.cts';

/** Records that a workflow knows by their etag are not given again, and not overwritten. */
let firm: Firm;
beforeEach(async () => {
	firm = new Firm(await startSandbox({ matters: 450 }));
});
afterEach(async () => firm.sandbox.close());

const matterIds = (count: number): number[] =>
	firm
		.all('matters')
		.slice(0, count)
		.map(({ id }) => id);

/** What takes no further call to show. */
const plain = { output: 'selected', selectedFields: ['description'] };

/** Get of matters, each known by the etag that its item brings along. */
const getEach = (items: object[], parameters: object = {}, rest: Partial<Setup> = {}) =>
	firm.run(
		'matter',
		'get',
		{
			matterId: choose('={{ $json.id }}'),
			...plain,
			options: { ifNoneMatch: '={{ $json.etag }}' },
			...parameters,
		},
		{ ...rest, items: items as Setup['items'] },
	);

/** What a workflow would have stored: id and etag of the first time. */
async function known(ids: number[]): Promise<Array<{ id: number; etag: unknown }>> {
	const { json } = await getEach(ids.map((id) => ({ id })));
	firm.sandbox.requests.length = 0;
	return json.map(({ etag }, at) => ({ id: ids[at], etag }));
}

const asked = () =>
	firm.sandbox.requests.map(
		({ method, path, status }) => `${method} ${path.split('/').at(-1)} ${status}`,
	);
const isEtag = expect.stringMatching(/^"\w+"$/);

describe('Get: Skip If Unchanged', () => {
	test('the first time, without an etag, the record comes with its etag', async () => {
		const [id] = matterIds(1);
		const { json } = await getEach([{ id }]);
		expect(json).toEqual([
			expect.objectContaining({ description: expect.anything(), etag: isEtag, unchanged: false }),
		]);
	});

	test('one record: Clio says 304, and once it has changed sends it', async () => {
		const [item] = await known(matterIds(1));
		const same = await getEach([item]);
		expect(same.json).toEqual([{ id: item.id, unchanged: true }]);
		expect(asked()).toEqual([`GET ${item.id}.json 304`]);

		firm.change('matters', item.id, { description: 'Another' });
		const { json } = await getEach([item]);
		expect(json).toEqual([
			expect.objectContaining({ description: 'Another', etag: isEtag, unchanged: false }),
		]);
		expect(json[0].etag).not.toBe(item.etag);
		expect(asked().at(-1)).toBe(`GET ${item.id}.json 200`);
		expect((await getEach([{ ...item, etag: json[0].etag }])).json[0].unchanged).toBe(true);
	});

	test.each([
		['without quotes', (etag: string) => etag.slice(1, -1)],
		['weak', (etag: string) => `W/${etag}`],
	])('an etag %s is understood, alone and among several', async (_, written) => {
		const items = (await known(matterIds(3))).map(({ id, etag }) => ({
			id,
			etag: written(String(etag)),
		}));
		expect((await getEach([items[0]])).json[0].unchanged).toBe(true);
		expect(asked()).toEqual([`GET ${items[0].id}.json 304`]);
		const { json } = await getEach(items);
		expect(json).toEqual(items.map(({ id }) => ({ id, unchanged: true })));
	});

	test('a server that sends the record all the same: its etag tells', async () => {
		const [item] = await known(matterIds(1));
		const body = { data: { ...item, display_number: '1', description: 'As ever' } };
		firm.sandbox.fail({ path: `/matters/${item.id}`, status: 200, body });
		expect((await getEach([item])).json).toEqual([{ id: item.id, unchanged: true }]);
		expect(asked()).toEqual([`GET ${item.id}.json 200`]);
	});

	test('450 records: three lists, of which those that have changed come whole', async () => {
		const items = await known(matterIds(450));
		const changed = [items[3].id, items[201].id, items[449].id];
		for (const id of changed) firm.change('matters', id, { description: `Changed ${id}` });
		const output = await getEach(items);
		expect(asked()).toEqual(Array(3).fill('GET matters.json 200'));
		output.json.forEach((json, at) => {
			const { id, etag } = items[at];
			if (!changed.includes(id)) return expect(json).toEqual({ id, unchanged: true });
			expect(json).toMatchObject({ description: `Changed ${id}`, etag: isEtag, unchanged: false });
			return expect(json.etag).not.toBe(etag);
		});
		expect(output.items.map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_, item) => ({ item })),
		);
	});

	test('what has not changed costs no call to show it', async () => {
		const ids = firm
			.all('tasks')
			.filter(({ matter }) => matter)
			.slice(0, 5)
			.map(({ id }) => id);
		const get = (items: object[]) =>
			firm.run(
				'task',
				'get',
				{
					taskId: choose('={{ $json.id }}'),
					addDetails: true,
					options: { ifNoneMatch: '={{ $json.etag }}' },
				},
				{ items: items as Setup['items'] },
			);
		const first = await get(ids.map((id) => ({ id })));
		expect(firm.sandbox.requests.length).toBeGreaterThan(1);
		firm.sandbox.requests.length = 0;
		const again = await get(first.json.map(({ etag }, at) => ({ id: ids[at], etag })));
		expect(again.json).toEqual(ids.map((id) => ({ id, unchanged: true })));
		expect(asked()).toEqual(['GET tasks.json 200']);

		const [{ etag }] = first.json;
		const body = { data: { id: ids[0], etag, matter: { id: matterIds(1)[0] } } };
		firm.sandbox.fail({ path: `/tasks/${ids[0]}`, status: 200, body });
		expect((await get([{ id: ids[0], etag }])).json).toEqual([{ id: ids[0], unchanged: true }]);
		expect(asked().slice(1)).toEqual([`GET ${ids[0]}.json 200`]);
	});

	test('a record that has changed has its custom fields by name, and the names of records in them', async () => {
		const field = 'Opposing Party';
		const some = matterIds(450)
			.filter((id) => firm.stored('matters', id)[field])
			.slice(0, 2);
		const items = await known(some);
		firm.change('matters', some[1], { description: 'Another' });
		const { json } = await getEach(items, { output: 'simplified' });
		const { name } = firm.get('contacts', firm.stored('matters', some[1])[field]);
		expect(json).toEqual([
			{ id: some[0], unchanged: true },
			expect.objectContaining({ customFields: expect.objectContaining({ [field]: name }) }),
		]);
	});

	test('the same record twice, known and not known, is read once', async () => {
		const [item] = await known(matterIds(1));
		const { json } = await getEach([item, { id: item.id }, { id: item.id, etag: '"old"' }]);
		expect(json.map(({ unchanged }) => unchanged)).toEqual([true, false, false]);
		expect(json[1]).toEqual(json[2]);
		expect(asked()).toEqual(['GET matters.json 200']);
	});

	test.each([
		['All Fields', { output: 'all' }, ['display_number', 'created_at']],
		['Simplified', { output: 'simplified' }, ['number', 'url']],
		['Selected Fields', { output: 'selected', selectedFields: ['description'] }, ['description']],
	])('with %s, too, the etag comes along', async (_, parameters, names) => {
		const items = await known(matterIds(2));
		firm.change('matters', items[1].id, { description: 'Another' });
		const { json } = await getEach(items, parameters);
		expect(json[0]).toEqual({ id: items[0].id, unchanged: true });
		expect(Object.keys(json[1])).toEqual(
			expect.arrayContaining([...names, 'id', 'etag', 'unchanged']),
		);
	});

	test('with a Field List the record has that, and its etag', async () => {
		const [one, other] = matterIds(2);
		const options = { fieldList: 'description', ifNoneMatch: '' };
		for (const items of [[{ id: one }], [{ id: one }, { id: other }]]) {
			const { json } = await getEach(items, { options });
			expect(Object.keys(json[0]).sort()).toEqual(['description', 'etag', 'unchanged']);
		}
	});

	test('a record that is gone, and an etag that is none, are told on their items', async () => {
		const [one, other] = await known(matterIds(2));
		const items = [one, { id: 999999, etag: '"a"' }, { ...other, etag: '"a", "b"' }, other];
		const { json, items: output } = await getEach(
			items,
			{},
			{ node: { onError: 'continueRegularOutput' } },
		);
		expect(json).toEqual([
			{ id: one.id, unchanged: true },
			expect.objectContaining({ error: expect.stringMatching(/no such record/) }),
			expect.objectContaining({ error: expect.stringMatching(/Skip If Unchanged is not an etag/) }),
			{ id: other.id, unchanged: true },
		]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
		expect(asked()).toEqual(['GET matters.json 200', 'GET 999999.json 404']);
	});

	test('a list that Clio refuses: each record alone, by its etag', async () => {
		const items = await known(matterIds(3));
		firm.sandbox.fail({ path: '/matters', status: 422 });
		const { json } = await getEach(items);
		expect(json).toEqual(items.map(({ id }) => ({ id, unchanged: true })));
		expect(asked()).toEqual([
			'GET matters.json 422',
			...items.map(({ id }) => `GET ${id}.json 304`),
		]);
	});

	test.each([
		['user', 'getMe'],
		['billingSetting', 'get'],
	])('what there is only one of: %s', async (resource, operation) => {
		const node = { type: `n8n-nodes-clio.${resource === 'user' ? 'clio' : 'clioAdvanced'}` };
		const get = async (ifNoneMatch: unknown) =>
			firm.run(resource, operation, { options: { ifNoneMatch } }, { node });
		const [first] = (await get('')).json;
		expect(first).toMatchObject({ etag: isEtag, unchanged: false });
		expect((await get(first.etag)).json).toEqual([{ unchanged: true }]);
		expect(asked().at(-1)).toMatch(/ 304$/);
	});

	test('records that have no list by ID', async () => {
		const { id } = firm.all('calendar_entries')[0];
		const get = (etag: unknown) =>
			firm.run('calendarEntry', 'get', {
				calendarEntryId: choose(id),
				options: { ifNoneMatch: etag },
			});
		const [first] = (await get('')).json;
		expect((await get(first.etag)).json).toEqual([{ id: String(id), unchanged: true }]);
	});
});

describe('Clio Grow', () => {
	const contactsKnown = async (grow: Grow, items: object[]) =>
		grow.run(
			'growContact',
			'get',
			{ growContactId: choose('={{ $json.id }}'), options: { ifNoneMatch: '={{ $json.etag }}' } },
			{ items: items as Setup['items'] },
		);

	test('a record alone tells its etag, in a header', async () => {
		const grow = new Grow(firm.sandbox);
		const ids = grow
			.all('contacts')
			.slice(0, 2)
			.map(({ id }) => id);
		const first = await contactsKnown(
			grow,
			ids.map((id) => ({ id })),
		);
		expect(first.json).toEqual(
			ids.map(() => expect.objectContaining({ etag: isEtag, unchanged: false })),
		);
		const again = await contactsKnown(
			grow,
			first.json.map(({ etag }, at) => ({ id: ids[at], etag })),
		);
		expect(again.json).toEqual(ids.map((id) => ({ id, unchanged: true })));
		expect(grow.calls.slice(-2).map(({ status }) => status)).toEqual([304, 304]);
	});
});

describe('Update: Only If Unchanged', () => {
	const update = (items: object[], options: object = {}, rest: Partial<Setup> = {}) =>
		firm.run(
			'matter',
			'update',
			{
				matterId: choose('={{ $json.id }}'),
				...plain,
				fields: { description: 'Mine' },
				options: { ifMatch: '={{ $json.etag }}', ...options },
			},
			{ ...rest, items: items as Setup['items'] },
		);
	const description = ({ id }: { id: number }) => firm.get('matters', id).description;

	test('a refused update says what is known of it, and leaves the record', async () => {
		const [item] = await known(matterIds(1));
		firm.change('matters', item.id, { description: 'Theirs' });
		const { error } = await update([item]);
		expect(error?.message).toMatch(/did not update matter \d+: somebody has changed the record/);
		expect(error?.description).toMatch(/does not say who .* Return the Current Record/);
		expect(description(item)).toBe('Theirs');
	});

	test.each([
		['an etag without quotes', (etag: string) => etag.slice(1, -1)],
		['a weak etag', (etag: string) => `W/${etag}`],
	])('%s goes as Clio has it', async (_, written) => {
		const [item] = await known(matterIds(1));
		const { error } = await update([{ ...item, etag: written(String(item.etag)) }]);
		expect(error).toBeUndefined();
		expect(description(item)).toBe('Mine');
	});

	test('on request a refused one gives the record as it is, and the others go on', async () => {
		const items = await known(matterIds(3));
		firm.change('matters', items[1].id, { description: 'Theirs' });
		const { json, items: output } = await update(items, { whenChanged: 'current' });
		expect(json).toEqual([
			expect.objectContaining({ description: 'Mine', updated: true, etag: isEtag }),
			expect.objectContaining({ description: 'Theirs', updated: false, etag: isEtag }),
			expect.objectContaining({ description: 'Mine', updated: true, etag: isEtag }),
		]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
		expect(items.map(description)).toEqual(['Mine', 'Theirs', 'Mine']);
		expect(asked()).toEqual([
			`PATCH ${items[0].id}.json 200`,
			`PATCH ${items[1].id}.json 412`,
			`GET ${items[1].id}.json 200`,
			`PATCH ${items[2].id}.json 200`,
		]);
		const again = json.map(({ etag }, at) => ({ id: items[at].id, etag }));
		expect(
			(await update(again, { whenChanged: 'current' })).json.map(({ updated }) => updated),
		).toEqual([true, true, true]);
	});

	test('what was refused is asked again when the execution is retried, what was updated is not', async () => {
		const items = await known(matterIds(3));
		firm.change('matters', items[0].id, { description: 'Theirs' });
		firm.sandbox.fail({ method: 'PATCH', path: `/matters/${items[2].id}`, status: 422 });
		const { json, error } = await update(
			items,
			{ whenChanged: 'current' },
			{
				node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
			},
		);
		expect(error).toBeUndefined();
		expect(json.map(({ updated }) => updated)).toEqual([false, true, true]);
		const patches = asked().filter((one) => one.startsWith('PATCH'));
		expect(patches.map((one) => one.split(' ').at(-1))).toEqual([
			'412',
			'200',
			'422',
			'412',
			'200',
		]);
	});

	test('a record that cannot be read afterwards: both are told', async () => {
		const [item] = await known(matterIds(1));
		firm.change('matters', item.id, { description: 'Theirs' });
		firm.sandbox.fail({ method: 'GET', path: `/matters/${item.id}`, status: 403 });
		const { error } = await update([item], { whenChanged: 'current' });
		expect(error?.message).toMatch(
			/somebody has changed the record .* was not updated.*does not allow/i,
		);
	});

	test('what the record has already is not sent, and counts as updated', async () => {
		const [item] = await known(matterIds(1));
		firm.change('matters', item.id, { description: 'Mine' });
		const { json } = await update([item], { whenChanged: 'current', skipUnchanged: true });
		expect(json).toEqual([expect.objectContaining({ updated: true, etag: isEtag })]);
		expect(firm.writes).toHaveLength(0);
	});

	test('one in a series of updates that cannot be meant stops before anything is sent', async () => {
		for (const options of [
			{ ifMatch: '' },
			{ ifMatch: '"a", "b"' },
			{ ifMatch: '"a"', whenChanged: 'whatever' },
		]) {
			const { error } = await update([{ id: matterIds(1)[0] }], options);
			expect(error?.message).toMatch(/Only If Unchanged is|If It Has Changed cannot be/);
		}
		expect(firm.sandbox.requests).toHaveLength(0);
	});

	test('If It Has Changed alone checks nothing, and says so', async () => {
		const parameters = {
			matterId: choose(matterIds(1)[0]),
			fields: { description: 'Mine' },
			options: { whenChanged: 'current' },
		};
		const { error } = await firm.run('matter', 'update', parameters);
		expect(error?.message).toMatch(/Only If Unchanged is empty/);
		expect(firm.sandbox.requests).toHaveLength(0);
	});

	test('a credential that may only read is told before', async () => {
		const [item] = await known(matterIds(1));
		const { error } = await update(
			[item],
			{ whenChanged: 'current' },
			{ credential: { access: 'readOnly' } },
		);
		expect(error?.message).toMatch(/may only read/);
		expect(firm.writes).toHaveLength(0);
	});
});
