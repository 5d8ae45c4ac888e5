import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { keysFrom } from '../../dev/live-check/keys.cts';
import { readOptions } from '../../dev/live-check/options.cts';
import { questions } from '../../dev/live-check/questions/index.cts';
import { told } from '../../dev/live-check/told.cts';
import { Stopped } from '../../dev/live-check/trouble.cts';
import type { Sandbox, SandboxOptions } from '../../dev/sandbox/server.cts';
import { finding, run, sandboxWith } from './live-check-kit.cts';

let sandbox: Sandbox;
const start = async (options?: SandboxOptions) => (sandbox = await sandboxWith(options));
afterEach(async () => sandbox?.close());

const lists = [
	'contacts',
	'matters',
	'webhooks',
	'custom_fields',
	'tasks',
	'notes',
	'folders',
	'documents',
];
const stored = () =>
	lists.map((path) => `${path} ${sandbox.store.all(path).filter(isThere).length}`);
/** What is in the trash is not; the folder that the sandbox has made for a matter outlives it there, unseen. */
const isThere = (row: object) => {
	const { home, deleted_at } = row as { home?: { type: string; id: number }; deleted_at?: string };
	return !deleted_at && (home?.type !== 'Matter' || !!sandbox.store.get('matters', home.id));
};
const writes = () =>
	sandbox.requests.filter(({ method, path }) => method !== 'GET' && !path.startsWith('/oauth/'));

/** Every text and long number in the firm's records, but the words that Clio itself has. */
function textsOf(value: unknown, into = new Set<string>()): Set<string> {
	if (typeof value === 'string' && value.length > 5) into.add(value);
	if (typeof value === 'number' && value > 99_999) into.add(String(value));
	if (typeof value === 'object' && value) Object.values(value).forEach((one) => textsOf(one, into));
	return into;
}

const docs = readFileSync(join(__dirname, '../../docs/live-clio.md'), 'utf8');

/** Without what differs from run to run. */
const unmeasured = (report: string): string[] =>
	report
		.trim()
		.replace(/less than a second|\d+ s\b/g, '…')
		.replace(/[\d,]*\d/g, '9')
		.split('\n');

