import axios, { type AxiosInstance } from 'axios';
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../dev/sandbox/server.cts';
import type { WebhookOptions } from '../../dev/sandbox/webhooks/options.cts';

const DAY = 86_400_000;
const ALL = 'id,shared_secret,status,expires_at,url,model,events,fields,user{id}';

interface Received {
	path: string;
	headers: IncomingHttpHeaders;
	raw: string;
	body: any;
}

/** An https server with a certificate of its own, which answers as it is told. */
class Receiver {
	received: Received[] = [];
	/** What to answer to each request; undefined: nothing at all. */
	answer: (request: Received) => number | undefined = () => 200;
	echo: (secret: string) => string = (secret) => secret;
	url = '';
	ca = '';
	private server!: Server;

	async start(): Promise<void> {
		const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
		this.ca = cert;
		this.server = createServer({ key, cert }, (request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk) => chunks.push(chunk));
			request.on('end', () => {
				const raw = Buffer.concat(chunks).toString();
				const { url: path = '', headers } = request;
				const received = { path, headers, raw, body: JSON.parse(raw) };
				this.received.push(received);
				const status = this.answer(received);
				if (status === undefined) return;
				const secret = headers['x-hook-secret'];
				if (secret) response.setHeader('x-hook-secret', this.echo(String(secret)));
				response.writeHead(status).end();
			});
		});
		await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
		this.url = `https://localhost:${(this.server.address() as AddressInfo).port}/hook`;
	}

	reset(): void {
		this.received = [];
		this.answer = () => 200;
		this.echo = (secret) => secret;
	}

	get deliveries(): Received[] {
		return this.received.filter(({ headers }) => !headers['x-hook-secret']);
	}

	get events(): string[] {
		return this.deliveries.map(({ body }) => body.meta.event);
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((done) => this.server.close(done));
	}
}

const receiver = new Receiver();
let sandbox: Sandbox;
let api: AxiosInstance;

async function restart(webhooks: Partial<WebhookOptions> = {}, more: SandboxOptions = {}) {
	await sandbox?.close();
	receiver.reset();
	sandbox = await startSandbox({
		matters: 20,
		webhooks: { handshake: 'before', concurrency: 1, ...webhooks },
		...more,
	});
	api = axios.create({
		baseURL: `${sandbox.url}/api/v4`,
		headers: { authorization: `Bearer ${sandbox.issueToken().access_token}` },
		validateStatus: () => true,
	});
}

const create = (data: object = {}) =>
	api.post(
		'/webhooks.json',
		{ data: { url: receiver.url, model: 'matter', fields: 'id,etag', ...data } },
		{ params: { fields: ALL } },
	);

/** An enabled webhook. */
async function subscribe(data: object = {}) {
	const { status, data: answer } = await create(data);
	expect(status).toBe(201);
	expect(sandbox.webhooks.get(answer.data.id).status).toBe('enabled');
	return answer.data as { id: number; shared_secret: string; expires_at: string };
}

const patch = (id: number, data: object) =>
	api.patch(`/webhooks/${id}.json`, { data }, { params: { fields: ALL } });

const read = (id: number) => api.get(`/webhooks/${id}.json`, { params: { fields: ALL } });
const statusOf = async (id: number) => (await read(id)).data.data.status;
const settled = () => sandbox.webhooks.settled();

beforeAll(() => receiver.start());
afterAll(async () => {
	await sandbox.close();
	await receiver.stop();
});

