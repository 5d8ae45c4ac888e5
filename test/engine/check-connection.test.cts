import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { ofManage } from '../../clio/resources/index.ts';
import { runClio, type Setup } from './engine.cts';

/** What a person sees who asks why something is not allowed. */
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ matters: 5 });
});
afterEach(async () => sandbox.close());

const check = (rest: Partial<Setup> = {}) =>
	runClio({ sandbox, ...rest, parameters: { resource: 'user', operation: 'checkConnection' } });

const known = [
	...new Set([...ofManage.flatMap((one) => one.permission.split(' and ')), 'Webhooks']),
].sort();

test('firm, region and user are named, and all permissions are ready', async () => {
	const [account] = sandbox.store.all('account');
	const [user] = sandbox.store.all('users');
	const { json, items, error } = await check({ items: [{}, {}, {}] });
	expect(error).toBeUndefined();
	expect(json).toHaveLength(1);
	expect(items[0].pairedItem).toEqual({ item: 0 });
	expect(json[0]).toMatchObject({
		firm: account.name,
		region: sandbox.url,
		user: user.name,
		email: user.email,
		access: 'Read and Write',
		allReady: true,
		missing: [],
	});
	expect(json[0].permissions).toEqual(Object.fromEntries(known.map((one) => [one, 'Ready'])));
});

test('it asks one small question a permission, and changes nothing', async () => {
	await check();
	expect(new Set(sandbox.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
	expect(sandbox.requests).toHaveLength(known.length + 1);
	for (const { query } of sandbox.requests.slice(1)) {
		expect(new URLSearchParams(query).get('limit')).toBe('1');
		expect(new URLSearchParams(query).get('fields')).toBe('id');
	}
});

test.each(known)('a missing permission is told: %s', async (permission) => {
	sandbox.withhold(permission);
	const { json } = await check();
	expect(json[0]).toMatchObject({ allReady: false, missing: [permission] });
	expect(json[0].permissions).toMatchObject({ [permission]: 'Missing' });
	expect(JSON.stringify(json[0].notes)).toMatch(/developer portal.*connect the credential again/);
});

test('it says that writing was not tried', async () => {
	const { json } = await check({ credential: { access: 'readOnly' } });
	expect(json[0].access).toBe('Read Only');
	expect(JSON.stringify(json[0].notes)).toMatch(/Only reading was tried/);
});

test('an answer that is neither yes nor no is called unclear, not missing', async () => {
	sandbox.fail({ path: '/tasks', status: 404 });
	const { json } = await check();
	expect(json[0].permissions).toMatchObject({ Tasks: 'Unclear', Matters: 'Ready' });
	expect(json[0].missing).toEqual([]);
	expect(json[0].allReady).toBe(false);
});

describe('the webhook address', () => {
	test.each([
		['http://127.0.0.1', 'http://127.0.0.1', false, /https addresses only.*WEBHOOK_URL/],
		['https://n8n.firm.example/n8n', 'https://n8n.firm.example', true, /reach the webhook address/],
		['https://n8n.firm.example:8443', 'https://n8n.firm.example:8443', true, /reach/],
		['unknown://n8n', null, null, /does not say/],
	])('of %p is told as %p, without the rest of it', async (webhookBase, told, isHttps, note) => {
		const { json, error } = await check({ webhookBase });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ webhookAddress: told, webhookAddressIsHttps: isHttps });
		expect(JSON.stringify(json[0].notes)).toMatch(note);
		expect(JSON.stringify(json)).not.toMatch(/webhook-waiting/);
	});
});

test('no key and no secret is in the answer', async () => {
	const { access_token, refresh_token } = sandbox.issueToken();
	const { json } = await check({
		credential: { oauthTokenData: { access_token, refresh_token } },
	});
	for (const secret of [access_token, refresh_token, sandbox.clientSecret, sandbox.clientId]) {
		expect(JSON.stringify(json)).not.toContain(secret);
	}
});

test('a revoked connection fails as everywhere', async () => {
	sandbox.revokeTokens();
	const { error } = await check({
		credential: { oauthTokenData: { access_token: 'old', refresh_token: 'revoked' } },
	});
	expect(error?.message).toMatch(/did not accept the connection/);
});

test('cancelling ends the check at once', async () => {
	sandbox.fail({ path: /tasks/, status: 429, headers: { 'retry-after': '60' } });
	const { run } = await check({ cancelAfter: 300 });
	expect(run.status).toBe('canceled');
});
