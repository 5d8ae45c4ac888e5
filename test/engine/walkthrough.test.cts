/** docs/contributing/add-a-resource.md: what is shown there is what the repository has, and what comes of it. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeHelpers } from 'n8n-workflow';
import type { INodeParameters, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { properties } from '../../nodes/ClioAdvanced/properties';
import { pageAt, root } from '../unit/markdown.cts';
import { ownFirm } from './kit.cts';

const page = pageAt('docs/contributing/add-a-resource.md');
const block = (language: string): string =>
	page.blocks.find((one) => one.language === language)!.text;

/** The resources of Clio Advanced, as a copy of the repository has them. */
const resourcesIn = (copy: string): string[] => {
	const code =
		"const { properties } = require('./nodes/ClioAdvanced/properties.ts');" +
		"const { options } = properties.find(({ name }) => name === 'resource');" +
		'console.log(options.map(({ name }) => name).join());';
	const command = ['--require', 'tsx/cjs', '--eval', code];
	return execFileSync('node', command, { cwd: copy, encoding: 'utf8' }).trim().split(',');
};

describe('The resource that the walkthrough adds', () => {
	it('is all in its diff: without it the node does not know the resource, with it the code is what it is', () => {
		const copy = mkdtempSync(join(tmpdir(), 'walkthrough-'));
		const apply = (...how: string[]) =>
			execFileSync('git', ['apply', ...how, 'page.diff'], { cwd: copy, stdio: 'pipe' });
		try {
			for (const part of ['clio', 'nodes', 'dev/sandbox', 'package.json', 'tsconfig.json'])
				cpSync(join(root, part), join(copy, part), { recursive: true });
			symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
			writeFileSync(join(copy, 'page.diff'), block('diff'));
			apply('--reverse');
			expect(resourcesIn(copy)).not.toContain('Text Snippet');
			apply();
			expect(resourcesIn(copy)).toContain('Text Snippet');
			const changed = [...block('diff').matchAll(/^\+\+\+ b\/(.+)$/gm)].map(([, file]) => file);
			expect(changed).toHaveLength(4);
			for (const file of changed)
				expect(readFileSync(join(copy, file), 'utf8')).toBe(readFileSync(join(root, file), 'utf8'));
		} finally {
			rmSync(copy, { recursive: true });
		}
	}, 60_000);

	it('has the form that is shown', () => {
		const shown = [...page.text.matchAll(/^\| (Operation|Create|Fields|Filters) +\| (.+?) +\|$/gm)];
		expect(shown.map(([, where, what]) => [where, what])).toEqual([
			['Operation', namesOf(shownIn(properties, '').find(({ name }) => name === 'operation')!)],
			['Create', titles(inForm('create'))],
			['Fields', titles(inCollection('fields', 'create'))],
			['Filters', titles(inCollection('filters', 'getAll'))],
		]);
	});

	const firm = ownFirm(3);

	it('sends what is shown, and the sandbox takes it', async () => {
		const [, method, path, body] = /^(\w+) (\S+)\n\n(.+)\n$/.exec(block('http'))!;
		const { data } = JSON.parse(body) as { data: Record<string, string> };
		const node = { type: 'n8n-nodes-clio.clioAdvanced' };
		const { error } = await firm().run('textSnippet', 'create', data, { node });
		expect(error).toBeUndefined();
		expect(firm().writes).toMatchObject([{ method, path, body: { data }, status: 201 }]);
		expect(firm().all('settings/text_snippets').at(-1)).toMatchObject(data);
	});
});

/** What n8n shows of `some` for an operation of the resource, `within` a collection or at the top. */
function shownIn(some: INodeProperties[], operation: string, within?: object): INodeProperties[] {
	const chosen = { resource: 'textSnippet', operation };
	return some.filter((one) =>
		NodeHelpers.displayParameter((within ?? chosen) as INodeParameters, one, null, null, chosen),
	);
}

const inForm = (operation: string) =>
	shownIn(properties, operation).filter(({ name }) => !['resource', 'operation'].includes(name));

function inCollection(name: string, operation: string): INodeProperties[] {
	const { options } = inForm(operation).find((one) => one.name === name)!;
	return shownIn(options as INodeProperties[], operation, {});
}

const titles = (some: INodeProperties[]): string =>
	some.map(({ displayName }) => displayName).join(', ');
const namesOf = ({ options }: INodeProperties): string =>
	(options as INodePropertyOptions[]).map(({ name }) => name).join(', ');
