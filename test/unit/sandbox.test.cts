import axios, { type AxiosInstance } from 'axios';
import { kindOf } from '../../dev/sandbox/kinds.cts';
import { resources } from '../../dev/sandbox/resources/index.cts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../dev/sandbox/server.cts';
import type { Link, Resource } from '../../dev/sandbox/vocabulary.cts';
import { putFile } from './sandbox-client.cts';

let sandbox: Sandbox;
let api: AxiosInstance;

/** A client that takes every status as an answer, signed in as the first user. */
function clientOf({ url, issueToken }: Sandbox): AxiosInstance {
	const headers = { authorization: `Bearer ${issueToken().access_token}` };
	return axios.create({
		baseURL: `${url}/api/v4`,
		headers,
		validateStatus: () => true,
		maxRedirects: 0,
	});
}

async function restart(options: SandboxOptions = {}) {
	await sandbox?.close();
	sandbox = await startSandbox(options);
	api = clientOf(sandbox);
}

const firstId = async (path: string): Promise<number> => (await api.get(path)).data.data[0].id;

const post = (path: string, data: object, fields = 'id') =>
	api.post(path, { data }, { params: { fields } });

const patch = (path: string, data: object, fields = 'id') =>
	api.patch(path, { data }, { params: { fields } });

const fieldsOf = async (path: string, fields: string) =>
	(await api.get(path, { params: { fields } })).data.data;

beforeEach(() => restart({ matters: 30 }));
afterAll(() => sandbox.close());

describe('OAuth', () => {
	const redirect_uri = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';
	const form = (path: string, fields: Record<string, string>, headers = {}) =>
		axios.post(sandbox.url + path, new URLSearchParams(fields), {
			headers,
			validateStatus: () => true,
			maxRedirects: 0,
		});
	const app = { client_id: 'sandbox-app-key', client_secret: 'sandbox-app-secret' };
	const request = { ...app, client_secret: '', response_type: 'code', redirect_uri, state: 's 1' };

	async function newCode(): Promise<string> {
		const { status, headers } = await form('/oauth/authorize', request);
		expect(status).toBe(302);
		const back = new URL(headers.location);
		expect(back.origin + back.pathname).toBe(redirect_uri);
		expect(back.searchParams.get('state')).toBe('s 1');
		return back.searchParams.get('code')!;
	}
	const redeem = (code: string, more: Record<string, string> = {}) =>
		form('/oauth/token', { ...app, grant_type: 'authorization_code', code, redirect_uri, ...more });

	test('asks a person, and a code becomes a token once', async () => {
		const { data } = await axios.get(`${sandbox.url}/oauth/authorize`, { params: request });
		expect(data).toContain('Decline');
		const code = await newCode();
		const answer = await redeem(code);
		expect(answer.data).toMatchObject({ token_type: 'bearer', expires_in: 2_592_000 });
		expect(answer.data.refresh_token).toBeTruthy();
		const again = await redeem(code);
		expect([again.status, again.data.error]).toEqual([400, 'invalid_grant']);
	});

	test('compares the redirect address exactly, and takes credentials only in the body', async () => {
		const wrong = await redeem(await newCode(), { redirect_uri: `${redirect_uri}/` });
		expect([wrong.status, wrong.data.error]).toEqual([400, 'invalid_grant']);
		const basic = Buffer.from(`${app.client_id}:${app.client_secret}`).toString('base64');
		const fields = { grant_type: 'authorization_code', code: await newCode(), redirect_uri };
		const refused = await form('/oauth/token', fields, { authorization: `Basic ${basic}` });
		expect([refused.status, refused.data.error]).toEqual([401, 'invalid_client']);
	});

	test('once an address is registered, no other is led back to', async () => {
		sandbox.register(`${redirect_uri}/`);
		expect((await form('/oauth/authorize', request)).status).toBe(400);
		sandbox.register(redirect_uri);
		expect(await newCode()).toBeTruthy();
	});

	test('a refusal comes back only when asked for', async () => {
		const stays = await form('/oauth/authorize', { ...request, decision: 'decline' });
		expect(stays.status).toBe(200);
		const decline = { ...request, decision: 'decline', redirect_on_decline: 'true' };
		const comes = await form('/oauth/authorize', decline);
		expect(comes.headers.location).toContain('error=access_denied');
	});

	const refresh = (refresh_token: string) =>
		form('/oauth/token', { ...app, grant_type: 'refresh_token', refresh_token });

	test('a refresh token is kept by default', async () => {
		const { refresh_token } = sandbox.issueToken();
		sandbox.expireTokens();
		for (let round = 0; round < 2; round++) {
			const { status, data } = await refresh(refresh_token);
			expect([status, data.refresh_token]).toEqual([200, undefined]);
		}
		sandbox.revokeTokens();
		const refused = await refresh(refresh_token);
		expect([refused.status, refused.data.error]).toEqual([400, 'invalid_grant']);
	});

	test('and rotates when told to', async () => {
		await restart({ matters: 1, rotateRefreshTokens: true });
		const { refresh_token } = sandbox.issueToken();
		expect((await refresh(refresh_token)).data.refresh_token).toBeTruthy();
		expect((await refresh(refresh_token)).status).toBe(400);
	});

	test('two shapes of 401, and deauthorize', async () => {
		const me = `${sandbox.url}/api/v4/users/who_am_i.json`;
		const bare = await axios.get(me, { validateStatus: () => true });
		expect([bare.status, bare.data.error.type]).toEqual([401, 'UnauthorizedError']);
		expect(bare.headers['x-ratelimit-limit']).toBeUndefined();
		const token = sandbox.issueToken().access_token;
		const headers = { authorization: `Bearer ${token}` };
		expect((await form('/oauth/deauthorize', { token }, headers)).status).toBe(200);
		const dead = await axios.get(me, { headers, validateStatus: () => true });
		expect([dead.status, dead.data.error]).toEqual([401, 'invalid_token']);
		expect(dead.headers['www-authenticate']).toContain('invalid_token');
	});

	test('writes no secrets down', async () => {
		const { data } = await redeem(await newCode());
		const log = JSON.stringify(sandbox.requests);
		expect(log).not.toContain(data.access_token);
		expect(log).not.toContain(app.client_secret);
		expect(sandbox.requests.map(({ path }) => path)).toEqual(['/oauth/authorize', '/oauth/token']);
	});
});

