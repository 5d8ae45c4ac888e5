import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { INodeType } from 'n8n-workflow';

/** What every process shares with n8n itself. */
const keptModules = { 'n8n-workflow': require('n8n-workflow') as object };

const dist = join(__dirname, '../../dist');
const nodes = join(dist, 'nodes');

type Classes = Record<string, new () => INodeType>;

/** A node of the built package as a process that has just started loads it, remembering nothing. */
export function freshMemory(name = 'ClioTrigger'): INodeType {
	const path = join(nodes, name, `${name}.node.js`);
	const code = readFileSync(path, 'utf8');
	// A node loads most of its parts when it needs them, which Jest would take from outside of the isolation.
	const parts = new Map<string, unknown>();
	isolated(() => {
		for (const [, part] of code.matchAll(/\brequire\(["'](.+?)["']\)/g))
			parts.set(part, require(part.startsWith('.') ? join(dirname(path), part) : part));
	});
	const exports: Classes = {};
	new Function('exports', 'require', code)(exports, (part: string) => parts.get(part));
	return new exports[name]();
}

/** Modules that are loaded in it know nothing of those that were loaded before. */
function isolated(load: () => void): void {
	if (typeof jest === 'undefined') return apart(load);
	jest.isolateModules(() => {
		for (const [kept, module] of Object.entries(keptModules)) jest.doMock(kept, () => module);
		load();
	});
}

/** The same outside of Jest. */
function apart(load: () => void): void {
	const known = () => Object.keys(require.cache).filter((file) => file.startsWith(dist));
	const before = known().map((file) => [file, require.cache[file]] as const);
	for (const file of known()) delete require.cache[file];
	try {
		load();
	} finally {
		for (const file of known()) delete require.cache[file];
		for (const [file, module] of before) require.cache[file] = module;
	}
}
