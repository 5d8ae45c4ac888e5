import axios from 'axios';
import { createHash } from 'node:crypto';
import type { Platform } from '../../dev/sandbox/platform/platform.cts';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';

/** The Platform's own OAuth: scopes, PKCE, rotating refresh tokens. */
let sandbox: Sandbox;
let platform: Platform;

beforeEach(async () => {
	sandbox = await startSandbox({ matters: 12, now: () => Date.parse('2026-03-02T12:00:00Z') });
	({ platform } = sandbox);
});
afterEach(() => sandbox.close());

const app = { client_id: 'sandbox-platform-key', client_secret: 'sandbox-platform-secret' };
const redirect_uri = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';
const request = {
	...{ client_id: app.client_id, response_type: 'code', redirect_uri, state: 's 1' },
	scope: 'grow_user_read grow_matter_read',
};
const free = { validateStatus: () => true, maxRedirects: 0 };

const ask = (fields: Record<string, string>) =>
	axios.get(`${platform.url}/oauth/authorize`, { params: fields, ...free });
const form = (path: string, fields: Record<string, string>, headers = {}) =>
	axios.post(platform.url + path, new URLSearchParams(fields), { headers, ...free });

async function newCode(more: Record<string, string> = {}): Promise<string> {
	const { headers } = await form('/oauth/authorize', { ...request, ...more });
	const back = new URL(headers.location);
	expect(back.searchParams.get('state')).toBe('s 1');
	return back.searchParams.get('code')!;
}

const redeem = (code: string, more: Record<string, string> = {}) =>
	form('/oauth/token', { ...app, grant_type: 'authorization_code', code, redirect_uri, ...more });
const refresh = (refresh_token: string) =>
	form('/oauth/token', { ...app, grant_type: 'refresh_token', refresh_token });
const statusWith = async (token: string, path = 'users/who_am_i') => {
	const headers = { authorization: `Bearer ${token}` };
	return (await axios.get(`${platform.url}/grow/${path}`, { headers, ...free })).status;
};

const verifier = 'a'.repeat(64);
const pkce = {
	code_challenge: createHash('sha256').update(verifier).digest('base64url'),
	code_challenge_method: 'S256',
};

test('a person is asked, and sees the scopes that the token then has', async () => {
	const { status, data } = await ask(request);
	expect([status, data]).toEqual([200, expect.stringContaining('grow_user_read')]);
	const answer = await redeem(await newCode());
	expect(answer.data).toMatchObject({ token_type: 'bearer', expires_in: 86_400 });
	const { access_token } = answer.data;
	const paths = ['users/who_am_i', 'matters', 'contacts'];
	const statuses = await Promise.all(paths.map((path) => statusWith(access_token, path)));
	expect(statuses).toEqual([200, 200, 403]);
});

test.each([
	['no scope', { scope: '' }],
	['a scope that the app does not have', { scope: 'grow_user_read offline_access' }],
	['PKCE by the plain method', { ...pkce, code_challenge_method: 'plain' }],
])('%s blocks the authorization', async (_what, fields) => {
	expect((await ask({ ...request, ...fields })).status).toBe(400);
});

test('a refusal is told to the app', async () => {
	const { headers } = await form('/oauth/authorize', { ...request, decision: 'decline' });
	expect(headers.location).toMatch('error=access_denied');
});

test('a code is good for one time, ten minutes and its own verifier', async () => {
	const code = await newCode();
	expect((await redeem(code)).status).toBe(200);
	expect((await redeem(code)).data.error).toBe('invalid_grant');
	const old = await newCode();
	await sandbox.advance(11 * 60_000);
	expect((await redeem(old)).status).toBe(400);
	expect((await redeem(await newCode(pkce))).status).toBe(400);
	const other = { code_verifier: 'b'.repeat(64) };
	expect((await redeem(await newCode(pkce), other)).status).toBe(400);
	expect((await redeem(await newCode(pkce), { code_verifier: verifier })).status).toBe(200);
});

test("the app's switch decides about PKCE", async () => {
	platform.pkce = 'required';
	expect((await ask(request)).status).toBe(400);
	expect((await ask({ ...request, ...pkce })).status).toBe(200);
	platform.pkce = 'refused';
	expect((await ask(request)).status).toBe(200);
	expect((await ask({ ...request, ...pkce })).status).toBe(400);
});