describe('fields', () => {
	test('default to id and etag, with and without .json', async () => {
		for (const path of ['/matters', '/matters.json']) {
			const { data } = await api.get(path, { params: { limit: 1 } });
			expect(Object.keys(data.data[0])).toEqual(['id', 'etag']);
		}
	});

	test('go one level deep', async () => {
		const [row] = await fieldsOf('/matters', 'client,practice_area{name,category}');
		expect(Object.keys(row.client)).toEqual(['id', 'etag']);
		expect(Object.keys(row.practice_area)).toEqual(['name', 'category']);
	});

	test.each([
		['nme', 'nme is not a valid field'],
		['client{nme}', 'nme is not a valid field'],
		['client{company{id}}', expect.stringContaining('nested')],
		['description{id}', 'description is not a valid field'],
	])('%s is refused', async (fields, message) => {
		const { status, data } = await api.get('/matters', { params: { fields } });
		expect([status, data]).toEqual([400, { error: { type: 'InvalidFields', message } }]);
	});
});

test('every record can show all of its fields', async () => {
	const isList = ({ operations, rowsOf }: Resource) => operations.includes('L') && !rowsOf;
	for (const { path, rows } of resources.filter(isList)) {
		const { data } = await axios.get(`${sandbox.url}/sandbox/records/${path}`);
		if (!rows) expect([path, data.length]).toEqual([path, sandbox.store.all(path).length]);
		// A notification of mine has no id of its own.
		expect([path, data[0]?.id ?? data[0]?.event]).toEqual([path, expect.anything()]);
	}
});

test('what a record nests is known', () => {
	const known = new Set<string>();
	const visit = ({ kind }: Link) => {
		if (known.has(kind)) return;
		known.add(kind);
		Object.values(kindOf(kind).nested ?? {}).forEach(visit);
	};
	for (const { nested = {} } of resources) Object.values(nested).forEach(visit);
	expect(known).toContain('DocumentVersion');
});