describe('the resource', () => {
	beforeAll(() => restart());

	test('needs a bearer, and shows id and etag unless asked', async () => {
		const bare = await axios.get(`${sandbox.url}/api/v4/webhooks.json`, {
			validateStatus: () => true,
		});
		expect(bare.status).toBe(401);
		const { status, data } = await api.post('/webhooks.json', {
			data: { url: receiver.url, model: 'contact', fields: 'id' },
		});
		expect([status, Object.keys(data.data)]).toEqual([201, ['id', 'etag']]);
		const shown = (await read(data.data.id)).data.data;
		expect(shown).toMatchObject({ model: 'contact', fields: 'id', url: receiver.url });
		expect(shown.events).toEqual(['created', 'updated', 'deleted']);
		expect(shown.user.id).toBe(sandbox.store.all('users')[0].id);
		expect(shown.shared_secret.length).toBeGreaterThan(20);
		expect((await api.delete(`/webhooks/${data.data.id}`)).status).toBe(204);
		expect((await read(data.data.id)).status).toBe(404);
	});

	test.each([
		['no url', { url: undefined }],
		['http', { url: 'http://localhost/hook' }],
		['no address', { url: 'hook' }],
		['no model', { model: '' }],
		['an unknown model', { model: 'note' }],
		['an unknown number', { model: 11 }],
		['no fields', { fields: undefined }],
		['an unknown field', { fields: 'id,nonsense' }],
		['two levels', { fields: 'id,client{company{id}}' }],
		['1,001 characters', { fields: `id${',id'.repeat(333)}` }],
		['a strange event', { events: ['matter.created'] }],
		['no event', { events: [] }],
		['an event of another model', { model: 'task', events: ['matter_closed'] }],
		['a field of another model', { model: 'bill', fields: 'id,display_number' }],
		['an unknown nested field', { model: 'bill', fields: 'client{nonsense}' }],
		['the etag of a payment', { model: 'clio_payments_payment', fields: 'id,etag' }],
		['deleted payments', { model: 10, fields: 'id', events: ['deleted'] }],
		['the past', { expires_at: '2020-01-01T00:00:00Z' }],
		['too far ahead', { expires_at: new Date(Date.now() + 32 * DAY).toISOString() }],
	])('refuses %s', async (_name, data) => {
		expect((await create(data)).status).toBe(422);
	});

	test('takes models by number, 1,000 characters, one level of braces', async () => {
		const fields = `client{id,name}${',id'.repeat(328)}`.padEnd(1000);
		for (const [number, name] of [
			[1, 'matter'],
			['7', 'task'],
		]) {
			const { data } = await create({ model: number, fields: 'id' });
			expect(data.data.model).toBe(name);
		}
		expect((await create({ fields })).status).toBe(201);
		const bill = { model: 'bill', fields: 'id,number,client{id,name}' };
		expect((await create(bill)).status).toBe(201);
		const payment = await create({ model: 'clio_payments_payment', fields: 'id,state' });
		expect(payment.data.data.events).toEqual(['created', 'updated']);
		const events = ['matter_opened', 'matter_pended', 'matter_closed', 'updated'];
		expect((await create({ events })).data.data.events).toEqual(events);
	});

	test('lives 3 days, or up to 31', async () => {
		const { id, expires_at } = await subscribe();
		expect(Date.parse(expires_at) / DAY).toBeCloseTo(sandbox.now() / DAY + 3, 3);
		const later = new Date(sandbox.now() + 30.9 * DAY).toISOString();
		expect((await patch(id, { expires_at: later })).data.data).toMatchObject({
			status: 'enabled',
			expires_at: later.replace(/\.\d+/, ''),
		});
		const tooLate = new Date(sandbox.now() + 31.1 * DAY).toISOString();
		expect((await patch(id, { expires_at: tooLate })).status).toBe(422);
		sandbox.webhooks.set({ beyondMaximum: 'clip' });
		const clipped = (await patch(id, { expires_at: tooLate })).data.data.expires_at;
		expect(Date.parse(clipped) / DAY).toBeCloseTo(sandbox.now() / DAY + 31, 3);
	});

	test('a list goes on over pages', async () => {
		await restart({ handshake: 'never' });
		const ids: number[] = [];
		for (let index = 0; index < 205; index++) ids.push((await create()).data.data.id);
		const first = await api.get('/webhooks.json?order=id(asc)&fields=id,url');
		expect(first.data.data).toHaveLength(200);
		const { data } = await api.get(first.data.meta.paging.next);
		const seen = [...first.data.data, ...data.data].map(({ id }: { id: number }) => id);
		expect([seen, data.meta.paging]).toEqual([ids, {}]);
		expect((await api.get(`/webhooks?ids[]=${ids[7]}`)).data.data).toHaveLength(1);
	});

	test('one address, twice', async () => {
		await restart({ handshake: 'never' });
		const { id } = (await create()).data.data;
		expect((await create()).status).toBe(201);
		sandbox.webhooks.set({ sameUrl: 'refuse' });
		expect((await create()).status).toBe(422);
		expect((await create({ model: 'task' })).status).toBe(201);
		expect((await create({ url: `${receiver.url}/2` })).status).toBe(201);
		expect((await patch(id, { url: `${receiver.url}/2` })).status).toBe(422);
		expect((await patch(id, { url: `${receiver.url}/3`, fields: 'id' })).status).toBe(200);
	});

	test('belongs to a user', async () => {
		await restart({ handshake: 'never' });
		const { id } = (await create()).data.data;
		const other = sandbox.store.all('users')[1].id;
		api.defaults.headers.authorization = `Bearer ${sandbox.issueToken(other).access_token}`;
		const list = async () => (await api.get('/webhooks')).data.data.length;
		expect([await list(), (await read(id)).status]).toEqual([0, 404]);
		expect((await patch(id, { fields: 'id' })).status).toBe(404);
		expect((await api.delete(`/webhooks/${id}`)).status).toBe(404);
		sandbox.webhooks.set({ othersWebhooks: 'shown' });
		expect([await list(), (await read(id)).status]).toEqual([1, 200]);
	});

	test('calls that fail', async () => {
		await restart({ handshake: 'never' });
		const { id } = (await create()).data.data;
		const path = /webhooks/;
		for (const method of ['GET', 'POST', 'PATCH', 'DELETE']) {
			const call = () => api.request({ method, url: `/webhooks/${id}`, data: {} });
			sandbox.fail({ method, path, status: 403, times: 2 });
			sandbox.fail({ method, path, drop: true });
			expect([(await call()).status, (await call()).status]).toEqual([403, 403]);
			await expect(call()).rejects.toMatchObject({ code: 'ECONNRESET' });
		}
		sandbox.fail({ method: 'POST', path, when: 'after', status: 500 });
		expect((await create()).status).toBe(500);
		expect(sandbox.webhooks.list()).toHaveLength(2);
		sandbox.fail({ method: 'DELETE', path, when: 'after', drop: true });
		await expect(api.delete(`/webhooks/${id}`)).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect((await api.delete(`/webhooks/${id}`)).status).toBe(404);
	});

	test('a permission that the app lacks', async () => {
		sandbox.webhooks.set({ missingPermissions: ['Matters'] });
		expect((await create()).status).toBe(403);
		expect((await create({ model: 'task' })).status).toBe(201);
		sandbox.webhooks.set({ missingPermissions: ['Webhooks'] });
		const refused = await api.get('/webhooks.json');
		expect([refused.status, refused.data.error.type]).toEqual([403, 'ForbiddenError']);
		expect((await api.get('/matters.json?limit=1')).status).toBe(200);
		sandbox.webhooks.set({ missingPermissions: ['Billing'] });
		expect((await api.get('/bills.json?limit=1')).status).toBe(403);
		expect((await create({ model: 'bill' })).status).toBe(403);
	});
});

