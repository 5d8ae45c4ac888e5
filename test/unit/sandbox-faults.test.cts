import axios from 'axios';
import { api, firstId, post, sandbox } from './sandbox-api.cts';

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