describe('lists', () => {
	test('a cursor gives every matter once', async () => {
		await restart({ matters: 1000 });
		const ids: number[] = [];
		let next: string | undefined = '/matters.json?limit=170&order=id(asc)&fields=id';
		while (next) {
			const { data }: { data: any } = await api.get(next);
			ids.push(...data.data.map(({ id }: { id: number }) => id));
			next = data.meta.paging.next;
			if (next) expect(next).toMatch(`${sandbox.url}/api/v4/matters.json?limit=170`);
		}
		expect(ids).toEqual(sandbox.store.all('matters').map(({ id }) => id));
		expect(new Set(ids).size).toBe(1000);
	});

	test('another order and offset end at 10,000', async () => {
		const wrong = await api.get('/matters?order=description(asc)');
		expect(wrong.status).toBe(400);
		const { data } = await api.get('/matters?order=client.name(asc)&limit=20&fields=client{name}');
		const names = data.data.map(({ client }: any) => client.name);
		expect(names).toEqual([...names].sort());
		expect((await api.get(data.meta.paging.next)).data.data).toHaveLength(10);
		const page = await api.get('/matters?offset=10&limit=10');
		expect(Object.keys(page.data.meta.paging)).toEqual(['next', 'previous']);
		const far = await api.get('/matters?offset=10000');
		expect([far.status, far.data.error.type]).toEqual([422, 'ArgumentError']);
	});

	test('bad tokens and limits are refused, `page` is not known', async () => {
		expect((await api.get('/matters?page_token=x')).data.error.message).toMatch('page_token');
		for (const limit of [0, 201, 'x']) {
			expect((await api.get(`/matters?limit=${limit}`)).status).toBe(400);
		}
		const [first, second] = await Promise.all([
			api.get('/matters?limit=2&page=1'),
			api.get('/matters?limit=2&page=2'),
		]);
		expect(first.data.data).toEqual(second.data.data);
	});

	test('filters', async () => {
		const count = async (query: string) => (await api.get(`/${query}`)).data.data.length;
		const all = sandbox.store.all('matters');
		expect(await count('matters?mater_id=1')).toBe(all.length);
		const open = all.filter(({ status }) => status !== 'Closed');
		expect(await count('matters?status=open,pending')).toBe(open.length);
		const dated = all.filter(({ open_date: day }) => day >= '2024-01-01' && day < '2026-01-01');
		const days = 'open_date[]=>=2024-01-01&open_date[]=<2026-01-01';
		expect(await count(`matters?${days}`)).toBe(dated.length);
		const [one, , three] = all;
		expect(await count(`matters?ids[]=${one.id}&ids[]=${three.id}`)).toBe(2);
		const without = all.filter((each) => !each.responsible_attorney);
		expect(await count('matters?responsible_attorney_id=null')).toBe(without.length);
		expect(await count('tasks?priority=high&statuses[]=pending')).toBeGreaterThan(0);
	});

	test.each([
		'notes',
		'tasks?assignee_id=1',
		'tasks?priority=High',
		'matters?client_id=null',
		'matters?status=opened',
		'matters?open_date=2024-01-01',
		'matters?updated_since=yesterday',
	])('%s is 400', async (path) => expect((await api.get(`/${path}`)).status).toBe(400));

	test('communications come by date, calendar entries ignore an order', async () => {
		const rows = await fieldsOf('/communications', 'date');
		const dates = rows.map(({ date }: { date: string }) => date);
		expect(dates).toEqual([...dates].sort());
		expect((await api.get('/calendar_entries?order=nonsense')).status).toBe(200);
	});
});

