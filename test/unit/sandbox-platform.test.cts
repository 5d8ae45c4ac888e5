import axios, { type AxiosInstance, type AxiosRequestConfig } from 'axios';
import type { Platform } from '../../dev/sandbox/platform/platform.cts';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';

/** Clio Grow of the sandbox: its records, lists and refusals. */
let sandbox: Sandbox;
let platform: Platform;
let grow: AxiosInstance;

const clientWith = (...scopes: string[]) =>
	axios.create({
		baseURL: `${platform.url}/grow/`,
		headers: { authorization: `Bearer ${platform.issueToken(...scopes).access_token}` },
		validateStatus: () => true,
		maxRedirects: 0,
	});

const list = async (path: string, params: object = {}, client = grow): Promise<any[]> =>
	(await client.get(path, { params })).data.data;
const statusOf = async (path: string, config: AxiosRequestConfig = {}, client = grow) =>
	(await client.get(path, config)).status;
const post = async (path: string, data: object) => {
	const answer = await grow.post(path, { data });
	return { status: answer.status, data: answer.data.data, message: answer.data.error?.message };
};

let time: number;

beforeEach(async () => {
	time = Date.parse('2026-03-02T12:00:00Z');
	sandbox = await startSandbox({ matters: 30, now: () => time });
	({ platform } = sandbox);
	grow = clientWith();
});
afterEach(() => sandbox.close());

describe('the firm', () => {
	test('hired matters and their clients are those of Clio Manage', async () => {
		const linked = (await list('matters')).filter(({ clio_id }) => clio_id);
		expect(linked.length).toBeGreaterThan(5);
		for (const { clio_id, client, description, ...matter } of linked) {
			const twin = sandbox.store.get('matters', clio_id)!;
			const { clio_id: contactId } = platform.store.get('contacts', client.id)!;
			expect([twin.description, twin.client]).toEqual([description, contactId]);
			expect(matter).toMatchObject({ status_category: 'hired', status: 'Hired' });
			expect(matter.hired_date).toMatch(/^2026-/);
		}
	});

	test('there are matters in every category, and leads to work on', async () => {
		const found = new Set((await list('matters')).map(({ status_category }) => status_category));
		expect([...found].sort()).toEqual(['declined', 'hired', 'intake']);
		expect((await list('inbox_leads', { state: 'untriaged' })).length).toBeGreaterThan(5);
		expect((await list('inbox_leads', { state: 'ignored' })).length).toBeGreaterThan(1);
		const { data } = await grow.get('users/who_am_i');
		expect(data.data.account.firm_name).toBe('Marlow & Finch LLP');
	});

	test('a matter that is hired gets its status and its day, and moves up', async () => {
		const [matter] = platform.create('matters', { description: 'Offer' });
		time += 5_000;
		platform.change('matters', { status_category: 'hired' }, { ids: [matter.id] });
		const { data } = await grow.get(`matters/${matter.id}`);
		expect(data.data).toMatchObject({ status: 'Hired', hired_date: '2026-03-02' });
		expect(data.data).toMatchObject({ updated_at: '2026-03-02T12:00:05Z' });
	});

	test('a lead that is taken up leaves the inbox and is a matter', async () => {
		const [lead] = await list('inbox_leads', { state: 'untriaged' });
		const matter = platform.acceptLead(lead.id, { description: 'Van' });
		const left = await list('inbox_leads', { state: 'untriaged' });
		expect(left.map(({ id }) => id)).not.toContain(lead.id);
		const [found, ...others] = await list('matters', { inbox_lead_id: lead.id });
		expect([found.id, found.description, others]).toEqual([matter.id, 'Van', []]);
		expect(found.client.full_name).toBe(`${lead.first_name} ${lead.last_name}`);
	});

	test('a matter that was hired comes into Clio Manage with its client, who comes once', async () => {
		const [contact] = platform.create('contacts', { first_name: 'Ines', last_name: 'Moreau' });
		const values = { client_id: contact.id, type: 'Family' };
		const made = platform.create('matters', (index) => ({ ...values, description: `${index}` }), 2);
		const ids = made.map(({ id }) => id);
		expect(() => sandbox.copyToManage(ids[0])).toThrow('was not hired');
		platform.change('matters', { status_category: 'hired' }, { ids });
		const copies = ids.map((id) => sandbox.copyToManage(id));
		const shown = await list('matters', { 'ids[]': String(ids[1]) });
		expect(shown.map(({ clio_id }) => clio_id)).toEqual([copies[1].id]);
		expect(copies.map(({ description }) => description)).toEqual(['0', '1']);
		expect(new Set(copies.map(({ client }) => client)).size).toBe(1);
		const client = sandbox.store.get('contacts', copies[0].client)!;
		expect(client.name).toBe('Ines Moreau');
		expect(platform.store.get('contacts', contact.id)!.clio_id).toBe(client.id);
	});
});

