import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An n8n that can be installed the same way every time: exact versions, and a lock file beside them. */
export interface PinnedN8n {
	/** Where its package.json and its lock file are. */
	folder: string;
	n8n: string;
	node: string;
}

const OTHERS = join(__dirname, 'versions');

/** The n8n that all work is done with: the newest that can be installed. */
export const pinnedN8n = read(__dirname);

/** Every n8n the package is tried with, oldest first. */
export function allVersions(): PinnedN8n[] {
	const others = readdirSync(OTHERS).map((name) => read(join(OTHERS, name)));
	return [...others, pinnedN8n].sort((a, b) => a.n8n.localeCompare(b.n8n, 'en', { numeric: true }));
}

function read(folder: string): PinnedN8n {
	const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
		dependencies: { n8n: string; node: string };
	};
	return { folder, ...dependencies };
}
