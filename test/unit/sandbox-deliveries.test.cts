import { createHmac } from 'node:crypto';
import {
	DAY,
	api,
	create,
	patch,
	read,
	receiver,
	restart,
	sandbox,
	settled,
	statusOf,
	subscribe,
} from './sandbox-webhooks.cts';

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
