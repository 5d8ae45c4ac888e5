import axios from 'axios';
import { restart, sandbox } from './sandbox-api.cts';

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
