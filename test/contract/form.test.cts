import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { NodeHelpers } from 'n8n-workflow';
import type {
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';
import type { Resource } from '../../clio/resources/vocabulary.ts';
import { lint } from './n8n-lint.cts';

/** As n8n loads it, whatever jest makes of modules. */
const load = createRequire(__filename);
const dist = join(__dirname, '../../dist');
const { Clio } = load(join(dist, 'nodes/Clio/Clio.node.js')) as { Clio: new () => INodeType };
const { resources } = load(join(dist, 'clio/resources/index.js')) as {
	resources: Record<string, Resource>;
};
const { operations } = load(join(dist, 'nodes/Clio/operations/index.js')) as {
	operations: Record<string, unknown>;
};

const { description, methods = {} } = new Clio();
const { properties } = description;
const optionsOf = (property: INodeProperties | undefined) =>
	(property?.options ?? []) as INodePropertyOptions[];

/** Every property, with those in collections and lists. */
const everywhere = properties.flatMap(withInner);

function withInner(property: INodeProperties): INodeProperties[] {
	const options = (property.options ?? []) as Array<INodeProperties | INodePropertyCollection>;
	const inner = options.flatMap((one) =>
		'values' in one ? one.values : property.type === 'collection' ? [one as INodeProperties] : [],
	);
	return [property, ...inner.flatMap(withInner)];
}

// Situations: what a person has chosen, and what the form then shows.

interface Situation {
	resource: string;
	operation: string;
	values: INodeParameters;
}

const version = { typeVersion: 1 };
const shows = (property: INodeProperties, values: INodeParameters, root = values): boolean =>
	NodeHelpers.displayParameter(values, property, version, description, root);
const shown = ({ values }: Situation) => properties.filter((one) => shows(one, values));

const defaultsFor = (values: INodeParameters): INodeParameters =>
	NodeHelpers.getNodeParameters(properties, values, true, false, version, description) ?? {};

const chosen = Object.values(resources).flatMap(({ name, operations: all }) =>
	all.map((operation): [string, string] => [name, operation]),
);

/** The form as it opens, and once for every other choice of a menu or switch on it. */
function situationsOf([resource, operation]: [string, string]): Situation[] {
	const first = { resource, operation, values: defaultsFor({ resource, operation }) };
	const choices = shown(first)
		.filter(({ name }) => !['resource', 'operation'].includes(name))
		.flatMap((one) => valuesOf(one).map((value) => ({ [one.name]: value })));
	const changed = choices.map((choice) => ({
		...first,
		values: defaultsFor({ resource, operation, ...choice }),
	}));
	return [first, ...changed];
}

const valuesOf = ({ type, options = [] }: INodeProperties): Array<string | boolean> => {
	if (type === 'boolean') return [true, false];
	return type === 'options' ? options.map((one) => (one as { value: string }).value) : [];
};

const situations = chosen.flatMap(situationsOf);
describe('n8n’s lint', () => {
	test('has nothing to say about any generated property', () => {
		expect(lint(description)).toEqual([]);
	});

	// Create and Update share one collection, Fields, in place of Additional Fields and Update Fields
	// (design, "The catalogue"). The lint sees no update collection and is silent.
	test('would speak up', () => {
		const spoilt = structuredClone(description);
		const limit = spoilt.properties.find(({ name }) => name === 'limit');
		const all = spoilt.properties.find(({ name }) => name === 'returnAll');
		Object.assign(limit ?? {}, { default: 10 });
		Object.assign(all ?? {}, { displayName: 'Return all', description: 'All of them.' });
		const rules = lint(spoilt).map((one) => one.split(':')[0].replace('n8n-nodes-base/', ''));
		expect(rules).toEqual(
			expect.arrayContaining([
				'node-param-default-wrong-for-limit',
				'node-param-display-name-miscased',
				'node-param-description-boolean-without-whether',
				'node-param-description-excess-final-period',
			]),
		);
	});
});

describe('words', () => {
	const described = everywhere.filter(({ description: text }) => text);
	const menuEntries = everywhere
		.filter(({ type }) => ['options', 'multiOptions'].includes(type))
		.flatMap(optionsOf);

	test('small words within a title are small', () => {
		const small = /\S (A|An|And|As|At|But|For|In|Nor|Of|Or|The|To|With) \S/;
		const titles = everywhere.map(({ displayName }) => displayName);
		expect(
			[...titles, ...menuEntries.map(({ name }) => name)].filter((one) => small.test(one)),
		).toEqual([]);
	});

	test('every switch says what it does', () => {
		const switches = everywhere.filter(({ type }) => type === 'boolean');
		const poor = switches.filter(
			({ description: text = '' }) =>
				!/^Whether (to|the|this|a) \S+ \S/.test(text) || /^Whether this is \w+$/.test(text),
		);
		expect(poor.map(({ displayName }) => displayName)).toEqual([]);
	});

	test('one sentence has no final period, several have', () => {
		const texts = [...described, ...menuEntries].map(({ description: text = '' }) => text);
		const wrong = texts.filter((text) => {
			const plain = text.replaceAll('e.g.', '').replace(/<\/a>/, '');
			return /\. [A-Z]/.test(plain) !== plain.endsWith('.');
		});
		expect(wrong).toEqual([]);
	});

	test('ids, URLs and JSON are in capitals', () => {
		const texts = [
			...everywhere.map(({ displayName }) => displayName),
			...described.map(({ description: text = '' }) => text.replace(/<.*?>/g, '')),
			...menuEntries.map(({ name }) => name),
		];
		expect(texts.filter((text) => /\b([Ii]ds?|[Uu]rls?|[Jj]son)\b/.test(text))).toEqual([]);
	});

	test('placeholders of values are examples', () => {
		const values = everywhere.filter(
			({ type, placeholder }) => placeholder && !['collection', 'fixedCollection'].includes(type),
		);
		expect(values.filter(({ placeholder = '' }) => !placeholder.startsWith('e.g. '))).toEqual([]);
	});

	test('actions are sentences without articles, each once', () => {
		const menus = properties.filter(({ name }) => name === 'operation');
		const actions = menus.flatMap(optionsOf).map(({ action }) => action);
		expect(actions.filter((one) => !one || /\b(a|an|the)\b|[^\w ]/i.test(one))).toEqual([]);
		expect(new Set(actions).size).toBe(actions.length);
	});
});

describe('what the form shows', () => {
	test.each(chosen)('%s %s: no name twice', (resource, operation) => {
		const own = situations.filter(
			(one) => one.resource === resource && one.operation === operation,
		);
		for (const situation of own) {
			const visible = shown(situation);
			expect(repeated(visible)).toEqual([]);
			for (const collection of visible.filter(({ type }) => type === 'collection')) {
				const inner = collection.options as INodeProperties[];
				const open = inner.filter((one) => shows(one, {}, situation.values));
				expect(repeated(open)).toEqual([]);
			}
		}
	});

	const repeated = (visible: INodeProperties[]): string[] =>
		visible.map(({ name }) => name).filter((name, at, all) => all.indexOf(name) !== at);

	test('every property is shown at some time', () => {
		const seen = new Set(situations.flatMap(shown));
		expect(properties.filter((one) => !seen.has(one)).map(({ name }) => name)).toEqual([]);
	});

	test('every field of a collection is shown at some time', () => {
		const hidden = properties
			.filter(({ type }) => type === 'collection')
			.flatMap((collection) => {
				const at = situations.filter((one) => shown(one).includes(collection));
				const isSeen = (one: INodeProperties) => at.some(({ values }) => shows(one, {}, values));
				return (collection.options as INodeProperties[]).filter((one) => !isSeen(one));
			});
		expect(hidden.map(({ name }) => name)).toEqual([]);
	});

	test('what Clio requires of a new record stands on top', () => {
		const lacking = Object.values(resources).flatMap(({ name, writes }) => {
			const top = situations
				.filter(({ resource, operation }) => resource === name && operation === 'create')
				.flatMap(shown);
			return Object.entries(writes)
				.filter(([, field]) => field.required && !field.whenEmpty)
				.filter(([key]) => !top.some((one) => one.name === key && one.required))
				.map(([key]) => `${name}.${key}`);
		});
		expect(lacking).toEqual([]);
	});

	test('defaults are of the right type', () => {
		const wrong = everywhere.filter((one) => !fits(one)).map(({ displayName }) => displayName);
		expect(wrong).toEqual([]);
	});
});

function fits({ type, default: value, options = [], typeOptions }: INodeProperties): boolean {
	const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
	switch (type) {
		case 'boolean':
			return typeof value === 'boolean';
		// An empty number is no number: 0 would be a rate of nothing.
		case 'number':
			return typeof value === 'number' || value === '';
		case 'options':
			return (
				Boolean(typeOptions?.loadOptionsMethod) ||
				options.some((one) => 'value' in one && one.value === value)
			);
		case 'multiOptions':
			return Array.isArray(value);
		case 'collection':
		case 'fixedCollection':
			return isRecord && !Object.keys(value).length;
		case 'resourceLocator':
			return isRecord && 'mode' in value && value.value === '';
		default:
			return typeof value === 'string';
	}
}

describe('what stands behind the form', () => {
	test('resource and operation are menus without expressions', () => {
		const menus = properties.filter(({ name }) => ['resource', 'operation'].includes(name));
		expect(menus.length).toBeGreaterThan(1);
		expect(menus.filter(({ noDataExpression }) => !noDataExpression)).toEqual([]);
	});

	test.each(optionsOf(properties[0]).map(({ value }) => String(value)))(
		'%s has a menu of its operations, and code for each',
		(resource) => {
			const [menu, ...others] = properties.filter(
				(one) => one.name === 'operation' && shows(one, { resource }),
			);
			const named = optionsOf(menu).map(({ value }) => String(value));
			expect(others).toEqual([]);
			expect(named.sort()).toEqual([...resources[resource].operations].sort());
			expect(named.map((one) => typeof operations[one])).toEqual(named.map(() => 'function'));
		},
	);

	test('every list of a form has its method', () => {
		const text = JSON.stringify(properties);
		const named = (key: string) =>
			[...text.matchAll(new RegExp(`"${key}":"(\\w+)"`, 'g'))].map(([, name]) => name);
		const { listSearch = {}, loadOptions = {} } = methods;
		expect(named('searchListMethod').filter((name) => !(name in listSearch))).toEqual([]);
		expect(named('loadOptionsMethod').filter((name) => !(name in loadOptions))).toEqual([]);
	});

	test.each(chosen)('%s %s has a preview of its output', (resource, operation) => {
		const file = join(dist, 'nodes/Clio/__schema__/v1.0.0', resource, `${operation}.json`);
		expect(existsSync(file)).toBe(true);
		const { type, properties: values } = JSON.parse(readFileSync(file, 'utf8'));
		expect(type).toBe('object');
		expect(Object.keys(values)).toContain('id');
		if (operation !== 'delete') {
			expect(Object.keys(values)).toEqual(
				expect.arrayContaining(Object.keys(resources[resource].simplified)),
			);
		}
	});

	test('the description stays light', () => {
		const weight = JSON.stringify(description).length / 1024;
		process.stdout.write(`Form: ${everywhere.length} properties, ${weight.toFixed(0)} KB of 350\n`);
		expect(weight).toBeLessThanOrEqual(350);
	});
});
