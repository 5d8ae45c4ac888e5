/**
 * What a firm installs: the packed files are the ones that belong there, and n8n's own scanner for
 * community packages passes on the source and on the package (facts, n8n.md appendix C).
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	SOURCE_FILE_PATTERNS,
	analyzePackage,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const allowed = /^(package\.json|README\.md|LICENSE|dist\/.+\.(js|json|svg))$/;
/** In bytes: nobody waits for a second to install it. What makes it heavier is to be noticed. */
const heaviest = 260_000;

interface Packed {
	filename: string;
	size: number;
	files: Array<{ path: string }>;
}

function pack(folder: string): Packed {
	const output = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
		encoding: 'utf8',
	});
	return (JSON.parse(output) as Packed[])[0];
}

/** What n8n loads, and what a person reads before installing. */
const { n8n } = JSON.parse(readFileSync('package.json', 'utf8')) as {
	n8n: { nodes: string[]; credentials: string[] };
};
const needed = ['README.md', 'LICENSE', ...n8n.nodes, ...n8n.credentials];

function contentProblems({ files, size }: Packed): string[] {
	const missing = needed.filter((name) => !files.some(({ path }) => path === name));
	const strange = files
		.filter(({ path }) => !allowed.test(path))
		.map(({ path }) => `${path} does not belong in the package`);
	const weight = size > heaviest ? [`${size} bytes packed, ${heaviest} at most`] : [];
	return [...missing.map((name) => `${name} is missing`), ...strange, ...weight];
}

async function scanProblems(name: string, folder: string, patterns: string[]): Promise<string[]> {
	const { passed, message, details } = await analyzePackage(folder, patterns);
	return passed ? [] : [`scan of the ${name}: ${message} ${details ?? ''}`];
}

const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-clio-'));
const packed = pack(folder);
execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', folder]);
const problems = [
	...contentProblems(packed),
	...(await scanProblems('source', process.cwd(), SOURCE_FILE_PATTERNS)),
	...(await scanProblems('package', join(folder, 'package'), ['dist/**/*.js', 'package.json'])),
];
rmSync(folder, { recursive: true });
console.log(
	problems.join('\n') ||
		`${packed.files.length} files, ${packed.size} bytes packed; n8n's scan passes on source and package`,
);
process.exitCode = problems.length ? 1 : 0;