describe('a list', () => {
	test('comes by cursor in the order of ids, forth and back', async () => {
		platform.remove('sources', { count: 100 });
		const made = platform.create('sources', (index) => ({ name: `Source ${index}` }), 450);
		const pages: any[] = [];
		for (let url: string | undefined = 'sources?noSuch=1'; url;) {
			const { data }: { data: any } = await grow.get(url);
			pages.push(data);
			url = data.meta.paging.next;
			if (url) expect(new URL(url).origin).toBe(platform.url);
		}
		expect(pages.map(({ data }) => data.length)).toEqual([200, 200, 50]);
		const ids = pages.flatMap(({ data }) => data.map(({ id }: { id: number }) => id));
		expect(ids).toEqual(made.map(({ id }) => id));
		const { data: back } = await grow.get(pages[2].meta.paging.previous);
		expect(back).toEqual(pages[1]);
		expect(pages[0].meta.paging.previous).toBeUndefined();
	});

	test('has bounds that are inclusive, and ids of at most 50', async () => {
		const at = time - 60_000;
		const [early] = platform.create('locations', { name: 'Early' }, 1, { at: at - 1_000 });
		const [exact] = platform.create('locations', { name: 'Exact' }, 1, { at });
		const since = new Date(at).toISOString();
		const names = async (params: object) =>
			(await list('locations', params)).map(({ name }) => name);
		expect(await names({ created_since: since })).toEqual(['Exact']);
		platform.change('locations', {}, { ids: [early.id] });
		expect(await names({ updated_since: since })).toEqual(['Early', 'Exact']);
		expect(await names({ 'ids[]': [exact.id] })).toEqual(['Exact']);
		const many = Array.from({ length: 51 }, (_, index) => `ids[]=${index + 1}`);
		expect(await statusOf(`locations?${many.slice(1).join('&')}`)).toBe(200);
		expect(await statusOf(`locations?${many.join('&')}`)).toBe(400);
	});

	test.each([
		['inbox_leads', {}],
		['inbox_leads', { state: 'accepted' }],
		['matters', { created_since: 'yesterday' }],
		['matters', { inbox_lead_id: 'x' }],
		['matters', { submitted_only: 'perhaps' }],
		['contacts', { page_token: 'made-up' }],
		['contacts', { 'ids[]': ['x'] }],
	])('of %s refuses %j', async (path, params) => {
		const { status, data } = await grow.get(path, { params });
		expect([status, data]).toEqual([
			400,
			{ error: { status: '400', message: expect.any(String) } },
		]);
	});

	test('is searched by name, e-mail and phone', async () => {
		const contact = { first_name: 'Zdenka', last_name: 'Quill', emails: ['zq@ink.example'] };
		platform.create('contacts', { ...contact, phone_numbers: ['+1 415 555 0999'] });
		for (const query of ['zdenka q', 'INK.example', '555 0999']) {
			expect((await list('contacts', { query })).map(({ name }) => name)).toEqual(['Zdenka Quill']);
		}
		const state = 'untriaged';
		expect(await list('inbox_leads', { state, query: 'Vandermeer' })).toHaveLength(1);
	});

	test('has matters of leads that this app brought in', async () => {
		const all = (await list('matters')).filter(({ inbox_lead_id }) => inbox_lead_id);
		const own = await list('matters', { submitted_only: true });
		expect([all.length, own.length]).toEqual([2, 1]);
	});
});

