import { execFile } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { N8nApi } from './api.cts';
import { MovableClock } from './clock/clock.cts';
import { newUserFolder, started, startWithin } from './furnish.cts';
import type { Host } from './host.cts';
import { N8n } from './n8n.cts';
import { someFreePorts } from './ports.cts';
import { runStep, type Step } from './step.cts';
import type { Teardown } from './teardown.cts';
import { startTlsProxy } from './tls-proxy.cts';

export interface SecondHostOptions {
	env?: NodeJS.ProcessEnv;
	step?: Step;
	teardown?: Teardown;
}

export type SecondHost = Omit<Host, 'advance'>;

/**
 * Another n8n from a backup of the first, as when production is restored on a staging machine: the
 * same workflows, active as they are, the same key, the same Clio and time, but another address.
 */
export async function startSecondHost(
	first: Host,
	options: SecondHostOptions = {},
): Promise<SecondHost> {
	return await startWithin(options.teardown, (teardown) => start(first, options, teardown));
}

async function start(
	first: Host,
	{ env, step = runStep }: SecondHostOptions,
	teardown: Teardown,
): Promise<SecondHost> {
	const { install, sandbox, login } = first;
	const [port, webhookPort] = await someFreePorts(2);
	const userFolder = newUserFolder(teardown);
	await step('The first host is backed up', () => copy(first, userFolder));
	const proxy = await startTlsProxy(webhookPort, () => [port]);
	teardown.add(() => proxy.close());
	const clock = first.clock && (await MovableClock.create(first.clock));
	const n8n = new N8n({ install, userFolder, port, webhookUrl: proxy.url, env, clock, teardown });
	await step('A second n8n answers', () => started(n8n));
	const api = new N8nApi(n8n.url);
	await api.login(login);
	const { url: webhookUrl, certificate } = proxy;
	const stop = () => teardown.run();
	return {
		...{ editorUrl: n8n.url, webhookUrl, certificate, sandbox, n8n, api, login },
		...{ install, userFolder, stop },
	};
}

/** SQLite itself makes the copy, so that the first host need not be stopped for it. */
async function copy({ install, userFolder }: Host, to: string): Promise<void> {
	mkdirSync(join(to, '.n8n'));
	cpSync(join(userFolder, '.n8n/nodes'), join(to, '.n8n/nodes'), { recursive: true });
	const script = `
		const { DatabaseSync } = require('node:sqlite');
		const [from, to] = process.argv.slice(1);
		new DatabaseSync(from).prepare('VACUUM INTO ?').run(to);
	`;
	const [old, fresh] = [userFolder, to].map((folder) => join(folder, '.n8n/database.sqlite'));
	await promisify(execFile)(install.node, ['--no-warnings', '-e', script, old, fresh]);
}
