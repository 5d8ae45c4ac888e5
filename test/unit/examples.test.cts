import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cronNodeOptions, NodeHelpers } from 'n8n-workflow';
import type {
	INode,
	INodeParameters,
	INodeProperties,
	INodePropertyOptions,
	INodePropertyCollection,
	INodeTypeDescription,
	IPinData,
	NodeParameterValueType,
} from 'n8n-workflow';
import { Clio } from '../../nodes/Clio/Clio.node';
import { ClioGrow } from '../../nodes/ClioGrow/ClioGrow.node';
import { ClioGrowPollTrigger } from '../../nodes/ClioGrowPollTrigger/ClioGrowPollTrigger.node';
import { ClioTrigger } from '../../nodes/ClioTrigger/ClioTrigger.node';

interface Example {
	name: string;
	nodes: INode[];
	connections: Record<string, { main: Array<Array<{ node: string }>> }>;
	pinData?: IPinData;
}

const root = join(__dirname, '../..');
const folder = join(root, 'examples');
const files = readdirSync(folder);
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Example;

const descriptions: Record<string, INodeTypeDescription> = {
	'n8n-nodes-clio.clio': new Clio().description,
	'n8n-nodes-clio.clioGrow': new ClioGrow().description,
	'n8n-nodes-clio.clioGrowPollTrigger': withTimes(new ClioGrowPollTrigger().description),
	'n8n-nodes-clio.clioTrigger': new ClioTrigger().description,
};

/**
 * Of these somebody else starts the workflow, or lets it go on: without a sample nobody could try it. A poll
 * trigger shows a record that is there.
 */
const waiting = /formTrigger$|clioTrigger$|emailReadImap$|\.webhook$|\.wait$/;

/** Of these nothing leads to them. */
const starting = /trigger$|emailReadImap$|\.webhook$/i;

describe.each(files)('examples/%s', (file) => {
	const { name, nodes, connections, pinData = {} } = read(file);
	const notes = nodes.filter(({ type }) => type.endsWith('.stickyNote'));
	const working = nodes.filter((node) => !notes.includes(node));
	const ours = working.filter(({ type }) => type in descriptions);

	it('says what it does and what to set first', () => {
		expect(name).not.toBe('');
		const text = notes.map(({ parameters }) => String(parameters.content)).join('\n');
		expect(text).toContain('## ');
		expect(text).toContain('Clio credential');
		const named = [...text.matchAll(/\*\*(.+?)\*\*/g)].map(([, word]) => word);
		expect(named.some((word) => working.some((node) => node.name === word))).toBe(true);
	});

	it('is run in a real n8n', () => {
		const suite = readdirSync(join(root, 'test/e2e')).filter((one) => /^examples[-.]/.test(one));
		const runners = [...suite.map((one) => `test/e2e/${one}`), 'dev/n8n/demo.cts'];
		const code = runners.map((one) => readFileSync(join(root, one), 'utf8')).join();
		expect(code).toMatch(new RegExp(`'${file.replace('.json', '')}(\\.json)?'`));
	});

	it('has everything connected, and no node twice', () => {
		const names = nodes.map((node) => node.name);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
		const from = Object.keys(connections);
		const to = Object.values(connections).flatMap(({ main }) =>
			main.flat().map(({ node }) => node),
		);
		expect([...from, ...to].filter((one) => !names.includes(one))).toEqual([]);
		const starts = working.filter((node) => !to.includes(node.name));
		expect(starts.length).toBeGreaterThan(0);
		expect(starts.map(({ type }) => type).filter((type) => !starting.test(type))).toEqual([]);
	});

	it('asks only nodes that are there', () => {
		const asked = [...JSON.stringify(nodes).matchAll(/\$\('(.+?)'\)/g)].map(([, one]) => one);
		const names = working.map((node) => node.name);
		expect(asked.filter((one) => !names.includes(one))).toEqual([]);
	});

	it('needs no programming and knows no firm', () => {
		expect(working.map(({ type }) => type).filter((type) => /code|function/i.test(type))).toEqual(
			[],
		);
		expect(nodes.filter(({ credentials }) => credentials)).toEqual([]);
		const settings = ours.map(({ parameters: { pollTimes, ...rest } }) => rest);
		const fixed = JSON.stringify(settings).match(/"value":"?\d+/g);
		expect(fixed).toBeNull();
	});

	it('can be tried at once', () => {
		const pinned = working.filter(({ type }) => waiting.test(type)).map((node) => node.name);
		expect(Object.keys(pinData).sort()).toEqual(pinned.sort());
		for (const items of Object.values(pinData)) expect(items).toHaveLength(1);
	});

	it.each(ours.map((node) => [node.name, node] as const))('%s fits the form', (_, node) => {
		const description = descriptions[node.type];
		const { properties } = description;
		const parameters = NodeHelpers.getNodeParameters(
			properties,
			node.parameters,
			true,
			false,
			node,
			description,
		)!;
		const shown = properties.filter((one) =>
			NodeHelpers.displayParameter(parameters, one, node, description),
		);
		expect(misfits(shown, node.parameters)).toEqual([]);
		const missing = shown.filter(({ required, name: key }) => required && isEmpty(parameters[key]));
		expect(missing.map(({ name: key }) => key)).toEqual([]);
	});
});

/** n8n gives Poll Times to every node that polls. */
function withTimes(description: INodeTypeDescription): INodeTypeDescription {
	const times: INodeProperties = {
		...{ displayName: 'Poll Times', name: 'pollTimes', type: 'fixedCollection', default: {} },
		options: cronNodeOptions,
	};
	return { ...description, properties: [times, ...description.properties] };
}

const isEmpty = (value: unknown): boolean =>
	value === undefined || value === '' || (Object(value) as { value?: unknown }).value === '';

/** What is entered under a name that the form does not show, or that it would not let a person choose. */
function misfits(shown: INodeProperties[], entered: INodeParameters, path = ''): string[] {
	return Object.entries(entered).flatMap(([key, value]) => {
		const named = shown.filter(({ name }) => name === key);
		if (!named.length) return [`${path}${key}`];
		const all = named.map((property) => within(property, value, `${path}${key}.`));
		return all.find(({ length }) => !length) ?? all[0];
	});
}

function within(property: INodeProperties, value: NodeParameterValueType, path: string): string[] {
	const { type, options = [], modes = [] } = property;
	switch (type) {
		case 'collection':
			return misfits(options as INodeProperties[], value as INodeParameters, path);
		case 'fixedCollection':
			return Object.entries(value as Record<string, INodeParameters[]>).flatMap(([group, rows]) => {
				const of = (options as INodePropertyCollection[]).find(({ name }) => name === group);
				return of
					? [rows].flat().flatMap((row) => misfits(of.values, row, `${path}${group}.`))
					: [`${path}${group}`];
			});
		case 'resourceLocator': {
			const { mode, __rl } = value as { mode: string; __rl: boolean };
			return __rl && modes.some(({ name }) => name === mode) ? [] : [`${path}${mode}`];
		}
		case 'options': {
			const known = property.typeOptions?.loadOptionsMethod ? [value] : options;
			return known.some(
				(one) => (Object(one) as INodePropertyOptions).value === value || one === value,
			)
				? []
				: [`${path}${String(value)}`];
		}
		case 'multiOptions':
			return Array.isArray(value) ? [] : [path];
		case 'boolean':
			return typeof value === 'boolean' ? [] : [path];
		case 'number':
			return typeof value === 'number' || isExpression(value) ? [] : [path];
		default:
			return [];
	}
}

const isExpression = (value: unknown): boolean =>
	typeof value === 'string' && value.startsWith('=');
