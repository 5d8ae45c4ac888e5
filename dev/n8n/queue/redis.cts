import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startChild, type Child } from '../child.cts';
import type { Teardown } from '../teardown.cts';
import { Server } from './server.cts';

/**
 * A Redis on loopback that writes down what it is told, as firms are advised to run it: a power cut costs
 * no more than its last second.
 */
export class Redis extends Server {
	protected readonly name = 'Redis';

	constructor(
		private readonly folder: string,
		private readonly port: number,
		private readonly teardown: Teardown,
	) {
		super();
		mkdirSync(folder, { recursive: true });
	}

	override async start(): Promise<void> {
		await super.start().catch((error: NodeJS.ErrnoException) => {
			if (error.code !== 'ENOENT') throw error;
			throw new Error('Queue mode needs Redis: apt-get install redis-server');
		});
	}

	/** What n8n is told to find it. */
	environment(): NodeJS.ProcessEnv {
		return { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(this.port) };
	}

	protected launch(): Child {
		const { folder, port, teardown } = this;
		const settings = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'yes', '--dir', folder];
		const logFile = join(folder, 'redis.log');
		const options = { cwd: folder, env: process.env, logFile, teardown };
		return startChild('redis-server', ['--port', `${port}`, ...settings], options);
	}

	/** While it reads what it had written, it answers that it is loading. */
	protected serves(): Promise<boolean> {
		return promisify(execFile)('redis-cli', ['-p', `${this.port}`, 'ping']).then(
			({ stdout }) => stdout.trim() === 'PONG',
			() => false,
		);
	}
}