it('docs/live-clio.md has every question, what the code assumes, and what the nodes do otherwise', () => {
	const all = questions(undefined as never, undefined as never);
	const rows = docs
		.split('\n')
		.filter((line) => line.startsWith('| `'))
		.map((line) =>
			line
				.slice(1, -1)
				.split(' | ')
				.map((cell) => cell.trim()),
		);
	expect(rows).toEqual(
		all.map(({ id, asks, assumes, otherwise }) => [`\`${id}\``, asks, assumes, otherwise]),
	);
	expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

describe('live-check by reading', () => {
	it('sends nothing that writes, and says what was not asked', async () => {
		await start();
		const { report } = await run(sandbox);
		expect(writes()).toEqual([]);
		expect(report).toContain('Nothing was changed. The access was taken back.');
		expect(report).toMatch(/needs --write: `validation`/);
		expect(report).toMatch(/needs --write and --webhook-url: `secret`/);
		expect(report).not.toContain('different');
		expect(finding(report, 'not-found')).toContain('404 `RecordNotFound`');
	});

	it('counts its requests as Clio does, and keeps to the limit', async () => {
		await start({ rateLimit: 12, rateWindowSeconds: 1 });
		const { report } = await run(sandbox);
		const calls = sandbox.requests.filter(({ path }) => path.startsWith('/api/'));
		expect(report).toContain(`\n${calls.length} requests (${calls.length} GET)`);
		expect(calls.filter(({ status }) => status === 429)).toEqual([]);
	});

	it('follows a sorted list of more than 10,000 records to its end', async () => {
		await start({ matters: 10_100 });
		const { report } = await run(sandbox);
		expect(finding(report, 'sorted-end')).toBe(
			'as expected: the link after 10,000 records: 422 `ArgumentError`',
		);
	});

	it('tells of a permission that is missing, and goes on', async () => {
		await start();
		sandbox.withhold('Billing', 'Webhooks');
		const { report } = await run(sandbox);
		expect(finding(report, 'webhook-list')).toMatch(/^could not be asked: .*403 `ForbiddenError`/);
		expect(finding(report, 'deauthorize')).toMatch(/^as expected/);
	});
});

describe('live-check with changes and webhooks', () => {
	it('leaves nothing behind and has nothing of the firm in its report', async () => {
		await start();
		sandbox.change('matters', { description: 'Telltale v. Secret', location: 'Tattle Town' });
		sandbox.change('contacts', { last_name: 'Telltale', title: 'Tattler' }, { count: 12 });
		const before = stored();
		const firm = [...lists, 'users', 'account', 'bills'].flatMap((path) => [
			...textsOf(sandbox.store.all(path)),
		]);
		const { report, said } = await run(sandbox, { webhooks: true });
		expect(stored()).toEqual(before);
		expect(report).toMatch(/\d+ records and webhooks were made and removed again/);
		expect(report).not.toMatch(/different|could not be asked: .*mistake/);
		expect(firm.length).toBeGreaterThan(200);
		const words = [
			'created',
			'updated',
			'deleted',
			'pending',
			'Closed',
			'complete',
			'contact',
			'matter',
			'text_line',
		];
		const shown = firm.filter((text) => !words.includes(text) && report.includes(text));
		expect(shown).toEqual([]);
		for (const hidden of ['Telltale', 'Tattle', 'Marlow', sandbox.clientId, sandbox.clientSecret])
			expect(report).not.toContain(hidden);
		expect(report).not.toMatch(/127\.0\.0\.1|https?:|livecheck[0-9a-f]/);
		expect(said).not.toMatch(/Telltale|Marlow|app-secret/);
		const [, example] = docs.split('```text\n');
		expect(unmeasured(example.split('\n```')[0])).toEqual(unmeasured(report));
	});

	it.each<[string, SandboxOptions, string, RegExp]>([
		[
			'no secret at once',
			{ webhooks: { secretAtOnce: false } },
			'secret',
			/^different: .*answer: no; that of the handshake: no; told later: yes/,
		],
		[
			'no handshake',
			{ webhooks: { handshake: 'never' } },
			'handshake',
			/^different: none came; enabled all the same: no/,
		],
		['an early handshake', { webhooks: { handshake: 'before' } }, 'handshake', /before the answer/],
		['no twins', { webhooks: { sameUrl: 'refuse' } }, 'twin', /422/],
		[
			'a cut expiry',
			{ webhooks: { beyondMaximum: 'clip' } },
			'beyond-maximum',
			/201; 31 days ahead/,
		],
		[
			'expired ones shown',
			{ webhooks: { expired: 'shown' } },
			'expired',
			/read: 200 with status `enabled`/,
		],
		[
			'all of what was deleted',
			{ webhooks: { deletedData: 'all' } },
			'deleted',
			/first_name: text/,
		],
		[
			'a call that is given up',
			{ webhooks: { timeoutMs: 1200 } },
			'slow-answer',
			/^as expected: it hung up after 1 s/,
		],
		[
			'patience without an end',
			{ webhooks: { timeoutMs: 60_000 } },
			'slow-answer',
			/^as expected: longer than 2 s/,
		],
		[
			'other refresh tokens',
			{ rotateRefreshTokens: true },
			'refresh',
			/^different: .*another refresh token: yes/,
		],
	])('notices %s', async (_name, options, id, expected) => {
		await start(options);
		const before = stored();
		const { report } = await run(sandbox, {
			webhooks: true,
			patience: {
				handshake: 500,
				delivery: 500,
				answer: 2000,
				silence: 200,
				search: 300,
				expiry: 1200,
				glance: 40,
			},
		});
		expect(finding(report, id)).toMatch(expected);
		expect(stored()).toEqual(before);
	});

	it('removes what it made when a measurement fails half-way, also where no answer came', async () => {
		await start();
		const before = stored();
		// The first matter is made, but its answer is lost.
		sandbox.fail({ method: 'POST', path: '/matters', drop: true, when: 'after' });
		sandbox.fail({ method: 'PATCH', path: /contacts/, drop: true, times: 2 });
		sandbox.fail({ method: 'DELETE', status: 503, times: 2 });
		const { report } = await run(sandbox, { webhooks: true });
		expect(finding(report, 'if-match')).toMatch(/^could not be asked: .*no answer/);
		expect(stored()).toEqual(before);
	});

	it('renews an access that has ended, and so removes what it made', async () => {
		await start();
		const before = stored();
		const say = (text: string) => {
			if (text.includes('What does a 422 for a wrong value look like?')) sandbox.expireTokens();
		};
		const { report } = await run(sandbox, { write: true, say });
		expect(report).not.toMatch(/different|401 `invalid_token` when/);
		expect(report).toContain('The access was taken back.');
		expect(stored()).toEqual(before);
	});

	it('says once that the access was taken back meanwhile, and what may be left', async () => {
		await start();
		const { report, said } = await run(sandbox, {
			write: true,
			say: (text) => {
				if (text.includes('What does a 422 for a wrong value look like?')) sandbox.revokeTokens();
			},
		});
		expect(said.match(/Clio takes the access no longer and gives no other/g)).toHaveLength(1);
		expect(said).toContain('What was made may still be there: search Clio for "livecheck".');
		expect(said).toMatch(/This matter could not be removed/);
		expect(finding(report, 'unknown-key')).toBe(
			'could not be asked: Clio took the access no longer',
		);
		expect(report).not.toContain('different');
	});

	it('observes how often Clio repeats a call, until it suspends the webhook', async () => {
		await start({ webhooks: { retries: 2, firstRetryMs: 50, suspendAfter: 1 } });
		const { report } = await run(sandbox, { webhooks: true, watchRetries: 20_000 });
		expect(finding(report, 'retries')).toMatch(
			/^as expected: in .*: 3 calls; pauses: .*; status then `suspended`/,
		);
	});

	it('says what it could not remove, without saying so in the report', async () => {
		await start();
		sandbox.fail({ method: 'DELETE', path: /matters/, status: 403, times: Infinity });
		const { report, said } = await run(sandbox, { write: true });
		expect(said).toMatch(/This matter could not be removed, please do it in Clio: matters\/\d+/);
		expect(report).toMatch(/2 could not be removed|1 could not be removed/);
		expect(report).not.toMatch(/matters\/\d/);
	});

	it('asks nothing about webhooks where the public address leads elsewhere', async () => {
		await start();
		const { report } = await run(sandbox, { webhooks: true, webhookUrl: 'https://127.0.0.1:1' });
		expect(report).toContain('the address of --webhook-url does not lead to this machine');
		expect(writes().filter(({ path }) => path.includes('webhooks'))).toEqual([]);
	});
});

describe('live-check that cannot run', () => {
	it('says what a wrong secret or region may be', async () => {
		await start();
		const wrong = { ...sandbox, clientSecret: 'other' };
		await expect(run({ ...wrong, url: sandbox.url })).rejects.toThrow(
			/does not know this app key with this secret[^]*--region eu {2}registered at https:\/\/eu\.developers\.clio\.com/,
		);
	});

	it('says that access was refused', async () => {
		await start();
		await expect(run(sandbox, { decision: 'decline' })).rejects.toThrow(/refused[^]*choose Allow/);
	});

	it('says that the access of one region is not good in another', async () => {
		await start();
		const body = { error: 'invalid_token', error_description: 'x' };
		sandbox.fail({ path: /who_am_i/, status: 401, body });
		await expect(run(sandbox)).rejects.toThrow(/choose it with --region/);
	});

	it('says that nobody is at the address', async () => {
		await start();
		await expect(run({ ...sandbox, url: 'http://127.0.0.1:1' })).rejects.toThrow(
			/could not be reached/,
		);
	});

	it.each([
		[['--region', 'mars'], /no region "mars"/],
		[['--secret', 'x'], /The key and the secret of the Clio app are asked for/],
		[['--webhook-url', 'https://x.example'], /needs --write/],
		[['--write', '--webhook-url', 'http://x.example'], /https/],
		[['--host', 'http://clio.example.com'], /https/],
	])('refuses %j', (args, message) => {
		expect(() => readOptions(args)).toThrow(message);
	});
});

describe('key and secret', () => {
	const manned = { isManned: true, signal: new AbortController().signal };

	it('come from the environment, else from the terminal, where the secret is not shown', async () => {
		const env = { CLIO_CLIENT_ID: 'k', CLIO_CLIENT_SECRET: 's' };
		const [input, output] = [new PassThrough(), new PassThrough()];
		expect(await keysFrom(env, { input, output, ...manned })).toEqual({
			clientId: 'k',
			clientSecret: 's',
		});
		let shown = '';
		output.on('data', (part) => (shown += String(part)));
		const asked = keysFrom({}, { input, output, ...manned });
		input.write('my-key\r');
		await new Promise((resolve) => setTimeout(resolve, 50));
		input.write('my-hidden-word\r');
		expect(await asked).toEqual({ clientId: 'my-key', clientSecret: 'my-hidden-word' });
		expect(shown).toContain('App secret');
		expect(shown).not.toContain('hidden-word');
	});
});

it.each([
	['Ctrl-C', '\x03'],
	['Ctrl-D', '\x04'],
])('%s ends the asking for the key', async (_name, key) => {
	const [input, output] = [new PassThrough(), new PassThrough()];
	const { signal } = new AbortController();
	const asked = keysFrom({}, { input, output, isManned: true, signal });
	input.write(key);
	await expect(asked).rejects.toThrow(Stopped);
});

it('a report takes no text but what is told', () => {
	expect(() => told`${'Telltale' as never}`).toThrow('holds nothing that is not told');
});

it('removes what it made when somebody presses Ctrl-C', async () => {
	await start();
	const before = stored();
	const stopping = new AbortController();
	const { report } = await run(sandbox, {
		write: true,
		signal: stopping.signal,
		say: (text) => {
			if (text.includes('What does a 422 for a wrong value look like?')) stopping.abort();
		},
	});
	expect(report).toContain('Stopped before its end.');
	expect(writes().length).toBeGreaterThan(2);
	expect(stored()).toEqual(before);
});
