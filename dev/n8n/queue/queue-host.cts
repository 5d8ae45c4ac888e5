import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { N8nApi } from '../api.cts';
import { advancer } from '../clock/advance.cts';
import { MovableClock } from '../clock/clock.cts';
import { furnish, started, startWithin, type FurnishOptions } from '../furnish.cts';
import { LOGIN, type Host } from '../host.cts';
import { N8n } from '../n8n.cts';
import { someFreePorts } from '../ports.cts';
import type { Teardown } from '../teardown.cts';
import { makeTemporary } from '../temp-folder.cts';
import { startTlsProxy } from '../tls-proxy.cts';
import { startPostgres } from './postgres.cts';
import { startRedis } from './redis.cts';

export interface QueueHostOptions extends FurnishOptions {
	/** More of the environment of all three processes. */
	env?: NodeJS.ProcessEnv;
	/** The clock of main, where the crons are, can be moved ahead; meant for minutes, not for days. */
	movableClock?: boolean;
	/** How many processes execute; one by default. */
	workers?: number;
}

export interface QueueHost extends Host {
	/** The editor, activations and crons; `n8n` is the same. */
	main: N8n;
	/** Takes deliveries. */
	webhook: N8n;
	/** Executes; `worker` is the first, and mostly the only one. */
	workers: N8n[];
	worker: N8n;
}

/** n8n as large firms run it: three processes or more over Postgres and Redis, behind one address. */
export async function startQueueHost(options: QueueHostOptions = {}): Promise<QueueHost> {
	return await startWithin(options.teardown, (teardown) => start(options, teardown));
}

async function start(options: QueueHostOptions, teardown: Teardown): Promise<QueueHost> {
	const furnished = await furnish(options, teardown);
	const { step, ports, install, userFolder, sandbox } = furnished;
	const [webhookPort, postgresPort, redisPort, ...workerPorts] = await someFreePorts(
		3 + (options.workers ?? 1),
	);
	// Not in the user folder: Postgres runs as somebody else, who may not look in there.
	const folder = join(tmpdir(), `n8n-nodes-clio-queue-${randomBytes(4).toString('hex')}`);
	makeTemporary(folder, teardown);
	const database = await step('Postgres answers', () =>
		startPostgres(join(folder, 'postgres'), postgresPort, teardown),
	);
	const redis = await step('Redis answers', () =>
		startRedis(join(folder, 'redis'), redisPort, teardown),
	);
	const route = (path: string) => (path.startsWith('/webhook/') ? webhookPort : ports.editor);
	const proxy = await startTlsProxy(ports.webhook, route);
	teardown.add(() => proxy.close());

	const editorUrl = `http://127.0.0.1:${ports.editor}/`;
	const shared = { install, userFolder, webhookUrl: proxy.url, editorUrl, teardown };
	const queue = { EXECUTIONS_MODE: 'queue', ...database, ...redis, ...options.env };
	const inMain = { ...queue, N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true' };
	const inWorker = (port: number) => ({
		...queue,
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
	});
	const clock = options.movableClock ? await MovableClock.create() : undefined;
	const main = new N8n({ ...shared, port: ports.editor, env: inMain, clock });
	const webhook = new N8n({ ...shared, process: 'webhook', port: webhookPort, env: queue });
	const workers = workerPorts.map(
		(port) => new N8n({ ...shared, process: 'worker', port, env: inWorker(port) }),
	);
	// The first makes the tables.
	await step(`n8n ${install.version} answers`, () => started(main));
	await step('Its webhook process and what executes answer', async () => {
		for (const each of [webhook, ...workers]) await started(each);
	});
	const api = new N8nApi(editorUrl);
	await api.createOwner(LOGIN);
	const { url: webhookUrl, certificate } = proxy;
	return {
		...{ editorUrl, webhookUrl, certificate, sandbox, n8n: main, main, webhook },
		...{ workers, worker: workers[0] },
		...{ api, login: LOGIN, install, userFolder, stop: () => teardown.run() },
		clock,
		advance: advancer({ n8n: main, api, sandbox, clock }),
	};
}