describe('writing', () => {
	test('needs the envelope and drops what it does not know', async () => {
		const client = { id: await firstId('/contacts') };
		const fields = { client, description: 'A claim', status: 'pending' };
		expect((await api.post('/matters', fields)).status).toBe(400);
		const made = await post(
			'/matters',
			{ ...fields, billing_method: 'flat' },
			'id,status,billing_method',
		);
		expect(made.status).toBe(201);
		expect(made.data.data).toMatchObject({ status: 'Pending', billing_method: 'hourly' });
		expect(made.headers.etag).toMatch(/^"[0-9a-f]{32}"$/);
	});

	test.each<[string, object, string]>([
		['matters', { description: 'No client' }, 'client'],
		['matters', { description: 'x', client: { id: 1 } }, 'client'],
		['contacts', { type: 'Person' }, 'first_name'],
		['contacts', { type: 'Company', name: 'A', email_addresses: [{ name: 'work' }] }, 'name'],
		['tasks', { name: 'x', description: 'x' }, 'assignee'],
		['tasks', { name: 'x', description: 'x', priority: 'high' }, 'assignee'],
		['activities', { type: 'TimeEntry', date: 'today' }, 'date'],
		['notes', { type: 'Matter', subject: 'x' }, 'matter'],
		['communications', { subject: 'x', body: 'x', type: 'EmailCommunication' }, 'received_at'],
	])('%s %j is 422', async (path, data, word) => {
		const answer = await post(`/${path}`, data);
		expect([answer.status, Object.keys(answer.data.error)]).toEqual([422, ['type', 'message']]);
		expect(answer.data.error.message).toContain(word);
	});

	test('sub-lists change by id, add without, remove by _destroy', async () => {
		const { data } = await post(
			'/contacts',
			{
				type: 'Person',
				name: 'Nora van Dyke',
				email_addresses: [
					{ name: 'Work', address: 'a@mail.example' },
					{ name: 'Home', address: 'b@mail.example', default_email: true },
				],
			},
			'id,first_name,last_name,primary_email_address,email_addresses{id,address}',
		);
		expect(data.data).toMatchObject({ last_name: 'Dyke', primary_email_address: 'b@mail.example' });
		const [work, home] = data.data.email_addresses;
		const changed = await patch(
			`/contacts/${data.data.id}`,
			{
				email_addresses: [
					{ id: work.id, address: 'c@mail.example' },
					{ id: home.id, _destroy: true },
					{ name: 'Other', address: 'd@mail.example' },
				],
			},
			'email_addresses{address,primary}',
		);
		expect(changed.data.data.email_addresses).toEqual([
			{ address: 'c@mail.example', primary: true },
			{ address: 'd@mail.example', primary: false },
		]);
	});

	test('custom field values have ids of their own', async () => {
		const [field] = (await api.get('/custom_fields?parent_type=contact&field_type=text_line')).data
			.data;
		const values = 'id,custom_field_values{id,value,field_name}';
		const { data } = await post(
			'/contacts',
			{
				type: 'Company',
				name: 'Acorn Ltd',
				custom_field_values: [{ custom_field: { id: field.id }, value: 'A friend' }],
			},
			values,
		);
		const [value] = data.data.custom_field_values;
		expect(value).toMatchObject({ value: 'A friend', field_name: 'Referred by' });
		expect(value.id).toMatch(/^text_line-\d+$/);
		const path = `/contacts/${data.data.id}`;
		const byId = await patch(path, { custom_field_values: [{ id: value.id, value: 'B' }] }, values);
		expect(byId.data.data.custom_field_values[0].value).toBe('B');
		const again = { custom_field: { id: field.id }, value: 'C' };
		expect((await patch(path, { custom_field_values: [again] })).status).toBe(422);
		const found = await api.get(`/contacts?custom_field_values[${field.id}]=b`);
		expect(found.data.data).toHaveLength(1);
		const removal = { custom_field_values: [{ id: value.id, _destroy: true }] };
		const gone = await patch(path, removal, values);
		expect(gone.data.data.custom_field_values[0]).toMatchObject({ id: null, value: null });
	});

	test('people of a communication go by _deleted', async () => {
		const user = { id: await firstId('/users'), type: 'User' };
		const contact = { id: await firstId('/contacts'), type: 'Contact' };
		const call = { type: 'PhoneCommunication', subject: 'x', body: 'x' };
		const { data } = await post(
			'/communications',
			{ ...call, received_at: '2026-03-01T23:30:00-05:00', senders: [user, contact] },
			'id,received_at,senders{type}',
		);
		expect(data.data.received_at).toBe('2026-03-02T04:30:00Z');
		expect(data.data.senders).toHaveLength(2);
		const senders = [{ ...contact, _deleted: true }];
		const left = await patch(`/communications/${data.data.id}`, { senders }, 'senders{name,type}');
		expect(left.data.data.senders).toEqual([{ name: 'Ada Marlow', type: 'User' }]);
	});

	test('a calendar entry has text for an id and a calendar for an owner', async () => {
		const owner = await firstId('/calendars?writeable=true');
		const entry = { summary: 'x', start_at: '2026-03-01T10:00:00Z', calendar_owner: { id: owner } };
		const { data } = await post('/calendar_entries', { ...entry, end_at: '2026-03-01T11:00:00Z' });
		expect(data.data.id).toEqual(expect.any(String));
		expect((await api.get(`/calendar_entries/${data.data.id}`)).status).toBe(200);
		const backwards = await post('/calendar_entries', { ...entry, end_at: '2026-03-01T09:00:00Z' });
		expect(backwards.data.error.message).toContain('end_at');
		const calendar_owner = { id: await firstId('/users') };
		const user = await post('/calendar_entries', {
			...entry,
			end_at: entry.start_at,
			calendar_owner,
		});
		expect(user.status).toBe(422);
	});

	test('time is in seconds, priced by the user; billed entries are closed', async () => {
		const { data } = await post(
			'/activities',
			{ type: 'TimeEntry', date: '2026-03-01', quantity: 5400 },
			'quantity,quantity_in_hours,price,total,user{name}',
		);
		expect(data.data).toMatchObject({
			quantity: 5400,
			quantity_in_hours: 1.5,
			price: 450,
			total: 675,
		});
		expect(data.data.user.name).toBe('Ada Marlow');
		const billed = await firstId('/activities?status=billed');
		expect((await patch(`/activities/${billed}`, { note: 'x' })).status).toBe(422);
	});

	test('the client of a matter stays, other records go', async () => {
		const client = sandbox.store.all('matters')[0].client;
		expect((await api.delete(`/contacts/${client}`)).status).toBe(422);
		const matter = await firstId('/matters');
		const { status, data } = await api.delete(`/matters/${matter}`);
		expect([status, data]).toEqual([204, '']);
		expect((await api.get(`/matters/${matter}`)).status).toBe(404);
	});
});

