import { execFile, execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runCommand, startChild, type Child, type ChildOptions } from '../child.cts';
import type { Teardown } from '../teardown.cts';
import { Server } from './server.cts';

const DEBIAN = '/usr/lib/postgresql';
const MOST_BYTES = 1_000_000_000;

/** A Postgres on loopback, in a folder of its own. */
export class Postgres extends Server {
	protected readonly name = 'Postgres';
	private readonly programs = findPrograms();
	private readonly data: string;
	private readonly options: ChildOptions;
	private readonly address: string[];

	constructor(
		folder: string,
		private readonly port: number,
		teardown: Teardown,
	) {
		super();
		this.data = join(folder, 'data');
		mkdirSync(this.data, { recursive: true });
		const logFile = join(folder, 'postgres.log');
		const owner = ownerOf(folder, this.data);
		this.options = { cwd: this.data, env: process.env, logFile, teardown, ...owner };
		this.address = ['-h', '127.0.0.1', '-p', `${port}`, '-U', 'n8n'];
	}

	/** Started for the first time, with an empty database for n8n. */
	async create(): Promise<void> {
		const init = ['-D', this.data, '-U', 'n8n', '--auth=trust', '--no-sync', '-E', 'UTF8'];
		await runCommand(this.program('initdb'), init, this.options);
		await this.start();
		await runCommand(this.program('createdb'), [...this.address, 'n8n'], this.options);
	}

	/** What a query gives that makes each row one JSON value. */
	async rows<T>(query: string): Promise<T[]> {
		const lines = (await this.run(query)).split('\n').filter(Boolean);
		return lines.map((line) => JSON.parse(line) as T);
	}

	async run(query: string): Promise<string> {
		const args = [...this.address, '-d', 'n8n', '-At', '-c', query];
		const options = { maxBuffer: MOST_BYTES };
		return (await promisify(execFile)(this.program('psql'), args, options)).stdout;
	}

	/** What n8n is told to find it. */
	environment(): NodeJS.ProcessEnv {
		return {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(this.port),
			DB_POSTGRESDB_DATABASE: 'n8n',
			DB_POSTGRESDB_USER: 'n8n',
		};
	}

	protected launch(): Child {
		const { data, port, options } = this;
		const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${data}`];
		const args = ['-D', data, '-p', `${port}`, ...settings.flatMap((each) => ['-c', each])];
		return startChild(this.program('postgres'), args, options);
	}

	/** It listens a little before it serves. */
	protected serves(): Promise<boolean> {
		return promisify(execFile)(this.program('pg_isready'), this.address).then(
			() => true,
			() => false,
		);
	}

	private program = (name: string): string => join(this.programs, name);
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
