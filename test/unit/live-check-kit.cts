import { liveCheck, type Check } from '../../dev/live-check/check.cts';
import { someFreePorts } from '../../dev/n8n/ports.cts';
import { startTlsProxy } from '../../dev/n8n/tls-proxy.cts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../dev/sandbox/server.cts';

/** Waits are as short as the sandbox is quick. */
export const quick = {
	handshake: 3000,
	delivery: 3000,
	answer: 3000,
	silence: 300,
	search: 1000,
	expiry: 1200,
	glance: 40,
};

/** What a person does who opens the address: looks at the page, and presses a button. */
export async function decide(address: string, decision: 'allow' | 'decline'): Promise<string> {
	const page = await (await fetch(address)).text();
	const inputs = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
	const form = new URLSearchParams({ decision });
	for (const [, name, value] of inputs) form.set(name, value.replaceAll('&amp;', '&'));
	const action = new URL('/oauth/authorize', address);
	return (await fetch(action, { method: 'POST', body: form })).text();
}

export const addressIn = (text: string): string | undefined =>
	/https?:\S+\/oauth\/authorize\S+/.exec(text)?.[0];

export async function sandboxWith(options: SandboxOptions = {}): Promise<Sandbox> {
	return startSandbox({
		matters: 30,
		...options,
		webhooks: { handshake: 100, timeoutMs: 1500, ...options.webhooks },
	});
}

export interface Ran {
	report: string;
	/** What stood on the terminal beside the report. */
	said: string;
}

interface How extends Partial<Check> {
	webhooks?: boolean;
	decision?: 'allow' | 'decline';
}

/** A run against the sandbox, with somebody who decides on its consent page. */
export async function run(
	sandbox: Pick<Sandbox, 'url' | 'clientId' | 'clientSecret'>,
	{ webhooks = false, decision = 'allow', ...more }: How = {},
): Promise<Ran> {
	const { clientId, clientSecret } = sandbox;
	const [port, webhookPort, proxyPort] = await someFreePorts(3);
	const proxy = webhooks ? await startTlsProxy(proxyPort, () => [webhookPort]) : undefined;
	let said = '';
	try {
		const report = await liveCheck({
			place: { host: sandbox.url, label: 'Sandbox' },
			keys: { clientId, clientSecret },
			port,
			write: webhooks,
			webhookUrl: proxy?.url.replace(/\/$/, ''),
			webhookPort,
			watchRetries: 0,
			signal: new AbortController().signal,
			patience: quick,
			...more,
			say: (text) => {
				said += `${text}\n`;
				more.say?.(text);
				const address = addressIn(text);
				if (address) void decide(address, decision);
			},
		});
		return { report, said };
	} finally {
		await proxy?.close();
	}
}

/** The verdict and what was found about one question. */
export function finding(report: string, id: string): string {
	const [, verdict, found] =
		new RegExp(`\\(\`${id}\`\\): (.+)\\n.*\\n  - Found: (.+)`).exec(report) ?? [];
	if (!verdict) throw new Error(`The report has nothing about ${id}`);
	return `${verdict}: ${found}`;
}
