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
	const nodes = join(userFolder, '.n8n/nodes');
	mkdirSync(nodes, { recursive: true });
	const tarball = await packPackage(userFolder, teardown);
	// The peer n8n-workflow is n8n's own; npm would fetch a second one.
	const options = ['--ignore-scripts', '--legacy-peer-deps', '--install-links'];
	await npm(['install', tarball, ...others, ...options], {
		cwd: nodes,
		logFile: join(userFolder, 'pack.log'),
		teardown,
	});
	requireWhole(nodes);
}

/** The tarball as it would be published, in this folder. */
export async function packPackage(folder: string, teardown: Teardown): Promise<string> {
	if (!existsSync(join(ROOT, 'dist'))) throw new Error('There is no dist/: npm run build first.');
	const logFile = join(folder, 'pack.log');
	await npm(['pack', '--pack-destination', folder], { cwd: ROOT, logFile, teardown });
	const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
	if (!tarball) throw new Error('npm pack made no tarball');
	return join(folder, tarball);
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
