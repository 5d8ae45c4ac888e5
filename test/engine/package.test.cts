import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadedDescription } from './engine.cts';

const root = join(__dirname, '../..');

/** The package as n8n's own loader finds it in `dist`. */
test('the node has its icons, categories and the words it is searched by', async () => {
	const { codex, iconUrl } = (await loadedDescription()) as never as {
		codex: { categories: string[]; alias: string[] };
		iconUrl: Record<'light' | 'dark', string>;
	};
	expect(codex.categories).not.toHaveLength(0);
	expect(codex.alias).toContain('law');
	for (const url of Object.values(iconUrl)) {
		expect(existsSync(join(root, url.replace('icons/n8n-nodes-clio/', '')))).toBe(true);
	}
});

/** Of those that n8n's own nodes have, the ones that an app of a firm may be in. */
const categories = [
	'Communication',
	'Data & Storage',
	'Finance & Accounting',
	'Productivity',
	'Sales',
];

const files = readdirSync(join(root, 'nodes'), { recursive: true, encoding: 'utf8' });
const codices = files
	.filter((name) => name.endsWith('.node.json'))
	.map((name) => JSON.parse(readFileSync(join(root, 'nodes', name), 'utf8')) as Codex);

interface Codex {
	node: string;
	categories: string[];
	alias: string[];
}

test.each(codices.map((codex) => [codex.node, codex] as const))(
	'%s has categories that n8n has, and no search word twice',
	(_, codex) => {
		expect(codex.categories.length).toBeGreaterThan(0);
		expect(codex.categories.filter((one) => !categories.includes(one))).toEqual([]);
		const words = codex.alias.map((word) => word.toLowerCase());
		expect(new Set(words).size).toBe(words.length);
	},
);

type Search = (
	words: string,
	among: Codex[],
	keys: Array<{ key: keyof Codex; weight: number }>,
) => Array<{ item: Codex }>;

/** The search of n8n's editor, which n8n-core brings along. */
const { sublimeSearch } = createRequire(require.resolve('n8n-core'))(
	'@n8n/utils/search/sublime-search',
) as { sublimeSearch: Search };

/** The suite `browser` types some of these words into n8n. */
test.each([
	['legal', 'clio'],
	['law firm', 'clio'],
	['lawyer', 'clio'],
	['time tracking', 'clio'],
	['timesheet', 'clio'],
	['invoice', 'clio'],
	['deadline', 'clio'],
	['case management', 'clio'],
	['intake', 'clioGrow'],
	['court rules', 'clioAdvanced'],
	['matter opened', 'clioTrigger'],
	['limitation date', 'clioPollTrigger'],
])('"%s" finds %s first of our nodes', (words, node) => {
	const found = sublimeSearch(words, codices, [{ key: 'alias', weight: 1 }]);
	expect(found.map(({ item }) => item.node)[0]).toBe(`n8n-nodes-clio.${node}`);
});
