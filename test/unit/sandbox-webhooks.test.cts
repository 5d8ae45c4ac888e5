import axios from 'axios';
import {
	DAY,
	api,
	create,
	patch,
	read,
	receiver,
	restart,
	sandbox,
	subscribe,
} from './sandbox-webhooks.cts';

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
