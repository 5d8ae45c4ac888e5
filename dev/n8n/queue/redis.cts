import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../child.cts';
import type { Teardown } from '../teardown.cts';
import { until } from '../until.cts';
import { listens } from './postgres.cts';

/** An empty Redis on loopback that keeps nothing; what n8n is told to find it. */
export async function startRedis(
	folder: string,
	port: number,
	teardown: Teardown,
): Promise<NodeJS.ProcessEnv> {
	mkdirSync(folder, { recursive: true });
	const settings = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
	const logFile = join(folder, 'redis.log');
	const options = { cwd: folder, env: process.env, logFile, teardown };
	const child = startChild('redis-server', ['--port', `${port}`, ...settings], options);
	const missing = child.exited.then(() => {
		throw new Error(`Redis ended; its log is ${logFile}`);
	});
	missing.catch(() => {}); // once it has answered, its end is its stop
	const answers = until(() => listens(port), { what: 'Redis answers', everyMs: 100 });
	await Promise.race([answers, missing]).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'ENOENT') throw error;
		throw new Error('Queue mode needs Redis: apt-get install redis-server');
	});
	return { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) };
}
