import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { runCommand, startChild } from '../child.cts';
import type { Teardown } from '../teardown.cts';
import { until } from '../until.cts';

const DEBIAN = '/usr/lib/postgresql';

/** An empty Postgres on loopback, in a folder of its own; what n8n is told to find it. */
export async function startPostgres(
	folder: string,
	port: number,
	teardown: Teardown,
): Promise<NodeJS.ProcessEnv> {
	const programs = findPrograms();
	const data = join(folder, 'data');
	mkdirSync(data, { recursive: true });
	const owner = ownerOf(folder, data);
	const logFile = join(folder, 'postgres.log');
	const options = { cwd: data, env: process.env, logFile, teardown, ...owner };
	const init = ['-D', data, '-U', 'n8n', '--auth=trust', '--no-sync', '-E', 'UTF8'];
	await runCommand(join(programs, 'initdb'), init, options);
	const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${data}`, 'fsync=off'];
	startChild(
		join(programs, 'postgres'),
		['-D', data, '-p', `${port}`, ...settings.flatMap((setting) => ['-c', setting])],
		options,
	);
	await until(() => listens(port), { what: 'Postgres answers', everyMs: 100 });
	const server = ['-h', '127.0.0.1', '-p', `${port}`, '-U', 'n8n'];
	await until(
		() =>
			runCommand(join(programs, 'createdb'), [...server, 'n8n'], options).then(
				() => true,
				() => false, // it listens a little before it serves
			),
		{ what: 'Postgres makes a database', withinMs: 20_000 },
	);
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(port),
		DB_POSTGRESDB_DATABASE: 'n8n',
		DB_POSTGRESDB_USER: 'n8n',
	};
}

export function listens(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});
}

function findPrograms(): string {
	const version = existsSync(DEBIAN) && readdirSync(DEBIAN).sort().at(-1);
	if (version) return join(DEBIAN, version, 'bin');
	throw new Error('Queue mode needs Postgres: apt-get install postgresql');
}

/** Postgres refuses to run as root: then as the user that its package made. */
function ownerOf(...folders: string[]): { uid?: number; gid?: number } {
	if (process.getuid?.() !== 0) return {};
	const [uid, gid] = ['-u', '-g'].map((what) =>
		Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' })),
	);
	for (const folder of folders) chownSync(folder, uid, gid);
	return { uid, gid };
}
