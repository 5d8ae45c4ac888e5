import type { Sandbox } from '../sandbox/server.cts';
import { N8nApi } from './api.cts';
import { advancer } from './clock/advance.cts';
import { MovableClock } from './clock/clock.cts';
import { furnish, started, startWithin, type FurnishOptions } from './furnish.cts';
import type { N8nInstall } from './install.cts';
import type { Login } from './n8n-types.cts';
import { N8n } from './n8n.cts';
import type { Teardown } from './teardown.cts';
import { startTlsProxy } from './tls-proxy.cts';

export type { Sandbox };

export interface HostOptions extends FurnishOptions {
	/** More of n8n's environment. */
	env?: NodeJS.ProcessEnv;
	/** n8n's clock can be moved ahead, by `advance`. */
	movableClock?: boolean;
}

export interface Host {
	editorUrl: string;
	webhookUrl: string;
	/** What signs the webhook address, for a sandbox that checks. */
	certificate: string;
	sandbox: Sandbox;
	n8n: N8n;
	api: N8nApi;
	login: Login;
	install: N8nInstall;
	userFolder: string;
	/** n8n's, if it was started with a movable one. */
	clock?: MovableClock;
	/** Lets time pass for n8n and Clio together, in steps of six hours if nothing else is said. */
	advance(ms: number, stepMs?: number): Promise<void>;
	/** Ends everything that was started and removes the user folder. */
	stop(): Promise<void>;
}

export const LOGIN: Login = { email: 'owner@example.com', password: 'Sandbox-1' };

/** A fresh n8n with this package installed as users install it, beside a sandbox Clio. */
export async function startHost(options: HostOptions = {}): Promise<Host> {
	return await startWithin(options.teardown, (teardown) => start(options, teardown));
}

async function start(options: HostOptions, teardown: Teardown): Promise<Host> {
	const { step, ports, install, userFolder, sandbox } = await furnish(options, teardown);
	const proxy = await startTlsProxy(ports.webhook, () => [ports.editor]);
	teardown.add(() => proxy.close());
	const clock = options.movableClock ? await MovableClock.create() : undefined;
	const n8n = new N8n({
		install,
		userFolder,
		port: ports.editor,
		webhookUrl: proxy.url,
		clock,
		env: options.env,
		teardown,
	});
	await step(`n8n ${install.version} answers`, () => started(n8n));
	const api = new N8nApi(n8n.url);
	await api.createOwner(LOGIN);
	return {
		editorUrl: n8n.url,
		webhookUrl: proxy.url,
		certificate: proxy.certificate,
		sandbox,
		n8n,
		api,
		login: LOGIN,
		install,
		userFolder,
		clock,
		advance: advancer({ n8n, api, sandbox, clock }),
		stop: () => teardown.run(),
	};
}
