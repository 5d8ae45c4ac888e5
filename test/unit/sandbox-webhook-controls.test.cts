import axios from 'axios';
import { createHmac } from 'node:crypto';
import {
	DAY,
	api,
	receiver,
	restart,
	sandbox,
	settled,
	statusOf,
	subscribe,
} from './sandbox-webhooks.cts';

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
