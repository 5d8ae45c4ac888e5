import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { N8nInstall } from '../../dev/n8n/install.cts';
import { inMarkdown, type Table } from './table.cts';

/** The measurements of docs/benchmarks.md, in the order in which they are taken. */
export const told = ['list', 'get', 'load', 'limit'];

const page = join(__dirname, '../../docs/benchmarks.md');

/** Puts tables into the page between the marks of their measurement, and says what they were taken with. */
export async function write(name: string, tables: Table[], n8n: N8nInstall): Promise<void> {
	const text = readFileSync(page, 'utf8');
	const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
	const [before, rest] = text.split(begin);
	const [, after] = rest?.split(end) ?? [];
	if (after === undefined) throw new Error(`docs/benchmarks.md has no place for ${name}`);
	const parts = [begin, ...tables.map(inMarkdown), takenWith(n8n), end];
	const config = await resolveConfig(page);
	const filled = before + parts.join('\n\n') + after;
	writeFileSync(page, await format(filled, { ...config, filepath: page }));
}

function takenWith({ version }: N8nInstall): string {
	const [{ model }, ...others] = cpus();
	const day = new Date().toISOString().slice(0, 10);
	return `_Taken on ${day}: n8n ${version} on its Node 24, ${others.length + 1} cores (${model.trim()})._`;
}