describe('bills and payments', () => {
	const count = async (query: string) => (await api.get(`/${query}`)).data.data.length;
	const billOf = (id: number) =>
		fieldsOf(`/bills/${id}`, 'state,balance,paid,paid_at,last_sent_at,updated_at,client{id}');

	test('a bill is made and paid by people, not by the API', async () => {
		const [matter] = sandbox.store.all('matters');
		const values = { matters: [{ id: matter.id }], total: 800 };
		expect((await post('/bills', values)).status).toBe(404);
		const [{ id }] = sandbox.create('bills', values);
		expect((await patch(`/bills/${id}`, { total: 1, memo: 'x' })).status).toBe(200);
		expect(await billOf(id)).toMatchObject({
			...{ state: 'draft', balance: 800, paid: 0, paid_at: null, last_sent_at: null },
			client: { id: matter.client },
		});
		const last_sent_at = '2026-03-02T10:00:00Z';
		sandbox.change('bills', { state: 'awaiting_payment', last_sent_at }, { ids: [id] });
		sandbox.change('bills', { balance: 300 }, { ids: [id] });
		expect(await billOf(id)).toMatchObject({ last_sent_at, paid: 500, paid_at: null });
		await sandbox.advance(5000);
		sandbox.change('bills', { balance: 0 }, { ids: [id] });
		const paid = await billOf(id);
		expect(paid).toMatchObject({ state: 'paid', balance: 0, paid: 800 });
		expect(paid.paid_at).toBe(paid.updated_at);
		sandbox.change('bills', { state: 'awaiting_payment' }, { ids: [id] });
		expect(await billOf(id)).toMatchObject({ balance: 800, paid_at: null });
		sandbox.remove('bills', { ids: [id] });
		expect((await api.get(`/bills/${id}`)).status).toBe(404);
	});

	test('lists are filtered', async () => {
		const all = sandbox.store.all('bills');
		const [paid] = all.filter(({ state }) => state === 'paid');
		expect(await count('bills')).toBe(all.length);
		expect(await count('bills?state=draft')).toBe(1);
		expect(await count(`bills?matter_id=${paid.matters[0]}`)).toBe(1);
		expect(await count('bills?overdue_only=true')).toBe(4);
		expect(await count('bills?status=overdue')).toBe(4);
		expect(await count(`bills?ids[]=${paid.id}&updated_since=2000-01-01T00:00:00Z`)).toBe(1);
		expect(await count('bills?created_since=2100-01-01T00:00:00Z')).toBe(0);
		expect(await count(`activities?status=billed`)).toBeGreaterThan(0);
		const [work] = await fieldsOf('/activities?status=billed', 'bill{number,state}');
		expect(work.bill).toEqual({ number: expect.any(String), state: 'paid' });
		const numbers = await fieldsOf('/bills?order=number(desc)', 'number');
		expect(numbers[0].number > numbers[1].number).toBe(true);
	});

	test('payments have no etag, no order and no times to list by', async () => {
		const path = 'clio_payments/payments';
		const all = await count(path);
		expect(all).toBe(3);
		expect(await count(`${path}?updated_since=2100-01-01T00:00:00Z&order=nonsense`)).toBe(all);
		const { data } = await api.get(`/${path}?limit=1`);
		expect(Object.keys(data.data[0])).toEqual(['id']);
		expect((await api.get(`/${path}?fields=etag`)).status).toBe(400);
		const [{ id }] = sandbox.create(path, { amount: 90, state: 'pending' });
		sandbox.change(path, { state: 'completed' }, { ids: [id] });
		const shown = await fieldsOf(`/${path}/${id}`, 'amount,state,bills');
		expect(shown).toEqual({ amount: 90, state: 'completed', bills: [] });
		expect(await count(`${path}?state=completed`)).toBe(4);
		expect(() => sandbox.remove(path)).toThrow('cannot be changed');
	});
});

describe('documents and folders', () => {
	const parentOf = (type: string, id: number) => ({ parent: { type, id } });
	const idsOf = async (query: string): Promise<number[]> =>
		(await api.get(`/${query}`)).data.data.map(({ id }: { id: number }) => id);

	test('a document is listed when its file is up', async () => {
		const matter = sandbox.store.all('matters').at(-1)!;
		const fields = `id,filename,content_type,matter{id},parent{name},latest_document_version{uuid,
			fully_uploaded,put_url,put_headers}`.replace(/\s/g, '');
		const name = 'Offer.pdf';
		const made = await post('/documents', { name, ...parentOf('Matter', matter.id) }, fields);
		const { id, latest_document_version: version, ...shown } = made.data.data;
		expect(shown).toEqual({
			filename: name,
			content_type: 'application/pdf',
			matter: { id: matter.id },
			parent: { name: matter.display_number },
		});
		expect(version.put_headers).toEqual([
			{ name: 'x-amz-server-side-encryption', value: 'AES256' },
			{ name: 'Content-Type', value: 'application/pdf' },
		]);
		const list = `documents?matter_id=${matter.id}`;
		expect(await idsOf(list)).toEqual([]);
		expect(await idsOf(`${list}&show_uncompleted=true`)).toEqual([id]);
		const path = `/documents/${id}`;
		const done = { uuid: version.uuid, fully_uploaded: 'true' };
		expect((await patch(path, { ...done, uuid: 'x' })).status).toBe(422);
		expect((await patch(path, { uploaded: true })).status).toBe(200);
		expect(await idsOf(list)).toEqual([]);
		await putFile(version, 'An offer');
		const { data } = await patch(path, done, 'latest_document_version{fully_uploaded,put_url}');
		expect(data.data.latest_document_version).toEqual({ fully_uploaded: true, put_url: null });
		expect(await idsOf(list)).toEqual([id]);
		expect((await patch(path, done)).status).toBe(422);
		const values = { name, ...parentOf('Contact', matter.client) };
		const [stub] = sandbox.create('documents', values);
		sandbox.change('documents', { uploaded: true }, { ids: [stub.id] });
		const [whole] = sandbox.create('documents', { ...values, uploaded: true });
		expect(await idsOf(`documents?contact_id=${matter.client}`)).toEqual([stub.id, whole.id]);
	});

	test('folders lie in folders, and a list goes one or all levels down', async () => {
		const matter = sandbox.store.all('matters')[0];
		const [home, letters] = await idsOf(`folders?matter_id=${matter.id}`);
		expect((await fieldsOf(`/matters/${matter.id}`, 'folder')).folder.id).toBe(home);
		expect(await idsOf(`documents?parent_id=${home}`)).toHaveLength(1);
		expect(await idsOf(`documents?parent_id=${home}&scope=descendants`)).toHaveLength(2);
		const [root] = await idsOf('folders?parent_id=null');
		expect(await idsOf(`folders?parent_id=${root}&query=${matter.display_number}`)).toEqual([home]);
		const made = await post('/folders', { name: '2026', ...parentOf('Folder', letters) });
		const { id } = made.data.data;
		expect((await fieldsOf(`/folders/${id}`, 'matter')).matter.id).toBe(matter.id);
		expect((await patch(`/folders/${home}`, parentOf('Folder', id))).status).toBe(422);
		expect((await patch(`/folders/${id}`, parentOf('Folder', home))).status).toBe(200);
		const refused = await api.delete(`/folders/${root}`);
		expect([refused.status, refused.data.error.type]).toEqual([400, 'DeleteFailed']);
	});

	test('the trash gives back', async () => {
		const [id, other] = await idsOf('documents');
		const path = `/documents/${id}`;
		expect((await api.delete(path)).status).toBe(204);
		for (const method of ['get', 'delete'] as const)
			expect((await api[method](path)).status).toBe(404);
		expect((await patch(path, { name: 'x' })).status).toBe(404);
		expect((await idsOf('documents'))[0]).toBe(other);
		expect(await idsOf(`documents?include_deleted=true&ids[]=${id}`)).toEqual([id]);
		expect((await patch(path, { restore: true })).status).toBe(200);
		expect((await fieldsOf(path, 'deleted_at')).deleted_at).toBeNull();
	});
});

