import { parseArgs } from 'node:util';
import { startSandbox, type SandboxOptions, type WebhookOptions } from './server.cts';

const USAGE = `npm run sandbox -- [options]

  --port <n>                 where Clio Manage is (4500)
  --matters <n>              how many matters the firm has (250)
  --rate-limit <n>           requests in a window that Clio Manage takes from a connection
  --rate-window <seconds>    how long such a window is
  --token-lifetime <seconds> how long an access token is good
  --rotate-refresh-tokens    every renewal brings a new refresh token
  --handshake <when>         before, never, unseen, or the milliseconds after which a new webhook is called
  --platform-port <n>        where Clio Grow is (the next after --port)
  --platform-rate-limit <n>  requests a second that Clio Grow takes (3; 0 for no limit)
`;

/** Undefined when only help was asked for. */
function optionsFrom(args: string[]): SandboxOptions | undefined {
	const { values } = parseArgs({
		args,
		options: {
			port: { type: 'string', default: '4500' },
			matters: { type: 'string' },
			'rate-limit': { type: 'string' },
			'rate-window': { type: 'string' },
			'token-lifetime': { type: 'string' },
			'rotate-refresh-tokens': { type: 'boolean' },
			handshake: { type: 'string' },
			'platform-port': { type: 'string' },
			'platform-rate-limit': { type: 'string', default: '3' },
			help: { type: 'boolean' },
		},
	});
	if (values.help) return undefined;
	const port = whole('port', values.port);
	return {
		port,
		matters: whole('matters', values.matters),
		rateLimit: whole('rate-limit', values['rate-limit']),
		rateWindowSeconds: whole('rate-window', values['rate-window']),
		tokenLifetimeSeconds: whole('token-lifetime', values['token-lifetime']),
		rotateRefreshTokens: values['rotate-refresh-tokens'],
		webhooks: handshake(values.handshake),
		platform: {
			port: whole('platform-port', values['platform-port']) ?? (port && port + 1),
			rateLimit: whole('platform-rate-limit', values['platform-rate-limit']),
		},
	};
}

/** before, never, unseen, or the ms after which it is sent. */
function handshake(text: string | undefined): Partial<WebhookOptions> {
	if (text === undefined) return {};
	if (text === 'before' || text === 'never' || text === 'unseen') return { handshake: text };
	return { handshake: whole('handshake', text) };
}

function whole(name: string, text: string | undefined): number | undefined {
	if (text === undefined || /^\d+$/.test(text))
		return text === undefined ? undefined : Number(text);
	throw new Error(`--${name} must be a whole number, not "${text}"`);
}

async function main(): Promise<void> {
	const options = optionsFrom(process.argv.slice(2));
	if (!options) return console.log(USAGE);
	const sandbox = await startSandbox(options);
	const { platform } = sandbox;
	console.log(`
  A Clio of your own: ${sandbox.url}

  App key     ${sandbox.clientId}
  App secret  ${sandbox.clientSecret}

  And its Clio Grow: ${platform.url}

  App key     ${platform.clientId}
  App secret  ${platform.clientSecret}
  Lead inbox  ${platform.inboxLeadToken}

  Open the address to see the firm. Ctrl-C ends it.
`);
	const end = () => void sandbox.close().then(() => process.exit(0));
	process.on('SIGINT', end).on('SIGTERM', end);
}

main().catch((error: NodeJS.ErrnoException & { port?: number }) => {
	const busy = error.code === 'EADDRINUSE';
	console.error(
		busy
			? `Port ${error.port} is taken. Choose another with --port, or end what uses it.`
			: error.message,
	);
	process.exit(1);
});