test('credentials count in the body only', async () => {
	const basic = Buffer.from(`${app.client_id}:${app.client_secret}`).toString('base64');
	const fields = { grant_type: 'authorization_code', code: await newCode(), redirect_uri };
	const { status } = await form('/oauth/token', fields, { authorization: `Basic ${basic}` });
	expect(status).toBe(401);
});

test('a token lives for a day; a refresh token works once and keeps its scopes', async () => {
	const { access_token, refresh_token } = platform.issueToken('grow_user_read');
	await sandbox.advance(86_399_000);
	expect(await statusWith(access_token)).toBe(200);
	await sandbox.advance(2_000);
	expect(await statusWith(access_token)).toBe(401);
	const { data } = await refresh(refresh_token);
	expect(data.refresh_token).not.toBe(refresh_token);
	expect(await statusWith(data.access_token)).toBe(200);
	expect(await statusWith(data.access_token, 'matters')).toBe(403);
	expect((await refresh(refresh_token)).data.error).toBe('invalid_grant');
	expect((await refresh(data.refresh_token)).status).toBe(200);
	expect(platform.tokenRequests.map(({ grant, ok }) => [grant, ok])).toEqual([
		['refresh_token', true],
		['refresh_token', false],
		['refresh_token', true],
	]);
});

test('tokens are taken back by the app, which says so by Basic', async () => {
	const { access_token, refresh_token } = platform.issueToken();
	expect((await form('/oauth/revoke', { token: access_token })).status).toBe(401);
	const basic = Buffer.from(`${app.client_id}:${app.client_secret}`).toString('base64');
	const authorization = `Basic ${basic}`;
	expect((await form('/oauth/revoke', { token: access_token }, { authorization })).status).toBe(
		200,
	);
	expect(await statusWith(access_token)).toBe(401);
	expect((await refresh(refresh_token)).status).toBe(400);
});

test('tokens of Clio Manage are none here, and its secret neither', async () => {
	expect(await statusWith(sandbox.issueToken().access_token)).toBe(401);
	const manage = { client_id: sandbox.clientId, client_secret: sandbox.clientSecret };
	expect((await redeem(await newCode(), manage)).status).toBe(401);
	platform.expireTokens();
	expect(await statusWith(platform.issueToken().access_token)).toBe(200);
});

describe('over HTTP', () => {
	const control = (path: string, body: object = {}) =>
		axios.post(`${sandbox.url}/sandbox/platform${path}`, body, free);

	test('it is found, set and changed from another process', async () => {
		const { data } = await axios.get(`${sandbox.url}/sandbox/platform`);
		expect(data).toMatchObject({ url: platform.url, clientId: app.client_id, pkce: 'optional' });
		await control('', { pkce: 'required', limitedAnswer: 'gateway' });
		expect([platform.pkce, platform.limitedAnswer]).toEqual(['required', 'gateway']);
		expect((await control('', { url: 'x' })).status).toBe(400);
		const change = { resource: 'matters', data: { description: 'New' }, count: 2 };
		const { ids } = (await control('/change', change)).data;
		expect(ids.map((id: number) => platform.store.get('matters', id)!.description)).toEqual([
			'New',
			'New',
		]);
		const [lead] = platform.store.all('inbox_leads');
		const { matter } = (await control('/accept-lead', { id: lead.id })).data;
		expect(platform.store.get('matters', matter)).toMatchObject({ inbox_lead_id: lead.id });
	});

	test('its tokens, scopes, limit and faults are in reach', async () => {
		const { access_token } = (await control('/token', { scopes: ['grow_user_read'] })).data;
		expect(await statusWith(access_token)).toBe(200);
		await control('/fail', { pathPattern: 'who_am_i', status: 503 });
		expect(await statusWith(access_token)).toBe(503);
		await control('/withhold', { scopes: ['grow_user_read'] });
		expect(await statusWith(access_token)).toBe(403);
		await control('/rate-limit', { perSecond: 1 });
		await control('/withhold');
		expect([await statusWith(access_token), await statusWith(access_token)]).toEqual([200, 429]);
		const { data } = await axios.get(`${sandbox.url}/sandbox/platform/requests`);
		expect(data).toHaveLength(5);
		await control('/expire-tokens');
		expect(await statusWith(access_token)).toBe(401);
	});
});
