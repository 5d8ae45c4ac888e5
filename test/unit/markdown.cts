import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import GithubSlugger from 'github-slugger';
import MarkdownIt from 'markdown-it';

export const root = join(__dirname, '../..');

/** A page for people to read, with what leads from it and what it shows. */
export interface Page {
	path: string;
	text: string;
	/** What one can be led to within it: `#begin-here`. */
	anchors: string[];
	links: string[];
	pictures: string[];
	blocks: Array<{ language: string; text: string }>;
	/** Words set as code within a sentence. */
	words: string[];
}

const parser = new MarkdownIt({ html: true });

export type Token = ReturnType<typeof parser.parse>[number];

export const tokensOf = (path: string): Token[] =>
	parser.parse(readFileSync(join(root, path), 'utf8'), {});

/** Every Markdown file of the repository but what is installed or built. */
function files(folder = root): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory())
			return ['node_modules', 'dist', '.git', '.cache', 'coverage'].includes(entry.name)
				? []
				: files(path);
		return entry.name.endsWith('.md') ? [relative(root, path)] : [];
	});
}

export function pageAt(path: string): Page {
	const text = readFileSync(join(root, path), 'utf8');
	const tokens = parser.parse(text, {});
	const inner = tokens.flatMap(({ children }) => children ?? []);
	const of = (type: string, attribute: string) =>
		inner.filter((token) => token.type === type).map((token) => String(token.attrGet(attribute)));
	const html = [...tokens, ...inner]
		.filter(({ type }) => type.startsWith('html_'))
		.map(({ content }) => content)
		.join('\n');
	const inHtml = (attribute: string) =>
		[...html.matchAll(new RegExp(`\\b${attribute}="([^"]+)"`, 'g'))].map(([, value]) => value);
	const slugger = new GithubSlugger();
	return {
		path,
		text,
		anchors: tokens.flatMap(({ type }, at) =>
			type === 'heading_open' ? [slugger.slug(plain(tokens[at + 1]))] : [],
		),
		links: [...of('link_open', 'href'), ...inHtml('href')].map((link) => decodeURI(link)),
		pictures: [...of('image', 'src'), ...inHtml('src')],
		blocks: tokens
			.filter(({ type }) => type === 'fence')
			.map(({ info, content }) => ({ language: info.trim(), text: content })),
		words: inner.filter(({ type }) => type === 'code_inline').map(({ content }) => content),
	};
}

/** A heading or a paragraph as it is read: neither marks nor addresses, as in GitHub's anchors. */
export const plain = ({ children }: Token): string =>
	(children ?? [])
		.filter(({ type }) => ['text', 'code_inline', 'softbreak'].includes(type))
		.map(({ type, content }) => (type === 'softbreak' ? ' ' : content))
		.join('');

export const pages: Page[] = files().sort().map(pageAt);

/** The file and the place in it that a link of a page leads to, from the top of the repository. */
export function target({ path }: Page, link: string): { file: string; anchor?: string } {
	const [file, anchor] = link.split('#');
	return { file: file ? join(dirname(path), file) : path, anchor };
}

export const isOutside = (link: string): boolean => /^[a-z]+:/.test(link);

interface Command {
	script: string;
	/** What follows `--`. */
	words: string[];
}

/** `npm run e2e -- trigger`, in a block to copy or in a sentence. */
export function commandsIn({ blocks, words }: Page): Command[] {
	const shell = blocks.filter(({ language }) => ['sh', 'bash'].includes(language));
	const lines = [...shell.map(({ text }) => text), ...words].join('\n');
	const named = lines.matchAll(
		/\bnpm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)(?: -- (.+))?/g,
	);
	return [...named].map(([, run, own, rest = '']) => ({
		script: run ?? own,
		words: rest
			.replace(/(&&|#).*/, '')
			.split(/\s+/)
			.filter(Boolean),
	}));
}

/** What a script says of itself, without building before. */
export function helpOf(script: string, command: string): string {
	const own = command.split('&&').at(-1)!.trim().split(' ');
	try {
		const options = { cwd: root, encoding: 'utf8' as const, timeout: 60_000 };
		return execFileSync(own[0], [...own.slice(1), '--help'], { ...options, stdio: 'pipe' });
	} catch (error) {
		throw new Error(`npm run ${script} -- --help: ${(error as { stderr: string }).stderr}`);
	}
}