describe('what is created', () => {
	const lead = {
		...{ first_name: 'Ines', last_name: 'Moreau', from_message: 'Hello', from_source: 'n8n' },
		referring_url: 'https://www.example/contact',
	};

	test('is there: a note, a lead, a name', async () => {
		const [{ id }] = await list('matters');
		const note = await post(`matters/${id}/notes`, { subject: 'Call', body: 'At noon' });
		expect(note.status).toBe(201);
		expect((await list(`matters/${id}/notes`)).at(-1)).toEqual(note.data);
		const made = await post('inbox_leads', lead);
		expect([made.status, made.data.from_message]).toEqual([201, 'Hello']);
		const { data } = await grow.get(`inbox_leads/${made.data.id}`);
		expect(data.data).toMatchObject({ state: 'untriaged', email: null, matter_type: null });
		expect(data.data).not.toHaveProperty('from_message');
		expect((await post('sources', { name: 'Radio' })).data).toMatchObject({ category: 'standard' });
	});

	test('a lead is made though its matter type and location are not there', async () => {
		const [source] = await list('sources');
		const refs = { matter_type: { id: 1 }, matter_location: { id: 2 } };
		const more = { ...refs, marketing_source: { id: source.id } };
		const { status, data } = await post('inbox_leads', { ...lead, ...more });
		expect(status).toBe(201);
		expect(data).toMatchObject({ matter_type: null, matter_location: null });
		expect(data.marketing_source).toEqual({ id: source.id, name: source.name });
	});

	test.each([
		['locations', {}, /^name/],
		['locations', { name: 'Saltmarsh', color: 'red' }, /^color/],
		['locations', { name: 'x'.repeat(256) }, /^name is too long/],
		['locations', { name: 7 }, /^name must be/],
		['locations', { name: 'BROOKHAVEN office' }, /taken/],
		['matter_types', { name: 'family' }, /taken/],
		['sources', { name: 'website' }, /taken/],
		['inbox_leads', { ...lead, from_message: undefined }, /^from_message/],
		['inbox_leads', { ...lead, referring_url: 'from a friend' }, /^referring_url/],
		['inbox_leads', { ...lead, email: 'nobody' }, /^email/],
		['inbox_leads', { ...lead, email: null }, /^email/],
		['inbox_leads', { ...lead, state: 'ignored' }, /^state/],
		['custom_actions', { label: 'Short' }, /^target_url/],
	])('%s refuses %j', async (path, data, why) => {
		const before = platform.store.all(path).length;
		const { status, message } = await post(path, data);
		expect([status, message]).toEqual([422, expect.stringMatching(why)]);
		expect(platform.store.all(path)).toHaveLength(before);
	});

	test('a custom action needs a label of 6 to 32 characters and https, and goes again', async () => {
		const action = { label: 'Start intake', target_url: 'https://a.example' };
		const taken = { ...action, ui_reference: 'matters/show' };
		expect((await post('custom_actions', { ...taken, label: 'Short' })).status).toBe(422);
		expect((await post('custom_actions', { ...taken, target_url: 'http://a' })).status).toBe(422);
		expect((await post('custom_actions', { ...taken, ui_reference: 'x' })).status).toBe(422);
		const { status, data } = await post('custom_actions', { ...taken, color: 'red' });
		expect(status).toBe(201);
		const gone = await grow.delete(`custom_actions/${data.id}`);
		expect([gone.status, gone.data]).toEqual([204, '']);
		expect((await grow.delete(`custom_actions/${data.id}`)).status).toBe(404);
	});

	test('nothing else can be written, and notes only where their record is', async () => {
		const [{ id }] = await list('matters');
		expect((await post('matters', { description: 'x' })).status).toBe(404);
		expect((await grow.delete(`matters/${id}`)).status).toBe(404);
		expect((await post('matters/1/notes', { subject: 'a', body: 'b' })).status).toBe(404);
		expect(await statusOf('sources/1')).toBe(404);
	});
});

describe('what a token may', () => {
	test('custom field values are there for those who ask, and null for those who may not', async () => {
		const [matter] = (await list('matters', { include: 'custom_field_values,other' })).filter(
			({ custom_field_values }) => custom_field_values.length > 0,
		);
		expect(matter.custom_field_values[0].custom_field.parent_type).toBe('Matter');
		expect(matter).not.toHaveProperty('redacted_fields');
		expect((await list('matters'))[0]).not.toHaveProperty('custom_field_values');
		platform.withhold('grow_custom_field_read');
		const [without] = await list('matters', { include: 'custom_field_values' });
		expect(without).toMatchObject({ custom_field_values: null });
		expect(without.redacted_fields).toEqual(['custom_field_values']);
	});

	test('a value that is no number is null beside what was written', async () => {
		const values = (await list('matters', { include: 'custom_field_values' }))
			.flatMap(({ custom_field_values }) => custom_field_values)
			.filter(({ field_type }) => field_type === 'numeric');
		const pairs = new Map(values.map(({ raw_value, value }) => [raw_value, value]));
		expect([pairs.get('3'), pairs.get('a few')]).toEqual([3, null]);
	});

	test('without the scope it is 403, or the way to the OAuth host', async () => {
		const reader = clientWith('grow_matter_read');
		expect(await statusOf('matters', {}, reader)).toBe(200);
		expect(await statusOf('contacts', {}, reader)).toBe(403);
		platform.withhold('grow_matter_read');
		expect(await statusOf('matters')).toBe(403);
		platform.withheldAnswer = 'redirect';
		const { status, headers } = await grow.get('matters');
		expect(status).toBe(302);
		expect(headers.location).toMatch('https://auth.api.clio.com/oauth/authorize');
		platform.withhold();
		expect(await statusOf('matters')).toBe(200);
		expect(() => platform.withhold('matters')).toThrow('no scope matters');
	});

	test('without all leads, an app sees its own and no ids of others', async () => {
		const state = 'untriaged';
		const all = await list('inbox_leads', { state });
		platform.withhold('grow_lead_inbox_all_read');
		const own = await list('inbox_leads', { state });
		expect(own.length).toBeGreaterThan(1);
		expect(own.length).toBeLessThan(all.length);
		const another = all.find(({ id }) => !own.some((each) => each.id === id));
		expect(await statusOf(`inbox_leads/${another.id}`)).toBe(404);
		const { data } = await post('inbox_leads', {
			...{ first_name: 'A', last_name: 'B', from_message: 'C', from_source: 'D' },
			referring_url: 'https://a.example',
		});
		expect((await list('inbox_leads', { state })).map(({ id }) => id)).toEqual([
			...own.map(({ id }) => id),
			data.id,
		]);
		const redacted = (await list('matters')).filter(({ redacted_fields }) => redacted_fields);
		expect(redacted).toMatchObject([{ inbox_lead_id: null, redacted_fields: ['inbox_lead_id'] }]);
	});
});