describe('stamps', () => {
	const start = Date.parse('2026-03-02T10:00:00.750Z');
	const at = (seconds: number) => `2026-03-02T10:00:0${seconds}Z`;
	let time = start;
	const next = () => (time += 1000);

	beforeEach(async () => {
		time = start;
		await restart({ matters: 5, now: () => time });
	});

	test('of a record and of the stage of a matter, in whole seconds', async () => {
		const [stage, other] = sandbox.store.all('matter_stages');
		const client = { id: await firstId('/contacts') };
		const fields = 'id,created_at,updated_at,matter_stage_updated_at';
		const values = { client, description: 'x' };
		const plain = (await post('/matters', { ...values, matter_stage: null }, fields)).data.data;
		expect(plain.matter_stage_updated_at).toBeNull();
		const staged = { ...values, matter_stage: { id: stage.id } };
		const { id, ...stamps } = (await post('/matters', staged, fields)).data.data;
		const all = { created_at: at(0), updated_at: at(0), matter_stage_updated_at: at(0) };
		expect(stamps).toEqual(all);
		const change = async (data: object) => {
			next();
			return (await patch(`/matters/${id}`, data, fields)).data.data;
		};
		const path = { matter_stage: { id: stage.id }, location: 'x' };
		expect(await change(path)).toEqual({ id, ...all, updated_at: at(1) });
		expect(await change({ matter_stage: { id: other.id } })).toEqual({
			...{ id, created_at: at(0), updated_at: at(2), matter_stage_updated_at: at(2) },
		});
	});

	test('of a task that is completed and reopened', async () => {
		const assignee = { id: await firstId('/users'), type: 'User' };
		const task = { name: 'x', description: 'x', assignee };
		const made = await post('/tasks', { ...task, status: 'complete' }, 'id,completed_at');
		expect(made.data.data.completed_at).toBe(at(0));
		const change = async (data: object) => {
			next();
			const path = `/tasks/${made.data.data.id}`;
			return (await patch(path, data, 'completed_at')).data.data.completed_at;
		};
		expect(await change({ name: 'y' })).toBe(at(0));
		expect(await change({ status: 'pending' })).toBeNull();
		expect(await change({ status: 'complete' })).toBe(at(3));
	});

	test('of a limitation date, which is a task', async () => {
		const [{ id }] = sandbox.store.all('matters');
		const statute = async (data: object) => {
			const fields = 'statute_of_limitations{status,completed_at}';
			const changed = await patch(`/matters/${id}`, { statute_of_limitations: data }, fields);
			return changed.data.data.statute_of_limitations.completed_at;
		};
		expect(await statute({ due_at: '2026-05-01' })).toBeNull();
		expect(await statute({ status: 'complete' })).toBe(at(0));
		expect(await statute({ status: 'pending' })).toBeNull();
	});

	test('days of a matter follow its status', async () => {
		const day = 86_400_000;
		const client = { id: await firstId('/contacts') };
		const fields = 'id,open_date,pending_date,close_date';
		const made = await post('/matters', { client, description: 'x', status: 'pending' }, fields);
		const { id, ...days } = made.data.data;
		expect(days).toEqual({ open_date: null, pending_date: '2026-03-02', close_date: null });
		const change = async (data: object) => {
			time += day;
			return (await patch(`/matters/${id}`, data, fields)).data.data;
		};
		expect(await change({ status: 'open' })).toMatchObject({ open_date: '2026-03-03' });
		expect(await change({ status: 'closed' })).toMatchObject({ close_date: '2026-03-04' });
		expect(await change({ status: 'open' })).toMatchObject({
			...{ open_date: '2026-03-03', close_date: null },
		});
		expect(await change({ status: 'pending' })).toMatchObject({ pending_date: '2026-03-06' });
		const closed = await change({ status: 'closed', close_date: '2026-03-05' });
		expect(closed).toMatchObject({ pending_date: '2026-03-06', close_date: '2026-03-05' });
	});
});

