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