describe('the handshake', () => {
	test('before the answer', async () => {
		await restart();
		const { data } = await create();
		expect(data.data.status).toBe('pending');
		const [{ headers, body }] = receiver.received;
		expect(headers['x-hook-secret']).toBe(data.data.shared_secret);
		expect(headers['x-hook-signature']).toBeUndefined();
		expect(body).toEqual({ data: { webhook_id: data.data.id } });
		expect(await statusOf(data.data.id)).toBe('enabled');
	});

	test('after the answer, in real time and in the clock', async () => {
		await restart({ handshake: 50 });
		const { data } = await create();
		expect(receiver.received).toHaveLength(0);
		await new Promise((done) => setTimeout(done, 150));
		await settled();
		expect(await statusOf(data.data.id)).toBe('enabled');
		sandbox.webhooks.set({ handshake: 3_600_000 });
		const second = await create();
		await sandbox.advance(3_599_000);
		expect(await statusOf(second.data.data.id)).toBe('pending');
		await sandbox.advance(2000);
		expect(await statusOf(second.data.data.id)).toBe('enabled');
	});

	test('never, unseen, and a secret that comes late', async () => {
		await restart({ handshake: 'never', secretAtOnce: false });
		const { id, shared_secret } = (await create()).data.data;
		await sandbox.advance(DAY);
		expect([shared_secret, await statusOf(id)]).toEqual([null, 'pending']);
		sandbox.webhooks.set({ handshake: 'unseen' });
		const unseen = (await create()).data.data.id;
		await sandbox.advance(1000);
		const { data } = await read(unseen);
		expect([data.data.status, data.data.shared_secret]).toEqual(['enabled', expect.any(String)]);
		expect(receiver.received).toHaveLength(0);
	});

	test('a wrong answer leaves it pending, and nothing is delivered', async () => {
		await restart();
		const ids: number[] = [];
		for (const [status, echo] of [
			[200, 'other'],
			[204, ''],
			[500, ''],
		] as const) {
			receiver.answer = () => status;
			receiver.echo = (secret) => echo || secret;
			ids.push((await create()).data.data.id);
		}
		for (const id of ids) expect(await statusOf(id)).toBe('pending');
		sandbox.change('matters');
		await settled();
		expect(receiver.deliveries).toHaveLength(0);
		receiver.reset();
		await sandbox.webhooks.handshake(ids[0]);
		expect(await statusOf(ids[0])).toBe('enabled');
	});

	test('activate, with and without .json', async () => {
		await restart({ handshake: 'never' });
		for (const ending of ['', '.json']) {
			const { id, shared_secret } = (await create()).data.data;
			const activate = (secret: string, headers = {}) =>
				api.put(`/webhooks/${id}/activate${ending}`, undefined, {
					headers: { 'x-hook-secret': secret, ...headers },
				});
			expect((await activate('wrong')).status).toBe(422);
			expect((await activate(shared_secret, { authorization: '' })).status).toBe(401);
			expect((await activate(shared_secret)).status).toBe(200);
			expect(await statusOf(id)).toBe('enabled');
			sandbox.webhooks.suspend(id);
			expect((await activate(shared_secret)).status).toBe(422);
		}
		expect((await api.get('/webhooks/1/activate')).status).toBe(404);
	});

	test('again after a change of the url, and only then', async () => {
		await restart();
		const { id } = await subscribe();
		await patch(id, { fields: 'id', url: receiver.url });
		expect(receiver.received).toHaveLength(1);
		receiver.answer = () => 404;
		await patch(id, { url: `${receiver.url}/2` });
		expect([receiver.received[1].path, await statusOf(id)]).toEqual(['/hook/2', 'pending']);
	});
});

