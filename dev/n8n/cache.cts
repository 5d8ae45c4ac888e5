import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pinnedN8n } from './versions.cts';

/**
 * n8n is 2.8 GB: it lives outside the checkout, once for all checkouts with the same lock file.
 * The name holds the platform too, because Node and SQLite are binaries.
 */
export function cacheFolder({ folder } = pinnedN8n): string {
	const hash = createHash('sha256')
		.update(readFileSync(join(folder, 'package.json')))
		.update(readFileSync(join(folder, 'package-lock.json')))
		.update(`${process.platform}-${process.arch}`)
		.digest('hex')
		.slice(0, 12);
	const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
	return join(base, 'n8n-nodes-clio', `n8n-${hash}`);
}

/** A folder beside the final one, named after the process that fills it. */
export function partialFolder(folder: string): string {
	return `${folder}.partial-${process.pid}`;
}

/** Removes what interrupted installs left; one that another process still fills is left alone. */
export function removeStalePartials(folder: string): void {
	const parent = dirname(folder);
	mkdirSync(parent, { recursive: true });
	for (const name of readdirSync(parent)) {
		const owner = /\.partial-(\d+)$/.exec(name);
		if (!owner || !name.startsWith(`${basename(folder)}.`) || isAlive(Number(owner[1]))) continue;
		rmSync(join(parent, name), { recursive: true, force: true });
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
