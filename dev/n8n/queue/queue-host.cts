import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { N8nApi } from '../api.cts';
import { advancer, DAY } from '../clock/advance.cts';
import { MovableClock } from '../clock/clock.cts';
import { furnish, started, startWithin, type FurnishOptions } from '../furnish.cts';
import { LOGIN, type Host } from '../host.cts';
import { N8n } from '../n8n.cts';
import { someFreePorts } from '../ports.cts';
import type { Teardown } from '../teardown.cts';
import { makeTemporary } from '../temp-folder.cts';
import { startTlsProxy } from '../tls-proxy.cts';
import { Postgres } from './postgres.cts';
import { Redis } from './redis.cts';

export interface QueueHostOptions extends FurnishOptions {
	/** More of the environment of all processes. */
	env?: NodeJS.ProcessEnv;
	/** The clock of main, where the crons are, can be moved ahead. */
	movableClock?: boolean;
	/** How many processes take deliveries; one by default. */
	processors?: number;
	/** How many processes execute; one by default. */
	workers?: number;
}

export interface QueueHost extends Host {
	/** The editor, activations and crons; `n8n` is the same. */
	main: N8n;
	/** Take deliveries, in turns. */
	processors: N8n[];
	/** Execute. */
	workers: N8n[];
	postgres: Postgres;
	redis: Redis;
}

/** Main does not give up connecting to Postgres because its clock was moved by days meanwhile. */
const PATIENT = { DB_POSTGRESDB_CONNECTION_TIMEOUT: String(10 * DAY) };

/** n8n as large firms run it: three processes or more over Postgres and Redis, behind one address. */
export async function startQueueHost(options: QueueHostOptions = {}): Promise<QueueHost> {
	return await startWithin(options.teardown, (teardown) => start(options, teardown));
}

async function start(options: QueueHostOptions, teardown: Teardown): Promise<QueueHost> {
	const furnished = await furnish(options, teardown);
	const { step, ports, install, userFolder, sandbox } = furnished;
	const { processors: takers = 1, workers: executors = 1 } = options;
	const [postgresPort, redisPort, ...more] = await someFreePorts(2 + takers + executors);
	const [takerPorts, workerPorts] = [more.slice(0, takers), more.slice(takers)];
	// Not in the user folder: Postgres runs as somebody else, who may not look in there.
	const folder = join(tmpdir(), `n8n-nodes-clio-queue-${randomBytes(4).toString('hex')}`);
	makeTemporary(folder, teardown);
	const postgres = new Postgres(join(folder, 'postgres'), postgresPort, teardown);
	const redis = new Redis(join(folder, 'redis'), redisPort, teardown);
	await step('Postgres answers', () => postgres.create());
	await step('Redis answers', () => redis.start());
	const route = (path: string) => (path.startsWith('/webhook/') ? takerPorts : [ports.editor]);
	const proxy = await startTlsProxy(ports.webhook, route);
	teardown.add(() => proxy.close());

	const editorUrl = `http://127.0.0.1:${ports.editor}/`;
	const shared = { install, userFolder, webhookUrl: proxy.url, editorUrl, teardown };
	const data = { ...postgres.environment(), ...redis.environment() };
	const queue = { EXECUTIONS_MODE: 'queue', ...data, ...options.env };
	const inMain = { ...queue, ...PATIENT, N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true' };
	const inWorker = (port: number) => ({
		...queue,
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
	});
	const clock = options.movableClock ? await MovableClock.create() : undefined;
	const main = new N8n({ ...shared, port: ports.editor, env: inMain, clock });
	const processors = takerPorts.map((port, at) => {
		return new N8n({ ...shared, process: 'webhook', name: `webhook-${at + 1}`, port, env: queue });
	});
	const workers = workerPorts.map((port, at) => {
		const env = inWorker(port);
		return new N8n({ ...shared, process: 'worker', name: `worker-${at + 1}`, port, env });
	});
	// The first makes the tables.
	await step(`n8n ${install.version} answers`, () => started(main));
	await step('Its webhook processors and workers answer', async () => {
		await Promise.all([...processors, ...workers].map(started));
	});
	const api = new N8nApi(editorUrl);
	await api.createOwner(LOGIN);
	const { url: webhookUrl, certificate } = proxy;
	return {
		...{ editorUrl, webhookUrl, certificate, sandbox, n8n: main, main, processors, workers },
		...{ api, login: LOGIN, install, userFolder, postgres, redis, stop: () => teardown.run() },
		clock,
		advance: advancer({ n8n: main, api, sandbox, clock }),
	};
}
