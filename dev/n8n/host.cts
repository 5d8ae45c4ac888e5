import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../sandbox/server.cts';
import { N8nApi } from './api.cts';
import { installN8n } from './install.cts';
import type { Login } from './n8n-types.cts';
import { N8n } from './n8n.cts';
import { installPackage } from './pack.cts';
import { freePorts, type Ports } from './ports.cts';
import { runStep, type Step } from './step.cts';
import { Teardown } from './teardown.cts';
import { makeTemporary } from './temp-folder.cts';
import { startTlsProxy } from './tls-proxy.cts';

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

export interface HostOptions {
	/** Free ones are picked without it. */
	ports?: Ports;
	/** How many matters the sandbox holds. */
	matters?: number;
	/** More of n8n's environment. */
	env?: NodeJS.ProcessEnv;
	/** Told of every step; runs it in silence by default. */
	step?: Step;
	/** For callers that stop on a signal while the host still starts. */
	teardown?: Teardown;
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
	userFolder: string;
	/** Ends everything that was started and removes the user folder. */
	stop(): Promise<void>;
}

export const LOGIN: Login = { email: 'owner@example.com', password: 'Sandbox-1' };

/** A fresh n8n with this package installed as users install it, beside a sandbox Clio. */
export async function startHost(options: HostOptions = {}): Promise<Host> {
	const teardown = options.teardown ?? new Teardown();
	try {
		return await start(options, teardown);
	} catch (error) {
		await teardown.run();
		throw error;
	}
}

async function start(options: HostOptions, teardown: Teardown): Promise<Host> {
	const step = options.step ?? runStep;
	const ports = options.ports ?? (await freePorts());
	const install = await installN8n(teardown);

	const userFolder = join(tmpdir(), `n8n-nodes-clio-${randomBytes(4).toString('hex')}`);
	makeTemporary(userFolder, teardown);
	await step('The package is packed and installed', () => installPackage(userFolder, teardown));

	const sandbox = await step('The Clio sandbox answers', () =>
		startSandbox({ port: ports.sandbox, matters: options.matters ?? 250 }),
	);
	teardown.add(() => sandbox.close());

	const proxy = await startTlsProxy(ports.webhook, ports.editor);
	teardown.add(() => proxy.close());

	const n8n = new N8n({
		install,
		userFolder,
		port: ports.editor,
		webhookUrl: proxy.url,
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
		userFolder,
		stop: () => teardown.run(),
	};
}

/** The log goes with the user folder, so its end has to be in the error. */
async function started(n8n: N8n): Promise<void> {
	try {
		await n8n.start();
	} catch (error) {
		throw new Error(`${(error as Error).message}\n\nThe end of n8n's log:\n${n8n.log()}`);
	}
}
