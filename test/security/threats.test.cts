import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const text = readFileSync(join(root, 'SECURITY.md'), 'utf8');

/** Which tests SECURITY.md names, by their file: `engine/errors`: "a test", "another one". */
const named = text
	.split('\n')
	.flatMap((line) =>
		[...line.matchAll(/`((?:engine|security|unit)\/[\w-]+)`: ((?:"[^"]+"(?:, )?)+)/g)].flatMap(
			([, file, tests]) =>
				[...tests.matchAll(/"([^"]+)"/g)].map(([, name]): [string, string] => [file, name]),
		),
	);

test.each(named)('SECURITY.md names a test that exists: %s, "%s"', (file, name) => {
	const path = join(root, 'test', `${file}.test.cts`);
	expect(existsSync(path)).toBe(true);
	const written = readFileSync(path, 'utf8').replace(/\\'/g, "'");
	expect(written).toContain(`'${name}'`);
});

test('every threat has a test, and every file of tests about security is named', () => {
	const rows = text.split('\n').filter((line) => /^\| (?!---|Threat|-)/.test(line));
	const threats = rows.slice(rows.findIndex((row) => /forged/.test(row)));
	expect(threats.length).toBeGreaterThan(15);
	expect(threats.filter((row) => !/`(engine|security)\/[\w-]+`: "/.test(row))).toEqual([]);
	for (const file of readdirSync(__dirname).filter((one) => one.endsWith('.test.cts')))
		expect(named.map(([path]) => `${path}.test.cts`)).toContain(`security/${file}`);
});

/** As keys look, of Clio and of others. */
const keys = [
	/-----BEGIN [A-Z ]*PRIVATE KEY-----/,
	/\bBearer [\w-]{24,}/,
	/\beyJ[\w-]{20,}\.[\w-]{20,}\./,
	/\bAKIA[0-9A-Z]{16}\b/,
	/"(access_token|refresh_token|clientSecret|client_secret|inboxLeadToken|shared_secret)": ?"[^"]{12,}"/,
];

test('nothing that is shipped or shown has a key in it', () => {
	const kept = execFileSync(
		'git',
		['ls-files', 'clio', 'nodes', 'credentials', 'examples', 'docs'],
		{
			cwd: root,
			encoding: 'utf8',
		},
	);
	const files = kept.split('\n').filter((file) => /\.(ts|json|md)$/.test(file));
	expect(files.length).toBeGreaterThan(100);
	const found = files.filter((file) => {
		const content = readFileSync(join(root, file), 'utf8');
		return keys.some((key) => key.test(content));
	});
	expect(found).toEqual([]);
});

test('what is shipped depends on nothing but n8n', () => {
	const { dependencies, optionalDependencies, peerDependencies, files } = JSON.parse(
		readFileSync(join(root, 'package.json'), 'utf8'),
	) as Record<string, unknown>;
	expect([dependencies, optionalDependencies]).toEqual([undefined, undefined]);
	expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
	expect(files).toEqual(['dist']);
});