describe('headers', () => {
	test('etags: 304, 412, and a new one after a change', async () => {
		const path = `/matters/${await firstId('/matters')}`;
		const { headers, data } = await api.get(path);
		expect(data.data.etag).toBe(headers.etag);
		const same = { headers: { 'if-none-match': headers.etag } };
		expect((await api.get(path, same)).status).toBe(304);
		const since = { headers: { 'if-modified-since': headers['last-modified'] } };
		expect((await api.get(path, since)).status).toBe(304);
		const body = { data: { description: 'Changed' } };
		const match = { headers: { 'if-match': headers.etag } };
		expect((await api.patch(path, body, match)).status).toBe(200);
		expect((await api.patch(path, body, match)).status).toBe(412);
		expect((await api.get(path, same)).status).toBe(200);
	});

	test('versions', async () => {
		const version = (value: string) =>
			api.get('/users/who_am_i', { headers: { 'x-api-version': value } });
		expect((await version('4.0.9')).headers['x-api-version']).toBe('4.0.9');
		expect((await version('4.0.14')).status).toBe(410);
		expect((await api.options('/matters')).status).toBe(404);
	});

	test('the rate limit counts per token and window', async () => {
		let time = Date.parse('2026-03-02T10:00:00Z');
		await restart({ matters: 1, rateLimit: 2, rateWindowSeconds: 60, now: () => time });
		const call = () => api.get('/users/who_am_i');
		expect((await call()).headers).toMatchObject({
			'x-ratelimit-limit': '2',
			'x-ratelimit-remaining': '1',
			'x-ratelimit-reset': String(time / 1000 + 60),
			date: 'Mon, 02 Mar 2026 10:00:00 GMT',
		});
		await call();
		time += 20_000;
		const refused = await call();
		expect([refused.status, refused.headers['retry-after']]).toEqual([429, '40']);
		expect(refused.data.error.type).toBe('RateLimited');
		expect((await clientOf(sandbox).get('/users/who_am_i')).status).toBe(200);
		time += 40_000;
		expect((await call()).status).toBe(200);
	});

	describe('of the rate limit', () => {
		let time: number;
		const call = () => api.get('/users/who_am_i');
		const limits = async () => {
			const { status, headers } = await call();
			const told = ['x-ratelimit-remaining', 'x-ratelimit-reset', 'retry-after'];
			return [status, ...told.map((name) => headers[name])];
		};
		const control = (path: string, body: object) =>
			axios.post(`${sandbox.url}/sandbox${path}`, body);

		beforeEach(async () => {
			time = Date.parse('2026-03-02T10:00:47.500Z');
			await restart({ matters: 1, rateLimit: 3, rateWindowSeconds: 60, now: () => time });
		});

		test('windows may begin on the clock', async () => {
			sandbox.setRateLimit(1, 60, 'onTheClock');
			const end = String(Date.parse('2026-03-02T10:01:00Z') / 1000);
			expect(await limits()).toEqual([200, '0', end, undefined]);
			expect(await limits()).toEqual([429, '0', end, '13']);
			time += 12_500;
			expect((await limits())[0]).toBe(200);
			await control('/rate-limit', { limit: 1, windowSeconds: 10, begin: 'onTheClock' });
			expect((await limits())[2]).toBe(String(Date.parse('2026-03-02T10:01:10Z') / 1000));
		});

		test('another program spends from the same budget', async () => {
			sandbox.spend(1);
			expect((await limits()).slice(0, 2)).toEqual([200, '1']);
			await control('/spend', { count: 5 });
			expect((await limits()).slice(0, 2)).toEqual([429, '0']);
			time += 60_000;
			expect((await limits()).slice(0, 2)).toEqual([200, '2']);
		});

		test('may be told otherwise, or not at all', async () => {
			sandbox.rewriteLimits((headers) => ({ ...headers, 'x-ratelimit-remaining': '-1' }));
			expect((await limits()).slice(0, 2)).toEqual([200, '-1']);
			sandbox.rewriteLimits(() => ({}));
			expect(await limits()).toEqual([200, undefined, undefined, undefined]);
			await control('/rewrite-limits', { 'x-ratelimit-reset': null, 'retry-after': 'soon' });
			expect(await limits()).toEqual([200, '0', undefined, 'soon']);
			expect(await limits()).toEqual([429, '0', undefined, 'soon']);
			await control('/rewrite-limits', {});
			expect((await limits())[3]).toBe('60');
			sandbox.rewriteLimits();
			expect((await limits())[3]).toBe('60');
		});
	});
});