describe('deliveries', () => {
	const matter = () => sandbox.store.all('matters').at(-1)!;
	const change = (data: object) => api.patch(`/matters/${matter().id}.json`, { data });

	test('are signed over the raw body', async () => {
		await restart();
		const { id, shared_secret } = await subscribe({ fields: 'id,etag,description' });
		const answer = await change({ description: 'Müller — “Erbe”' });
		await settled();
		const [{ headers, raw, body }] = receiver.deliveries;
		expect(body).toEqual({
			data: {
				id: matter().id,
				etag: answer.data.data.etag,
				description: 'Müller — “Erbe”',
			},
			meta: { event: 'updated', webhook_id: id },
		});
		const signature = createHmac('sha256', shared_secret).update(raw).digest('hex');
		expect(headers['x-hook-signature']).toBe(signature);
		expect(sandbox.deliveries.at(-1)).toMatchObject({
			webhookId: id,
			event: 'updated',
			recordId: matter().id,
			attempt: 1,
			status: 200,
		});
		expect(JSON.stringify(sandbox.deliveries)).not.toMatch(
			new RegExp(`${shared_secret}|${signature}`),
		);
	});

	test('created, updated, deleted, and the events of a matter', async () => {
		await restart();
		const events = 'created updated deleted matter_opened matter_pended matter_closed'.split(' ');
		await subscribe({ events, fields: 'id,etag,client{id}' });
		await subscribe({ model: 'contact' });
		const client = { id: sandbox.store.all('contacts')[0].id };
		const made = await api.post('/matters.json', { data: { client, description: 'New' } });
		for (const status of ['pending', 'closed', 'open']) await change({ status });
		await api.delete(`/matters/${made.data.data.id}.json`);
		await settled();
		expect(receiver.events).toEqual([
			'created',
			...['updated', 'matter_pended', 'updated', 'matter_closed', 'updated', 'matter_opened'],
			'deleted',
		]);
		expect(receiver.deliveries[0].body.data.client).toEqual(client);
		const { etag } = receiver.deliveries.at(-1)!.body.data;
		expect(receiver.deliveries.at(-1)!.body.data).toEqual({ id: made.data.data.id, etag });
		expect(etag).not.toBe(receiver.deliveries.at(-2)!.body.data.etag);
	});

	test.each([
		['bill', 'bills', { matters: 1 }, { state: 'paid' }],
		['document', 'documents', { name: 'A.pdf', parent: 1 }, { uploaded: true }],
		['folder', 'folders', { name: 'A', parent: 1 }, { name: 'B' }],
		['clio_payments_payment', 'clio_payments/payments', {}, { state: 'completed' }],
	])('of a %s', async (model, path, values, changes) => {
		await restart();
		const { id: matter } = sandbox.store.all('matters')[0];
		const given: Record<string, unknown> = { ...values };
		if ('matters' in values) given.matters = [{ id: matter }];
		if ('parent' in values) given.parent = { id: matter, type: 'Matter' };
		const hasDeleted = model !== 'clio_payments_payment';
		await subscribe({ model, fields: hasDeleted ? 'id,etag,created_at' : 'id,state' });
		const [{ id }] = sandbox.create(path, given);
		sandbox.change(path, changes, { ids: [id] });
		if (hasDeleted) sandbox.remove(path, { ids: [id] });
		await settled();
		expect(receiver.events).toEqual(['created', 'updated', ...(hasDeleted ? ['deleted'] : [])]);
		expect(new Set(receiver.deliveries.map(({ body }) => body.data.id))).toEqual(new Set([id]));
		const contents = receiver.deliveries.map(({ raw }) => raw);
		expect(new Set(contents).size).toBe(contents.length);
	});

	test('updated only when a watched field changed, but for the first', async () => {
		await restart();
		await subscribe({ fields: 'id,status', events: ['updated'] });
		const seen = async (data: object) => {
			const before = receiver.deliveries.length;
			await change(data);
			await settled();
			return receiver.deliveries.length - before;
		};
		expect(await seen({ location: 'first' })).toBe(1);
		expect(await seen({ location: 'second' })).toBe(0);
		expect(await seen({ status: 'pending' })).toBe(1);
		expect(await seen({ status: 'pending' })).toBe(0);
		sandbox.change('matters', {}, { ids: [sandbox.store.all('matters')[0].id] });
		await settled();
		expect(receiver.deliveries).toHaveLength(3);
	});

	test('what deleted tells, and whether created counts', async () => {
		await restart({ deletedData: 'id', createdCounts: true });
		await subscribe({ fields: 'id,etag,name', model: 'task' });
		await subscribe({ fields: 'name', model: 'task', events: ['created', 'updated'] });
		const assignee = { id: sandbox.store.all('users')[0].id, type: 'User' };
		const [{ id }] = sandbox.create('tasks', { name: 'A', description: 'B', assignee });
		sandbox.change('tasks', { description: 'C' }, { ids: [id] });
		sandbox.remove('tasks', { ids: [id] });
		await settled();
		expect(receiver.events.sort()).toEqual(['created', 'created', 'deleted', 'updated']);
		expect(
			receiver.deliveries.find(({ body }) => body.meta.event === 'deleted')!.body.data,
		).toEqual({
			id,
		});
	});

	test('are repeated with backoff, and failures suspend', async () => {
		await restart({ retries: 2, firstRetryMs: 60_000, suspendAfter: 2 });
		const { id } = await subscribe();
		receiver.answer = () => 503;
		sandbox.change('matters');
		await settled();
		await sandbox.advance(59_000);
		expect(receiver.deliveries).toHaveLength(1);
		await sandbox.advance(2000);
		await sandbox.advance(121_000);
		expect(sandbox.deliveries.slice(1).map(({ attempt, status }) => [attempt, status])).toEqual([
			[1, 503],
			[2, 503],
			[3, 503],
		]);
		expect(new Set(receiver.deliveries.map(({ raw }) => raw)).size).toBe(1);
		expect(await statusOf(id)).toBe('enabled');
		sandbox.change('matters');
		await sandbox.advance(DAY / 2);
		expect(await statusOf(id)).toBe('suspended');
		sandbox.change('matters');
		await settled();
		expect(receiver.deliveries).toHaveLength(6);
		expect((await patch(id, { fields: 'id' })).data.data.status).toBe('suspended');
		receiver.reset();
		await patch(id, { url: `${receiver.url}/new` });
		expect(await statusOf(id)).toBe('enabled');
	});

	test('3xx succeeds, 410 suspends, silence fails', async () => {
		await restart({ retries: 1, firstRetryMs: 1000, timeoutMs: 100, suspendAfter: 1 });
		const { id } = await subscribe();
		receiver.answer = () => 302;
		sandbox.change('matters');
		await sandbox.advance(5000);
		expect(receiver.deliveries).toHaveLength(1);
		receiver.answer = () => undefined;
		sandbox.change('matters');
		await settled();
		expect(sandbox.deliveries.at(-1)).toMatchObject({ status: 0, error: 'timeout' });
		receiver.answer = () => 204;
		await sandbox.advance(1000);
		expect(await statusOf(id)).toBe('enabled');
		receiver.answer = () => 410;
		sandbox.change('matters');
		await settled();
		expect(await statusOf(id)).toBe('suspended');
	});

	test('end with the webhook', async () => {
		await restart({ expired: 'shown' });
		const { id } = await subscribe();
		await sandbox.advance(3 * DAY + 1000);
		api.defaults.headers.authorization = `Bearer ${sandbox.issueToken().access_token}`;
		sandbox.change('matters');
		await settled();
		expect(receiver.deliveries).toHaveLength(0);
		expect((await read(id)).data.data.status).toBe('enabled');
		sandbox.webhooks.set({ expired: 'gone' });
		expect((await read(id)).status).toBe(404);
		expect((await api.get('/webhooks.json')).data.data).toEqual([]);
	});

	test('twice, and out of order', async () => {
		await restart({ duplicates: true });
		await subscribe();
		sandbox.change('matters');
		await settled();
		expect(receiver.deliveries.map(({ raw }) => raw)).toEqual(
			Array(2).fill(receiver.deliveries[0].raw),
		);
		await restart({ reorder: 3 });
		await subscribe();
		const rows = sandbox.change('matters', {}, { count: 3 });
		await settled();
		expect(receiver.deliveries.map(({ body }) => body.data.id)).toEqual(
			rows.map(({ id }) => id).reverse(),
		);
	});

	test('check certificates where told to', async () => {
		await restart({ rejectUnauthorized: true });
		const { id } = (await create()).data.data;
		expect(await statusOf(id)).toBe('pending');
		expect(sandbox.deliveries.at(-1)).toMatchObject({ status: 0 });
		sandbox.webhooks.set({ ca: receiver.ca });
		await sandbox.webhooks.handshake(id);
		expect(await statusOf(id)).toBe('enabled');
	});
});

