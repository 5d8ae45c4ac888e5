import assert from 'node:assert/strict';
import type { Outcome, Setup } from '../engine/engine.cts';
import { digestOf } from './chaos-disk.cts';
import type { Line } from './chaos-line.cts';
import { credentialOf, runOn, type NodeName } from './chaos-node.cts';
import { toldOf, type Work } from './chaos-work.cts';

export interface Read {
	resource: string;
	operation?: string;
	parameters?: (line: Line) => object;
	items?: (line: Line) => object[];
	/** How many records there are, by what the sandbox has; some, where that is not so simple. */
	count?: (line: Line) => number;
}

/** What a node reads over the line is held against what it reads without. */
export const reading = (reads: Record<string, Read>, node: NodeName): Work[] =>
	Object.entries(reads).map(([family, read]) => ({
		family,
		isChange: false,
		run: async (line) => {
			const outcome = await run(read, node, line, line.over(credentialOf(read.resource)));
			const size = read.items?.(line).length ?? 1;
			return async () => {
				const truth = await shown(await truthOf(read, node, line), line);
				assert.ok(truth.length);
				assert.equal(truth.length, read.count?.(line) ?? truth.length);
				const verdicts = toldOf(outcome, size).map(async (told, item) => {
					if (told.error) return { error: told.error };
					const isOwn = ({ pairedItem }: Shown) => size === 1 || pairedItem === item;
					assert.deepEqual(await shown(told.records, line), truth.filter(isOwn));
					return {};
				});
				return await Promise.all(verdicts);
			};
		},
	}));

function run(read: Read, node: NodeName, line: Line, connection: Partial<Setup>): Promise<Outcome> {
	const { resource, operation = 'getAll', parameters, items } = read;
	return runOn(node, line, resource, operation, parameters?.(line), {
		...connection,
		items: items?.(line) as never,
	});
}

const truths = new WeakMap<Line, Map<Read, Promise<Outcome['items']>>>();

/** The same without the line. */
async function truthOf(read: Read, node: NodeName, line: Line): Promise<Outcome['items']> {
	const known = truths.get(line) ?? new Map<Read, Promise<Outcome['items']>>();
	truths.set(line, known);
	const truth = known.get(read) ?? run(read, node, line, {}).then(({ items }) => items);
	known.set(read, truth);
	return truth;
}

interface Shown {
	json: unknown;
	file?: string;
	pairedItem: unknown;
}

const shown = (items: Outcome['items'], line: Line): Promise<Shown[]> => {
	const all = items.map(async ({ json, binary, pairedItem }) => ({
		file: binary && (await digestOf(binary.data)),
		json: line.atHome(json),
		pairedItem: Object(pairedItem).item as unknown,
	}));
	return Promise.all(all);
};
