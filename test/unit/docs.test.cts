import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
	commandsIn,
	helpOf,
	isOutside,
	pageAt,
	pages,
	root,
	target,
	type Page,
} from './markdown.cts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
	scripts: Record<string, string>;
};

/** Whom pages lead to outside. Nobody follows these links here, so each is looked at when it is added. */
const knownHosts = [
	'academy-content.make.com',
	'apps.make.com',
	'docs.developers.clio.com',
	'docs.n8n.io',
	'docs.zapier.com',
	'github.com',
	'help.zapier.com',
	'keepachangelog.com',
	'n8n.io',
	'semver.org',
	'www.clio.com',
	'www.make.com',
];

/** What is wrong with any page, each with its page. */
const wrong = (find: (page: Page) => string[]): string[] =>
	pages.flatMap((page) => find(page).map((one) => `${page.path}: ${one}`));

const isThere = (file: string): boolean => existsSync(join(root, file));

describe('Every page', () => {
	it('leads nowhere that does not exist', () => {
		const isDead = (page: Page, link: string) => {
			const { file, anchor } = target(page, link);
			return !isThere(file) || (anchor && !pageAt(file).anchors.includes(anchor));
		};
		expect(
			wrong((page) => page.links.filter((link) => !isOutside(link) && isDead(page, link))),
		).toEqual([]);
	});

	it('leads outside only to hosts that are known, over https', () => {
		const isKnown = (link: string) =>
			link.startsWith('https:') && knownHosts.includes(new URL(link).host);
		expect(wrong(({ links }) => links.filter(isOutside).filter((link) => !isKnown(link)))).toEqual(
			[],
		);
	});

	it('shows only pictures that are there', () => {
		const missing = ({ path, pictures }: Page) =>
			pictures.filter((picture) => !isThere(join(dirname(path), picture)));
		expect(wrong(missing)).toEqual([]);
	});

	it('has JSON that can be read, and says of each block what is in it', () => {
		for (const { language, text } of pages.flatMap(({ blocks }) => blocks))
			if (language === 'json') expect(() => JSON.parse(text) as unknown).not.toThrow();
		const unnamed = ({ blocks }: Page) =>
			blocks.filter(({ language }) => !language).map(({ text }) => text);
		expect(wrong(unnamed)).toEqual([]);
	});
});

describe('Commands in the docs', () => {
	const commands = pages.flatMap(commandsIn);

	it('are in package.json', () => {
		const named = commands.map(({ script }) => script);
		expect(named.length).toBeGreaterThan(20);
		expect(named.filter((script) => !(script in scripts))).toEqual([]);
	});

	// What follows `>` is for the shell.
	const own = (words: string[]) => words.slice(0, [...words, '>'].indexOf('>'));

	// `<suite>` and `…` stand for something, and a version is any.
	const given = commands
		.map(({ script, words }) => ({
			script,
			words: own(words).filter((word) => !/[<…]|^\d+\.\d+/.test(word)),
		}))
		.filter(({ words }) => words.some((word) => word !== '--help'));

	it.each([...new Set(given.map(({ script }) => script))])(
		'npm run %s takes what stands behind it',
		(script) => {
			const help = helpOf(script, scripts[script]);
			const words = given.filter((one) => one.script === script).flatMap((one) => one.words);
			const isTold = (word: string) => new RegExp(`(^|[^\\w-])${word}($|[^\\w-])`, 'm').test(help);
			expect(words.filter((word) => !isTold(word))).toEqual([]);
		},
		90_000,
	);

	it.each([
		...new Set(commands.filter(({ words }) => words[0] === '--help').map((one) => one.script)),
	])(
		'npm run %s has a help',
		(script) => {
			expect(helpOf(script, scripts[script])).toContain(` ${script}`);
		},
		90_000,
	);
});

it('whoever begins with the README comes to every page of docs and dev', () => {
	const seen = new Set<string>();
	const visit = (path: string) => {
		if (seen.has(path)) return;
		seen.add(path);
		const page = pages.find((one) => one.path === path);
		if (!page) return;
		for (const link of page.links.filter((one) => !isOutside(one))) visit(target(page, link).file);
	};
	visit('README.md');
	const all = pages.map(({ path }) => path).filter((path) => /^(docs|dev)\//.test(path));
	expect(all.filter((path) => !seen.has(path))).toEqual([]);
});

it('every example is led to from a page', () => {
	const led = pages.flatMap((page) => page.links.map((link) => target(page, link).file));
	const examples = readdirSync(join(root, 'examples')).map((name) => `examples/${name}`);
	expect(examples.filter((file) => !led.includes(file))).toEqual([]);
});

describe('Pictures', () => {
	const names = readdirSync(join(root, 'docs/images')).map((name) => `docs/images/${name}`);

	it('are all shown', () => {
		const shown = pages.flatMap(({ path, pictures }) =>
			pictures.map((picture) => join(dirname(path), picture)),
		);
		expect(names.filter((name) => !shown.includes(name))).toEqual([]);
	});

	it('are light', () => {
		expect(names.filter((name) => statSync(join(root, name)).size > 150_000)).toEqual([]);
	});
});
