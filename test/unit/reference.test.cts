import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const folder = join(root, 'docs/reference');

describe('docs/reference', () => {
	it('is as the catalogue is: npm run reference writes it anew', () => {
		const command = ['--require', 'tsx/cjs', 'dev/reference/write.cts', '--check'];
		const outdated = () => {
			try {
				return execFileSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
			} catch (error) {
				return (error as { stdout: string }).stdout;
			}
		};
		expect(outdated()).toBe('');
	}, 60_000);

	it('leads from its first page to all others', () => {
		const first = readFileSync(join(folder, 'README.md'), 'utf8');
		const links = [...first.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, name]) => name);
		const pages = readdirSync(folder).filter((name) => name !== 'README.md');
		expect(links.sort()).toEqual(pages.sort());
	});
});
