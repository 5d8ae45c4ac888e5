import axios from 'axios';
import { api, firstId, restart, sandbox } from './sandbox-api.cts';
import { appOf } from './sandbox-client.cts';

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
		expect((await appOf(sandbox).get('/users/who_am_i')).status).toBe(200);
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
