import { execFileSync } from 'node:child_process';
import type { INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Setting } from './bench.cts';
import { median, whole } from './figures.cts';
import type { Table } from './table.cts';

const root = join(__dirname, '../..');
const TIMES = { whole: 15, quick: 3 };
const KB = 1_024;

interface Contestant {
	name: string;
	/** Files of nodes. */
	files: string[];
}

/**
 * How long n8n waits for nodes, and how large the forms are that it sends to the editor: Clio's next to n8n's
 * own. Each time in a process of its own, in turns.
 */
export async function run({ n8n, step, quick }: Setting): Promise<Table[]> {
	const all = contestants(join(n8n.folder, 'node_modules/n8n-nodes-base/dist/nodes'));
	const times = TIMES[quick ? 'quick' : 'whole'];
	const ms = new Map(all.map(({ name }) => [name, [] as number[]]));
	for (let time = 0; time < times; time++) {
		await step(`All nodes, ${time + 1} of ${times}`, () => {
			for (const { name, files } of time % 2 ? [...all].reverse() : all)
				ms.get(name)!.push(load<number>(n8n.node, files, 'ms'));
		});
	}
	return [
		{
			title: `Loading nodes, median of ${times}`,
			head: ['', 'ms', 'Least to most', 'Forms, KB', 'Operations', 'ms each', 'KB each'],
			rows: all.map(({ name, files }) => rowOf(name, ms.get(name)!, described(n8n.node, files))),
		},
	];
}

function contestants(n8nNodes: string): Contestant[] {
	const { n8n } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[] };
	};
	const package_ = n8n.nodes.map((file) => join(root, file));
	const ours = (node: string) => package_.filter((file) => basename(file) === `${node}.node.js`);
	const theirs = (node: string) => [join(n8nNodes, node, `${node}.node.js`)];
	return [
		{ name: 'Clio', files: ours('Clio') },
		{ name: 'Clio Advanced', files: ours('ClioAdvanced') },
		{ name: 'Clio Grow', files: ours('ClioGrow') },
		{ name: `All ${package_.length} nodes of the package`, files: package_ },
		{ name: 'Notion of n8n, all its versions', files: theirs('Notion') },
		{ name: 'HubSpot of n8n, all its versions', files: theirs('Hubspot') },
		{ name: 'Asana of n8n', files: theirs('Asana') },
	];
}

function rowOf(name: string, ms: number[], descriptions: INodeTypeDescription[]): string[] {
	const operations = operationsIn(descriptions);
	const weight = Buffer.byteLength(JSON.stringify(descriptions)) / KB;
	const middle = median(ms);
	return [
		name,
		middle.toFixed(0),
		`${Math.min(...ms).toFixed(0)} to ${Math.max(...ms).toFixed(0)}`,
		whole(Math.round(weight)),
		whole(operations),
		(middle / operations).toFixed(2),
		(weight / operations).toFixed(1),
	];
}

/** What there is to choose: each operation of each resource once, whatever version has it. */
function operationsIn(descriptions: INodeTypeDescription[]): number {
	const all = descriptions.flatMap(({ name, properties }) =>
		properties
			.filter((one) => one.name === 'operation')
			.flatMap(({ displayOptions, options = [] }) =>
				(displayOptions?.show?.resource ?? ['']).flatMap((resource) =>
					(options as INodePropertyOptions[]).map(({ value }) => `${name} ${resource} ${value}`),
				),
			),
	);
	return new Set(all).size;
}

const described = (node: string, files: string[]) =>
	load<INodeTypeDescription[]>(
		node,
		files,
		// With each version of a node, as n8n tells its editor of them.
		'types.flatMap((type) => versionsOf(type)).map(({ description }) => description)',
	);

/** n8n's own parts are there before the clock runs, as they are when n8n loads a node. */
function load<T>(node: string, files: string[], told: string): T {
	const code = `
		const [first, ...files] = ${JSON.stringify([files[0], ...files])};
		const near = require('module').createRequire(first);
		const { getVersionedNodeTypeAll: versionsOf } = near('n8n-core').PackageDirectoryLoader.prototype;
		const began = performance.now();
		const types = files.map((file) => new (Object.values(require(file))[0])());
		const ms = performance.now() - began;
		process.stdout.write(JSON.stringify(${told}), () => process.exit());`;
	const out = execFileSync(node, ['-e', code], { encoding: 'utf8', maxBuffer: 2 ** 28 });
	return JSON.parse(out) as T;
}
