import { createServer } from 'node:http';
import type { NodeApiError } from 'n8n-workflow';
import { choose, platformCredential, type Setup } from './engine.cts';
import { letTimeFly, passing } from './flying-time.cts';
import { ownGrow } from './grow-kit.cts';
import { numbered } from './kit.cts';

/** What goes wrong at the Clio Platform, and how often it is asked. */
letTimeFly();
const grow = ownGrow();
const all = { returnAll: true };

const lead = {
	first_name: 'Iris',
	last_name: '={{ "Number " + $json.n }}',
	from_message: 'I slipped on a wet floor.',
	from_source: 'Website form',
	referring_url: 'https://www.marlowfinch.example/contact',
};
/** Beside those that were there. */
const leads = () =>
	grow()
		.all('inbox_leads')
		.filter((one) => one.first_name === lead.first_name && one.last_name.startsWith('Number'))
		.length;
const told = (error?: NodeApiError) => `${error?.message}\n${error?.description}`;
/** When each request of the API came, in milliseconds. */
const times = () => grow().calls.map(({ time }) => Date.parse(time));

/** Most requests that came within a second. */
function mostInASecond(): number {
	const all = times();
	return Math.max(
		...all.map((start) => all.filter((at) => at >= start && at < start + 1_000).length),
	);
}

describe('three requests a second', () => {
	beforeEach(() => grow().platform.setRateLimit(3));

	it('are not exceeded by one execution', async () => {
		const { error } = await grow().run('growLead', 'create', lead, { items: numbered(8) });
		expect(error).toBeUndefined();
		expect(grow().calls.map(({ status }) => status)).toEqual(Array(8).fill(201));
		expect(mostInASecond()).toBeLessThanOrEqual(3);
	});

	it('are not exceeded by several, whichever credential of the app they have', async () => {
		const runs = await Promise.all(
			[1, 2, 3, 4].map(async () => grow().run('growLead', 'create', lead, { items: numbered(3) })),
		);
		expect(runs.map(({ error }) => error)).toEqual(Array(4).fill(undefined));
		expect(grow().calls.map(({ status }) => status)).toEqual(Array(12).fill(201));
		expect(mostInASecond()).toBeLessThanOrEqual(3);
	});
});

describe('too many requests, of which another process of the app sent most', () => {
	it.each(['spec', 'gateway'] as const)('are waited for (%s)', async (shape) => {
		grow().platform.limitedAnswer = shape;
		grow().platform.setRateLimit(1);
		const start = Date.now();
		const { error } = await grow().run('growLead', 'create', lead, { items: numbered(2) });
		expect(error).toBeUndefined();
		expect(leads()).toBe(2);
		expect(grow().calls.some(({ status }) => status === 429)).toBe(true);
		expect(Date.now() - start).toBeGreaterThan(1_000);
	});

	it('are waited for as long as Clio says', async () => {
		grow().platform.fail({ status: 429, headers: { 'retry-after': '3' }, body: {} });
		await grow().run('growSource', 'getAll');
		const [first, second] = times();
		expect(second - first).toBeGreaterThan(2_900);
	});

	it('end the wait when somebody presses the button', async () => {
		grow().platform.fail({ status: 429, headers: { 'retry-after': '60' }, body: {} });
		const start = Date.now();
		const { run } = await grow().run('growSource', 'getAll', {}, { cancelAfter: 700 });
		expect(run.status).toBe('canceled');
		expect(Date.now() - start).toBeLessThan(4_000);
	});
});

it('an execution in line behind another ends when somebody presses the button', async () => {
	const slow = { path: '/grow/sources', delayMs: 4_000 };
	grow().platform.fail(slow);
	const first = grow().run('growSource', 'getAll');
	await passing(500);
	const start = Date.now();
	const { run } = await grow().run('growMatter', 'getAll', all, { cancelAfter: 500 });
	expect(run.status).toBe('canceled');
	expect(Date.now() - start).toBeLessThan(2_000);
	expect((await first).json.length).toBeGreaterThan(0);
	expect(grow().asked).toEqual(['GET /grow/sources']);
});

describe('a permission that is missing', () => {
	beforeEach(() => grow().platform.withhold('grow_matter_read', 'grow_lead_inbox_write'));

	it.each(['forbidden', 'redirect'] as const)('is told (%s)', async (answer) => {
		grow().platform.withheldAnswer = answer;
		const { error } = await grow().run('growMatter', 'getAll', all);
		expect(error?.message).toBe('Clio does not allow this connection to list matters');
		expect(error?.description).toContain('"grow_matter_read" must be ticked on the app');
		expect(error?.description).toContain('Permissions of the credential');
	});

	it.each(['forbidden', 'redirect'] as const)('is told of a creation (%s)', async (answer) => {
		grow().platform.withheldAnswer = answer;
		const { error } = await grow().run('growLead', 'create', lead);
		expect(error?.message).toBe('Clio does not allow this connection to create lead');
		expect(error?.description).toContain('The permission "grow_lead_inbox_write" must be ticked');
		expect(leads()).toBe(0);
	});

	it('is not looked for at another host, with the key or without', async () => {
		const strangers: string[] = [];
		const stranger = createServer(({ url = '' }, answer) => {
			strangers.push(url);
			answer.end();
		}).listen(0, '127.0.0.1');
		await new Promise((resolve) => stranger.once('listening', resolve));
		const { port } = stranger.address() as { port: number };
		grow().platform.withheldAnswer = 'redirect';
		grow().platform.authHost = `http://127.0.0.1:${port}`;
		const { error } = await grow().run('growMatter', 'getAll', all);
		expect(told(error)).toContain(`127.0.0.1:${port}`);
		expect(strangers).toEqual([]);
		stranger.close();
	});
});

