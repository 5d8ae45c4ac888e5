import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, runClio, type Setup } from './engine.cts';
import { letTimeFly } from './flying-time.cts';

/** What a lawyer's assistant reads when something does not work: what happened, why, what to do. */
letTimeFly();
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ matters: 5 });
});
afterEach(async () => sandbox.close());

const getMatter = (rest: Partial<Setup> = {}) =>
	runClio({
		sandbox,
		parameters: {
			resource: 'matter',
			operation: 'get',
			matterId: choose(sandbox.store.all('matters')[0].id),
		},
		...rest,
	});

const clioError = (type: string, message: string) => ({ error: { type, message } });

test.each<[number, unknown, RegExp, RegExp]>([
	[
		400,
		clioError('InvalidFields', 'nmae is not a valid field'),
		/does not know one of the fields/,
		/spelling/,
	],
	[
		403,
		clioError('ForbiddenError', 'Not allowed'),
		/does not allow this connection to read matter/,
		/permission "Matters".*role/s,
	],
	[
		404,
		clioError('NotFound', 'Gone'),
		/could not read matter \d+: there is no such record/,
		/deleted.*ID.*see it/s,
	],
	[409, clioError('Conflict', 'Locked'), /cannot read matter \d+ at the moment/, /"Locked"/],
	[
		422,
		clioError('ArgumentError', 'Stage is not of this area'),
		/refused to read matter/,
		/Clio says: "Stage is not of this area"/,
	],
])('a %d is told with its reason and the way out', async (status, body, message, description) => {
	sandbox.fail({ method: 'GET', status, body });
	const { error } = await getMatter();
	expect(error?.message).toMatch(message);
	expect(error?.description).toMatch(description);
	expect(error?.httpCode).toBe(String(status));
	expect(error?.context.itemIndex).toBe(0);
});

test('a permission that Clio answers once is asked once: no retry for what cannot change', async () => {
	sandbox.fail({ method: 'GET', status: 403, body: clioError('ForbiddenError', 'No') });
	await getMatter();
	expect(sandbox.requests).toHaveLength(1);
});

test('a token that Clio refuses: n8n renews it, and the new one is stored with the old refresh token', async () => {
	const { error, tokens } = await getMatter({
		credential: { oauthTokenData: { ...sandbox.issueToken(), access_token: 'expired' } },
	});
	expect(error).toBeUndefined();
	expect(tokens.access_token).not.toBe('expired');
	expect(tokens.refresh_token).toEqual(expect.any(String));
});

test('a revoked connection, or one of another region, says to reconnect and names the region', async () => {
	sandbox.revokeTokens();
	const { error } = await getMatter({
		credential: { oauthTokenData: { access_token: 'old', refresh_token: 'revoked' } },
	});
	expect(error?.message).toMatch(/did not accept the connection/);
	expect(error?.description).toMatch(/connect it again.*region/s);
	expect(JSON.stringify(error)).not.toMatch(/sandbox-app-secret/);
});

test("an app key of another region is Clio's invalid_client, and says so", async () => {
	const oauthTokenData = { ...sandbox.issueToken(), access_token: 'old' };
	const { error } = await getMatter({
		credential: { clientSecret: 'of-another-region', oauthTokenData },
	});
	expect(error?.message).toMatch(/did not accept the connection/);
	expect(error?.description).toMatch(/another region needs an app of its own/);
});

test('a credential that was never connected says so', async () => {
	const { error } = await getMatter({ credential: { oauthTokenData: undefined as never } });
	expect(error?.message).toMatch(/did not accept the connection/);
});

test('Clio that cannot be reached is told after a few tries, in plain words', async () => {
	sandbox.fail({ method: 'GET', drop: true, times: 10 });
	const { error } = await getMatter();
	expect(error?.message).toMatch(/could not be reached to read matter/);
	expect(sandbox.requests.length).toBeLessThanOrEqual(4);
});

