import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, renameSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, partialFolder, removeStalePartials } from './cache.cts';
import { npm } from './npm.cts';
import { showProgress } from './progress.cts';
import type { Teardown } from './teardown.cts';
import { makeTemporary } from './temp-folder.cts';
import { pinnedN8n, type PinnedN8n } from './versions.cts';

export interface N8nInstall {
	folder: string;
	version: string;
	/** The Node that belongs to it, whatever the machine's own is. */
	node: string;
	/** n8n's command, a script for that Node. */
	command: string;
}

const COMPILERS = ['python3', 'make', 'g++'];

/** A pinned n8n, installed on the first call (about five minutes) and reused afterwards. */
export async function installN8n(teardown: Teardown, pinned = pinnedN8n): Promise<N8nInstall> {
	const folder = cacheFolder(pinned);
	if (!existsSync(folder)) await installInto(folder, pinned, teardown);
	return await check(folder, pinned);
}

/** Filled under another name and renamed when complete, so half an install is never taken for one. */
async function installInto(folder: string, pinned: PinnedN8n, teardown: Teardown): Promise<void> {
	removeStalePartials(folder);
	const partial = partialFolder(folder);
	const remove = makeTemporary(partial, teardown);
	const effort = 'first run only: about 5 minutes, 2.9 GB';
	console.log(`Installing n8n ${pinned.n8n} (${effort}) into\n  ${folder}`);
	const stopProgress = showProgress(partial);
	teardown.add(stopProgress);
	try {
		await fill(partial, pinned, teardown);
		await check(partial, pinned);
		moveInto(partial, folder);
	} finally {
		stopProgress();
		await remove();
	}
}

async function fill(folder: string, pinned: PinnedN8n, teardown: Teardown): Promise<void> {
	for (const file of ['package.json', 'package-lock.json']) {
		copyFileSync(join(pinned.folder, file), join(folder, file));
	}
	const options = { cwd: folder, logFile: join(folder, 'install.log'), teardown };
	// Many install scripts of n8n's dependencies fetch or compile what it does without. Two are needed.
	// Not `npm ci`: it refuses the lock file wherever a registry lacks another platform's binaries.
	await npm(['install', '--ignore-scripts'], options);
	await npm(['rebuild', 'node', '--ignore-scripts=false'], options);
	// The headers that come with that Node, in case SQLite has to be compiled.
	const env = { npm_config_nodedir: nodeHeaders(folder) };
	await npm(['rebuild', 'sqlite3', '--ignore-scripts=false'], { ...options, env }).catch(
		(error: Error) => {
			throw new Error(`${error.message}\n\n${compilerHint()}`);
		},
	);
}

function nodeHeaders(folder: string): string | undefined {
	const inner = join(folder, 'node_modules/node/node_modules');
	if (!existsSync(inner)) return undefined;
	const name = readdirSync(inner).find((entry) => existsSync(join(inner, entry, 'include/node')));
	return name && join(inner, name);
}

function compilerHint(): string {
	const folders = (process.env.PATH ?? '').split(delimiter);
	const missing = COMPILERS.filter((name) => !folders.some((dir) => existsSync(join(dir, name))));
	if (missing.length === 0)
		return 'sqlite3, which n8n needs, could neither be fetched nor compiled.';
	return (
		`sqlite3, which n8n needs, could not be fetched, and ${missing.join(', ')} to compile it ` +
		`${missing.length === 1 ? 'is' : 'are'} missing. Install what is missing and run this again:\n` +
		`  apt-get install ${COMPILERS.join(' ')}`
	);
}

/** Another process may have finished the same install meanwhile: then its folder serves as well. */
function moveInto(partial: string, folder: string): void {
	try {
		renameSync(partial, folder);
	} catch (error) {
		if (!existsSync(folder)) throw error;
	}
}

async function check(folder: string, pinned: PinnedN8n): Promise<N8nInstall> {
	const node = join(folder, 'node_modules/node/bin/node');
	const script =
		"require('sqlite3'); console.log(process.versions.node, require('n8n/package.json').version)";
	try {
		const { stdout } = await promisify(execFile)(node, ['-e', script], { cwd: folder });
		const [nodeVersion, version] = stdout.trim().split(' ');
		if (nodeVersion !== pinned.node) throw new Error(`it brought Node ${nodeVersion}`);
		return { folder, version, node, command: join(folder, 'node_modules/n8n/bin/n8n') };
	} catch (error) {
		throw new Error(
			`The n8n in ${folder} does not work (${(error as Error).message}). ` +
				'Remove that folder to have it installed anew.',
		);
	}
}