describe('a redirect at the same host', () => {
	const to = (location: string) => ({ status: 301, headers: { location }, body: {} });

	it('is followed to what was to be read', async () => {
		grow().platform.fail({ path: '/grow/sources', ...to('/grow/locations') });
		const { json } = await grow().run('growSource', 'getAll');
		expect(json.map(({ name }) => name)).toContain('Alder Falls Office');
	});

	it('that goes round is not followed for ever', async () => {
		const loop = { path: '/grow/sources', times: Infinity, ...to('/grow/sources') };
		grow().platform.fail(loop);
		const { error } = await grow().run('growSource', 'getAll');
		expect(error?.message).toMatch(/^Something else than Clio answered 301/);
		expect(grow().calls.length).toBeLessThan(6);
	});

	it('leaves a creation in doubt', async () => {
		grow().platform.fail({ method: 'POST', ...to('/grow/inbox_leads') });
		const { error } = await grow().run('growLead', 'create', lead);
		expect(error?.message).toContain('may or may not have been carried out');
		expect(grow().calls).toHaveLength(1);
	});
});

describe('Clio’s words', () => {
	it.each([
		[{ error: { status: '422', message: 'subject is odd' } }, 'subject is odd'],
		[
			{ error: 'unprocessable', details: ['subject is odd', 'body is empty'] },
			'subject is odd; body',
		],
		[{ error: 'unprocessable' }, 'unprocessable'],
		[{ message: 'subject is odd' }, 'subject is odd'],
	])('are told in the shape %j', async (body, words) => {
		grow().platform.fail({ method: 'POST', status: 422, body });
		const { error } = await grow().run('growLead', 'create', lead);
		expect(error?.description).toContain(`Clio says: "${words}`);
	});

	it('are told of a record that is not there', async () => {
		const { error } = await grow().run('growMatter', 'get', { growMatterId: choose('17') });
		expect(error?.message).toBe('Clio could not read matter 17: there is no such record');
	});

	it('are not those of a page in front of Clio', async () => {
		grow().platform.fail({ status: 200, body: '<html>Sign in</html>' });
		const { error } = await grow().run('growMatter', 'getAll', all);
		expect(error?.message).toBe('Something else than Clio answered the request to list matters');
	});
});

describe('the connection', () => {
	const renewals = () =>
		grow().platform.tokenRequests.filter(({ grant }) => grant === 'refresh_token');
	const own = (rest: Partial<Setup> = {}) => ({
		stored: platformCredential({ sandbox: grow().sandbox }),
		...rest,
	});

	it('is renewed once for twenty executions at the same time, and none is lost', async () => {
		const shared = own({ items: numbered(1) });
		grow().platform.expireTokens();
		const runs = await Promise.all(
			numbered(20).map(async () => grow().run('growLead', 'create', lead, shared)),
		);
		expect(runs.map(({ error }) => error)).toEqual(Array(20).fill(undefined));
		expect(leads()).toBe(20);
		expect(renewals().map(({ ok }) => ok)).toEqual([true]);
	}, 30_000);

	it('lives on through token after token', async () => {
		const shared = own();
		for (let day = 0; day < 4; day++) {
			grow().platform.expireTokens();
			const { error } = await grow().run('growSource', 'getAll', {}, shared);
			expect(error).toBeUndefined();
		}
		expect(renewals().map(({ ok }) => ok)).toEqual(Array(4).fill(true));
	});

	it('that another process has just renewed is taken from what that one stored', async () => {
		const { stored } = own();
		grow().platform.expireTokens();
		// The other process had used the refresh token; what it got is stored a moment later.
		grow().platform.fail({ path: '/oauth/token', status: 400, body: { error: 'invalid_grant' } });
		setTimeout(() => {
			stored.data.oauthTokenData = { ...grow().platform.issueToken(), token_type: 'bearer' };
		}, 600);
		const { json, error } = await grow().run('growLead', 'create', lead, { stored });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
		expect(leads()).toBe(1);
	});

	it('that was revoked says what to do, and tells no secret', async () => {
		const { stored } = own();
		const secrets = Object.values(stored.data.oauthTokenData as object).slice(0, 2);
		grow().platform.revokeTokens();
		const { error, run } = await grow().run('growMatter', 'getAll', all, { stored });
		expect(error?.message).toBe('Clio did not accept the connection');
		expect(error?.description).toContain('Open the credential and connect it again.');
		expect(renewals().length).toBeLessThanOrEqual(2);
		for (const secret of [...secrets, grow().platform.clientSecret]) {
			expect(JSON.stringify(run)).not.toContain(secret);
		}
	});

	it('that was revoked is tried again once, not for every item', async () => {
		const { stored } = own();
		grow().platform.revokeTokens();
		const { json } = await grow().run('growLead', 'create', lead, {
			stored,
			items: numbered(6),
			node: { onError: 'continueRegularOutput' },
		});
		expect(json.map(({ error }) => error)).toEqual(
			Array(6).fill('Clio did not accept the connection'),
		);
		expect(renewals().length).toBeLessThanOrEqual(7);
	});
});

it('what Clio cannot answer for a moment is asked for again, a creation is not', async () => {
	grow().platform.fail({ status: 503, times: 2 });
	const read = await grow().run('growSource', 'getAll');
	expect(read.json.length).toBeGreaterThan(0);
	grow().platform.fail({ method: 'POST', status: 503 });
	const { error } = await grow().run('growLead', 'create', lead);
	expect(error?.message).toContain('may or may not have been carried out');
	expect(grow().sent).toHaveLength(1);
});