describe('the API', () => {
	test('counts the calls of all tokens together', async () => {
		platform.setRateLimit(3);
		const clients = [clientWith(), clientWith(), clientWith(), clientWith()];
		const call = (client: AxiosInstance) => client.get('users');
		const answers = [];
		for (const client of clients) answers.push(await call(client));
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
		expect(answers[3].data).toEqual({ error: { status: '429', message: 'Too Many Requests' } });
		expect(answers[3].headers).not.toHaveProperty('retry-after');
		platform.limitedAnswer = 'gateway';
		expect((await call(grow)).data).toEqual({ message: 'Too Many Requests' });
		await sandbox.advance(1_000);
		expect((await call(grow)).status).toBe(200);
	});

	test('tells with 304 that a record has not changed', async () => {
		const [{ id }] = await list('matters');
		const { headers } = await grow.get(`matters/${id}`);
		const again = { headers: { 'if-none-match': headers.etag } };
		expect(await statusOf(`matters/${id}`, again)).toBe(304);
		platform.change('matters', {}, { ids: [id] });
		expect(await statusOf(`matters/${id}`, again)).toBe(200);
	});

	test('fails on order in its own words, and its log has no tokens', async () => {
		const heal = platform.fail({ path: '/matters', status: 429, times: Infinity });
		expect((await grow.get('matters')).data.error.status).toBe('429');
		heal();
		expect(await statusOf('matters')).toBe(200);
		platform.fail({ path: /users/, drop: true });
		await expect(grow.get('users')).rejects.toThrow();
		expect(platform.requests.map(({ path, status }) => [path, status])).toEqual([
			['/grow/matters', 429],
			['/grow/matters', 200],
			['/grow/users', 0],
		]);
		expect(sandbox.requests).toEqual([]);
	});

	test('links can lead elsewhere', async () => {
		platform.create('users', (index) => ({ email: `u${index}@a.example` }), 200);
		platform.rewriteNext((next) => next.replace(platform.url, 'https://grow.clio.com'));
		const { data } = await grow.get('users');
		expect(data.meta.paging.next).toMatch('https://grow.clio.com/grow/users?page_token=');
	});
});

describe('the older inbox', () => {
	const lead = {
		...{ from_first: 'Ines', from_last: 'Moreau', from_message: 'Hello', from_source: 'n8n' },
		referring_url: 'told by a friend',
	};
	const send = (inbox_lead: object, inbox_lead_token = platform.inboxLeadToken) =>
		axios.post(
			`${platform.url}/inbox_leads`,
			{ inbox_lead_token, inbox_lead },
			{ validateStatus: () => true },
		);

	test('takes a lead, and text that is no address', async () => {
		const { status, data } = await send({ ...lead, from_email: 'i@a.example' });
		expect(status).toBe(201);
		const found = await grow.get(`inbox_leads/${data.inbox_lead.id}`);
		expect(found.data.data).toMatchObject({ first_name: 'Ines', email: 'i@a.example' });
	});

	test('tells a wrong token from a lead that is not whole', async () => {
		const before = platform.store.all('inbox_leads').length;
		expect((await send(lead, 'made-up')).status).toBe(401);
		expect((await send({}, 'made-up')).status).toBe(401);
		expect((await send({})).status).toBe(422);
		expect((await send({ ...lead, from_source: '' })).status).toBe(422);
		expect(platform.store.all('inbox_leads')).toHaveLength(before);
	});

	test('its token is not in the log', async () => {
		await send(lead);
		expect(platform.requests[0].body).toEqual({ inbox_lead_token: '…', inbox_lead: lead });
	});
});
