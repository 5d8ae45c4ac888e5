/** `npm run reference` writes docs/reference; with `-- --check` it says what is out of date there. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { pages } from './pages.cts';

const folder = join(__dirname, '../../docs/reference');

/** File name -> Markdown, formatted as everything else. */
async function formatted(): Promise<Map<string, string>> {
	const options = await resolveConfig(join(folder, 'README.md'));
	const all = new Map<string, string>();
	for (const [name, text] of pages())
		all.set(name, await format(text, { ...options, parser: 'markdown' }));
	return all;
}

async function write(): Promise<void> {
	const all = await formatted();
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	for (const [name, text] of all) writeFileSync(join(folder, name), text);
	process.stdout.write(`${all.size} pages in docs/reference\n`);
}

/** Names the pages that are not as the catalogue is. */
async function check(): Promise<void> {
	const wanted = await formatted();
	const names = new Set([...wanted.keys(), ...readdirSync(folder)]);
	const present = (name: string) =>
		existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : undefined;
	const outdated = [...names].filter((name) => present(name) !== wanted.get(name));
	if (outdated.length) process.exitCode = 1;
	process.stdout.write(outdated.map((name) => `docs/reference/${name} is out of date\n`).join(''));
}

void (process.argv.includes('--check') ? check() : write());
