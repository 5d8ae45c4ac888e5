import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { someFreePorts } from '../../dev/n8n/ports.cts';
import type { Sandbox } from '../../dev/sandbox/server.cts';
import { addressIn, decide, sandboxWith } from './live-check-kit.cts';

const root = join(__dirname, '../..');
const firstChange = 'What does a 422 for a wrong value look like?';
const lists = ['contacts', 'matters', 'webhooks', 'custom_fields'];

let sandbox: Sandbox;
let command: ChildProcess | undefined;
beforeEach(async () => (sandbox = await sandboxWith()));
afterEach(async () => {
	if (command?.exitCode === null && !command.signalCode) kill('SIGKILL');
	command = undefined;
	await sandbox.close();
});

const stored = () => lists.map((path) => `${path} ${sandbox.store.all(path).length}`);
const made = () =>
	sandbox.requests.filter(({ method, path }) => method === 'POST' && path.startsWith('/api/'));
const accessTakenBack = () => sandbox.requests.some(({ path }) => path === '/oauth/deauthorize');

/** As a terminal does: to npm, its shell and the command at once. */
const kill = (signal: NodeJS.Signals) => process.kill(-command!.pid!, signal);

interface Ran {
	/** The code; npm may end by the signal instead. */
	ended: number | string;
	report: string;
	said: string;
}

interface How {
	/** Null: not said. */
	host?: string | null;
	clientSecret?: string;
	decision?: 'allow' | 'decline' | 'none';
	/** Called with what stands on the terminal, until it returns true. */
	when?: (said: string) => boolean;
}

/** `npm run --silent live-check -- …`, as somebody types it, with another person at the consent page. */
async function type(args: string[], { decision = 'allow', when, ...how }: How = {}): Promise<Ran> {
	const [port] = await someFreePorts(1);
	const { host = sandbox.url, clientSecret = sandbox.clientSecret } = how;
	const words = ['run', '--silent', 'live-check', '--', '--port', String(port)];
	const running = spawn('npm', [...words, ...(host === null ? [] : ['--host', host]), ...args], {
		cwd: root,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, CLIO_CLIENT_ID: sandbox.clientId, CLIO_CLIENT_SECRET: clientSecret },
	});
	command = running;
	const ran: Ran = { ended: '', report: '', said: '' };
	let [isAsked, isDone] = [false, false];
	running.stdout.on('data', (part) => (ran.report += String(part)));
	running.stderr.on('data', (part) => {
		ran.said += String(part);
		const address = addressIn(ran.said);
		if (address && ran.said.includes('Does Clio show an error') && !isAsked) {
			isAsked = true;
			if (decision !== 'none') void decide(address, decision);
		}
		isDone ||= when?.(ran.said) ?? false;
	});
	const [code, signal] = (await once(running, 'close')) as [number | null, string];
	ran.ended = code ?? signal;
	return ran;
}

it.each<[NodeJS.Signals, number]>([
	['SIGINT', 130],
	['SIGHUP', 129],
])(
	'removes what it made and prints the report so far on %s',
	async (signal, code) => {
		const before = stored();
		const ran = await type(['--write'], {
			when: (said) => said.includes(firstChange) && (kill(signal), true),
		});
		expect(ran.said).toContain('Stopping: what was made is removed …');
		expect(ran.report).toContain('Stopped before its end.');
		expect(ran.report).toContain(`**${firstChange}** (\`validation\`): as expected`);
		expect(ran.report).toMatch(
			/2 records and webhooks were made and removed again\. The access was/,
		);
		expect(ran.report).toMatch(/- the check was stopped: .*`deauthorize`/);
		expect(made().length).toBeGreaterThan(1);
		expect(stored()).toEqual(before);
		expect(accessTakenBack()).toBe(true);
		expect([code, signal]).toContain(ran.ended);
	},
	60_000,
);

it('ends at once on Ctrl-C while nobody has allowed access', async () => {
	const ran = await type(['--write'], {
		decision: 'none',
		when: (said) => said.includes('Does Clio show an error') && (kill('SIGINT'), true),
	});
	expect(ran.report).toBe('');
	expect(made()).toEqual([]);
	expect([130, 'SIGINT']).toContain(ran.ended);
}, 60_000);

/** A machine that answers as none of Clio's does. */
async function stranger() {
	const server = createServer((_request, response) => response.writeHead(502).end('<h1>Bad</h1>'));
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const { port } = server.address() as { port: number };
	return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

describe('a command that cannot run says in a sentence what to do, without a stack', () => {
	const cases: Array<[string, string[], () => How, RegExp]> = [
		[
			'a wrong app secret',
			[],
			() => ({ clientSecret: 'other' }),
			/does not know this app key with this secret\.\nCopy both again .*choose that region:/,
		],
		[
			'access that is refused',
			[],
			() => ({ decision: 'decline' }),
			/Access was refused on Clio’s page\.\nRun the command again and choose Allow/,
		],
		[
			'no network',
			[],
			() => ({ host: 'http://127.0.0.1:9' }),
			/could not be reached when asked for a token\.\nCheck the region or host and the network/,
		],
		[
			'a region that there is not',
			['--region', 'mars'],
			() => ({ host: null }),
			/^Clio has no region "mars"\.\nChoose one of us, ca, eu, au: how the address begins/m,
		],
		[
			'no region, and nobody to ask for it',
			[],
			() => ({ host: null }),
			/^Say where the firm's Clio is: --region us\|ca\|eu\|au$/m,
		],
		[
			'a region beside another host',
			['--region', 'eu'],
			() => ({}),
			/say both where Clio is: leave one of them out/,
		],
	];

	it.each(cases)(
		'%s',
		async (_name, args, how, expected) => {
			const ran = await type(args, how());
			expect(ran.said).toMatch(expected);
			expect(ran.said).not.toMatch(/^ +at |Error:/m);
			expect(ran.report).toBe('');
			expect(ran.ended).toBe(1);
		},
		60_000,
	);

	it('something else than Clio', async () => {
		const other = await stranger();
		const ran = await type([], { host: other.url });
		other.close();
		expect(ran.said).toMatch(/gave an answer \(502\) that is not Clio's when asked for a token\./);
		expect(ran.ended).toBe(1);
	}, 60_000);
});
