import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './npm.cts';
import type { Teardown } from './teardown.cts';

const ROOT = join(__dirname, '../..');

/**
 * Packs this package and installs the tarball where a user's n8n holds community nodes. What is
 * missing from the tarball is then missing here too, and node types have the names users get.
 * `others` are folders of packages to install beside it.
 */
export async function installPackage(
	userFolder: string,
	teardown: Teardown,
	others: string[] = [],
): Promise<void> {
	if (!existsSync(join(ROOT, 'dist'))) throw new Error('There is no dist/: npm run build first.');
	const nodes = join(userFolder, '.n8n/nodes');
	const logFile = join(userFolder, 'pack.log');
	mkdirSync(nodes, { recursive: true });
	await npm(['pack', '--pack-destination', userFolder], { cwd: ROOT, logFile, teardown });
	const tarball = readdirSync(userFolder).find((name) => name.endsWith('.tgz'));
	if (!tarball) throw new Error('npm pack made no tarball');
	// The peer n8n-workflow is n8n's own; npm would fetch a second one.
	const options = ['--ignore-scripts', '--legacy-peer-deps', '--install-links'];
	await npm(['install', join(userFolder, tarball), ...others, ...options], {
		cwd: nodes,
		logFile,
		teardown,
	});
	requireWhole(nodes);
}

/** Somebody may build at this moment, and dist/ be half of what it should be. */
function requireWhole(nodes: string): void {
	const { name, n8n } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
		name: string;
		n8n: { credentials: string[]; nodes: string[] };
	};
	const missing = [...n8n.credentials, ...n8n.nodes].filter(
		(file) => !existsSync(join(nodes, 'node_modules', name, file)),
	);
	if (missing.length === 0) return;
	throw new Error(`The package was packed without ${missing.join(', ')}: npm run build first.`);
}
