import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadedDescription } from './engine.cts';

/** The package as n8n's own loader finds it in `dist`. */
test('the node has its icons, categories and the words it is searched by', async () => {
	const { codex, iconUrl } = (await loadedDescription()) as never as {
		codex: { categories: string[]; alias: string[] };
		iconUrl: Record<'light' | 'dark', string>;
	};
	expect(codex.categories).not.toHaveLength(0);
	expect(codex.alias).toContain('law');
	for (const url of Object.values(iconUrl)) {
		expect(existsSync(join(__dirname, '../..', url.replace('icons/n8n-nodes-clio/', '')))).toBe(
			true,
		);
	}
});