describe('faults', () => {
	const matter = async () => ({ client: { id: await firstId('/contacts') }, description: 'x' });

	test('before and after', async () => {
		const body = await matter();
		const count = () => sandbox.store.all('matters').length;
		const start = count();
		sandbox.fail({ method: 'POST', path: '/matters', status: 503, skip: 1 });
		sandbox.fail({ method: 'POST', path: /matters/, when: 'after', drop: true });
		await post('/matters', body).catch((error) => expect(error.code).toBe('ECONNRESET'));
		expect(count()).toBe(start + 1);
		expect((await post('/matters', body)).status).toBe(503);
		expect(count()).toBe(start + 1);
		expect((await post('/matters', body)).status).toBe(201);
	});

	test('a forbidden call, and one cut off', async () => {
		const error = { type: 'ForbiddenError', message: 'No' };
		sandbox.fail({ path: '/users', status: 403, body: { error }, headers: { 'x-why': 'test' } });
		const refused = await api.get('/users.json');
		expect([refused.status, refused.data, refused.headers['x-why']]).toEqual([
			403,
			{ error },
			'test',
		]);
		sandbox.fail({ drop: true });
		await expect(api.get('/users')).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(sandbox.requests.at(-1)).toMatchObject({ path: '/api/v4/users', status: 0 });
	});

	test('with what Clio says with a status, until taken away', async () => {
		const path = /webhooks/;
		for (const [status, type] of [
			[401, 'invalid_token'],
			[403, { type: 'ForbiddenError', message: expect.any(String) }],
			[429, { type: 'RateLimited', message: expect.any(String) }],
			[500, { type: 'InternalError', message: expect.any(String) }],
		] as const) {
			const remove = sandbox.fail({ path, status, times: Infinity });
			for (const call of [() => api.get('/webhooks'), () => api.delete('/webhooks/1')]) {
				const { status: seen, data } = await call();
				expect([seen, data.error]).toEqual([status, type]);
			}
			remove();
			expect((await api.get('/webhooks')).status).toBe(200);
		}
		await axios.post(`${sandbox.url}/sandbox/fail`, {
			path: '/webhooks',
			status: 429,
			times: null,
		});
		const { headers } = await api.get('/webhooks');
		expect(headers['retry-after']).toBe('1');
		expect((await api.get('/webhooks')).status).toBe(429);
		await axios.delete(`${sandbox.url}/sandbox/fail`);
		expect((await api.get('/webhooks')).status).toBe(200);
	});

	test('slow answers, and none', async () => {
		const body = { data: await matter() };
		const count = () => sandbox.store.all('matters').length;
		const start = count();
		const timed = (timeout: number) =>
			api.post('/matters', body, { timeout }).catch(({ code }) => ({ status: code }));
		const before = performance.now();
		sandbox.fail({ method: 'POST', delayMs: 60 });
		expect((await timed(5000)).status).toBe(201);
		sandbox.fail({ method: 'POST', delayMs: 60, status: 503 });
		expect((await timed(5000)).status).toBe(503);
		expect(performance.now() - before).toBeGreaterThan(115);
		sandbox.fail({ method: 'POST', hang: true });
		expect((await timed(60)).status).toBe('ECONNABORTED');
		expect(count()).toBe(start + 1);
		sandbox.fail({ method: 'POST', hang: true, when: 'after' });
		expect((await timed(60)).status).toBe('ECONNABORTED');
		sandbox.fail({ method: 'POST', delayMs: 200, when: 'after' });
		expect((await timed(60)).status).toBe('ECONNABORTED');
		expect(count()).toBe(start + 3);
	});

	test('over HTTP, and links to another host', async () => {
		await axios.post(`${sandbox.url}/sandbox/fail`, { pathPattern: 'who_am_i', status: 500 });
		expect((await api.get('/users/who_am_i')).status).toBe(500);
		sandbox.rewriteNext((next) => next.replace(sandbox.url, 'http://elsewhere.example'));
		const { data } = await api.get('/matters?limit=1');
		expect(data.meta.paging.next).toMatch(/^http:\/\/elsewhere\.example\/api\/v4\/matters/);
		const seen = await axios.get(`${sandbox.url}/sandbox/requests`);
		expect(seen.data.map(({ status }: { status: number }) => status)).toEqual([500, 200]);
		const records = await axios.get(`${sandbox.url}/sandbox/records/users`, {
			params: { first_name: 'Ada', fields: 'email' },
		});
		expect(records.data).toEqual([{ email: 'ada.marlow@marlowfinch.example' }]);
	});
});