test('an address where no Clio is: nothing was sent, and the network says why', async () => {
	const closed = await startSandbox({ matters: 1 });
	await closed.close();
	const { error } = await runClio({
		sandbox,
		credential: { customHost: closed.url },
		parameters: { resource: 'contact', operation: 'create', type: 'Company', name: 'Nowhere Ltd' },
	});
	expect(error?.message).toMatch(/could not be reached to create contact/);
	expect(error?.description).toMatch(
		/No connection to http.*: nobody answers at its address \(ECONNREFUSED\)\./,
	);
});

test('a redirect is not followed, so the bearer stays home', async () => {
	const other = await startSandbox({ matters: 1 });
	sandbox.fail({
		method: 'GET',
		status: 302,
		headers: { location: `${other.url}/api/v4/matters.json` },
	});
	const { error } = await getMatter();
	const reached = other.requests.length;
	await other.close();
	expect(error?.message).toMatch(/Something else than Clio answered 302/);
	expect(reached).toBe(0);
});

test('a token address that is busy or down is waited out, not taken for a lost connection', async () => {
	sandbox.fail({ path: '/oauth/token', times: 1, status: 429 });
	sandbox.fail({ path: '/oauth/token', times: 1, status: 503, body: 'down' });
	const oauthTokenData = { ...sandbox.issueToken(), access_token: 'expired' };
	const { error } = await getMatter({ credential: { oauthTokenData } });
	expect(error).toBeUndefined();
});

test('a page of HTML from a gateway is not shown', async () => {
	sandbox.fail({ method: 'GET', status: 418, body: '<!doctype html><h1>Teapot</h1>' });
	const { error } = await getMatter();
	expect(error?.message).toMatch(/answered 418/);
	expect(error?.description).not.toMatch(/<h1>/);
});

test('a retired API version is asked again without it, and a hint says to update', async () => {
	sandbox.fail({ method: 'GET', times: 1, status: 410, body: clioError('Gone', 'retired') });
	const { json, task } = await getMatter();
	expect(json).toHaveLength(1);
	const asked = sandbox.requests.filter(({ path }) => path.includes('/matters/'));
	expect(asked.map(({ status }) => status)).toEqual([410, 200]);
	expect(task?.hints?.[0].message).toMatch(/Update the package/);
});

test('a field that Clio has retired is left out of what is read, and a hint says so', async () => {
	const body = clioError('InvalidFields', 'legal_aid_uk_matter is not a valid field');
	sandbox.fail({ method: 'GET', times: 1, status: 400, body });
	const { json, task, error } = await runClio({
		sandbox,
		parameters: { resource: 'matter', operation: 'getAll', returnAll: true, output: 'all' },
	});
	expect(error).toBeUndefined();
	expect(json).toHaveLength(5);
	expect(json[0]).not.toHaveProperty('legal_aid_uk_matter');
	expect(task?.hints?.[0].message).toMatch(/left out: legal_aid_uk_matter/);
});

describe('the custom host', () => {
	test.each([
		'http://127.0.0.1:4500/api',
		'http://user:secret@127.0.0.1:4500',
		'https://clio.example.com?x=1',
		'clio.example.com',
		'ftp://clio.example.com',
		'',
	])('%p is refused on its item, and nothing is sent', async (customHost) => {
		const { items } = await getMatter({
			credential: { customHost },
			items: [{}, {}],
			node: { onError: 'continueRegularOutput' },
		});
		expect(items).toHaveLength(2);
		for (const { json } of items)
			expect(json.error).toMatch(/custom host .* is not a plain address/);
		expect(JSON.stringify(items)).not.toMatch(/secret/);
		expect(sandbox.requests).toHaveLength(0);
	});
});

test('no error shows the token or the app secret', async () => {
	const { access_token } = sandbox.issueToken();
	sandbox.fail({ method: 'GET', status: 422, body: clioError('ArgumentError', 'No') });
	const { run } = await getMatter({ credential: { oauthTokenData: { access_token } } });
	expect(JSON.stringify(run)).not.toContain(access_token);
	expect(JSON.stringify(run)).not.toContain(sandbox.clientSecret);
});