describe('what a test can do', () => {
	const control = (path: string, body: object = {}) =>
		axios.post(`${sandbox.url}/sandbox/${path}`, body, { validateStatus: () => true });

	test('over HTTP', async () => {
		await restart();
		const { id, shared_secret } = await subscribe();
		const list = async () => (await axios.get(`${sandbox.url}/sandbox/webhooks`)).data;
		expect(await list()).toMatchObject([{ id, shared_secret, status: 'enabled' }]);
		const changed = await control('change', { resource: 'matters', count: 5 });
		expect(changed.data.ids).toHaveLength(5);
		await settled();
		expect(receiver.deliveries).toHaveLength(5);
		expect((await axios.get(`${sandbox.url}/sandbox/deliveries`)).data).toHaveLength(6);
		const secret = (await control(`webhooks/${id}/change-secret`)).data.shared_secret;
		expect([(await list())[0].shared_secret, secret === shared_secret]).toEqual([secret, false]);
		await control(`webhooks/${id}/suspend`);
		expect((await list())[0].status).toBe('suspended');
		await control('webhooks/options', { handshake: 'never' });
		expect(sandbox.webhooks.options.handshake).toBe('never');
		const before = sandbox.now();
		await control('advance', { ms: 1000 * DAY });
		expect(sandbox.now() - before).toBeGreaterThanOrEqual(1000 * DAY);
		expect((await api.get('/users/who_am_i')).status).toBe(401);
		expect(await list()).toEqual([]);
		expect((await control(`webhooks/${id}/expire`)).status).toBe(404);
		expect((await control('advance', { ms: -1 })).status).toBe(400);
		expect((await control('change', { resource: 'users' })).status).toBe(422);
		expect((await control('webhooks/options', { handshakes: 'never' })).status).toBe(422);
	});

	test('with the buttons of the page, which shows no secret', async () => {
		await restart();
		const events = ['updated', 'matter_closed', 'matter_opened'];
		const { id, shared_secret } = await subscribe({ events });
		await subscribe({ model: 'task', events: ['created'] });
		const { data: page } = await axios.get(sandbox.url);
		const names = [...page.matchAll(/data-action="([\w-]+)"/g)].map(([, name]) => name);
		expect(names).toHaveLength(8);
		for (const name of names) {
			expect((await control(`actions/${name}`)).data.done).toMatch(/^(Matter|Task|Bill) /);
		}
		await settled();
		expect(receiver.events.sort()).toEqual(
			['created', 'matter_closed', 'matter_opened', ...Array(4).fill('updated')].sort(),
		);
		const { data } = await axios.get(`${sandbox.url}/sandbox/overview`);
		expect(data.webhooks.at(-1)).toMatchObject({ id, url: receiver.url, status: 'enabled' });
		expect(data.deliveries).toHaveLength(9);
		expect(JSON.stringify(data)).not.toContain(shared_secret);
	});

	test('another owner, who may be disabled', async () => {
		await restart();
		const owner = sandbox.store.all('users')[1];
		api.defaults.headers.authorization = `Bearer ${sandbox.issueToken(owner.id).access_token}`;
		const { id } = await subscribe();
		expect(sandbox.webhooks.get(id).userId).toBe(owner.id);
		sandbox.store.commit('users', { ...owner, enabled: false });
		sandbox.change('matters');
		await settled();
		expect(receiver.deliveries).toHaveLength(0);
	});

	test('500 at once, each delivered once', async () => {
		await restart({ concurrency: 8 }, { matters: 500 });
		await subscribe();
		sandbox.change('matters', (_row, index) => ({ location: `Room ${index}` }), { count: 500 });
		await settled();
		expect(new Set(receiver.deliveries.map(({ body }) => body.data.id)).size).toBe(500);
		expect(receiver.deliveries).toHaveLength(500);
	});

	test('forged deliveries', async () => {
		await restart();
		const { id, shared_secret } = await subscribe();
		receiver.answer = () => 401;
		for (const [signature, pattern] of [
			['wrong', /^[0-9a-f]{64}$/],
			['truncated', /^[0-9a-f]{40}$/],
			['uppercase', /^[0-9A-F]{64}$/],
			['base64', /=$/],
		] as const) {
			expect((await sandbox.webhooks.forge(id, { signature })).status).toBe(401);
			expect(receiver.deliveries.at(-1)!.headers['x-hook-signature']).toMatch(pattern);
		}
		await sandbox.webhooks.forge(id, { signature: 'missing', webhookId: 7, data: { id: 9 } });
		const { headers, body } = receiver.deliveries.at(-1)!;
		expect(headers['x-hook-signature']).toBeUndefined();
		expect(body).toEqual({ data: { id: 9 }, meta: { event: 'updated', webhook_id: 7 } });
		receiver.answer = () => 200;
		sandbox.change('matters');
		await settled();
		const [last] = receiver.deliveries.slice(-1);
		await sandbox.webhooks.forge(id, { signature: 'valid', replay: true });
		const replayed = receiver.deliveries.at(-1)!;
		expect([replayed.raw, replayed.headers['x-hook-signature']]).toEqual([
			last.raw,
			createHmac('sha256', shared_secret).update(last.raw).digest('hex'),
		]);
		expect((await control(`webhooks/${id}/forge`, { signature: 'wrong' })).data.status).toBe(200);
		expect(await statusOf(id)).toBe('enabled');
	});
});
