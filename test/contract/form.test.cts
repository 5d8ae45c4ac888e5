/** The rules that the forms of all nodes are held to. */
import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { actionNodes, dist, formOf, forms, optionsOf } from './forms.cts';
import { lint } from './n8n-lint.cts';
import { partLabels } from '../../clio/facts.ts';

const clio = formOf('Clio');

describe('n8n’s lint', () => {
	test.each(forms)('has nothing to say about any property of %s', (_, { description }) => {
		expect(lint(description).filter((one) => !isByPlan(one))).toEqual([]);
	});

	/**
	 * What is behind Add Field and Add Filter stands in the order a person expects, as in the catalogue: names
	 * and dates first, rare and technical fields last (form.md, "Rules for every form"). Menus are sorted.
	 */
	const isByPlan = (says: string): boolean => /collection-type-unsorted-items/.test(says);

	// Create and Update share one collection, Fields, in place of Additional Fields and Update Fields
	// (design, "The catalogue"). The lint sees no update collection and is silent.
	test('would speak up', () => {
		const spoilt = structuredClone(clio.description);
		const spoil = (name: string, change: Partial<INodeProperties>) =>
			Object.assign(spoilt.properties.find((one) => one.name === name) ?? {}, change);
		spoil('limit', { default: 10 });
		spoil('returnAll', { displayName: 'Return all', description: 'All of them.' });
		spoil('resource', { options: optionsOf(spoilt.properties[0]).reverse() });
		const rules = lint(spoilt).map((one) => one.split(':')[0].replace('n8n-nodes-base/', ''));
		expect(rules).toEqual(
			expect.arrayContaining([
				'node-param-default-wrong-for-limit',
				'node-param-display-name-miscased',
				'node-param-description-boolean-without-whether',
				'node-param-description-excess-final-period',
				'node-param-options-type-unsorted-items',
			]),
		);
	});
});

test('a switch that is added to Fields or Filters starts on', () => {
	const added = clio.description.properties
		.filter(({ name }) => ['fields', 'filters'].includes(name))
		.flatMap(({ options = [] }) => options as INodeProperties[])
		.filter(({ type }) => type === 'boolean');
	expect(added.length).toBeGreaterThan(20);
	expect(added.filter((one) => one.default !== true).map(({ name }) => name)).toEqual([]);
});

describe.each(forms)('the words of %s', (_, { everywhere }) => {
	const menuEntries = everywhere
		.filter(({ type }) => ['options', 'multiOptions'].includes(type))
		.flatMap(optionsOf);
	const titles = everywhere.map(({ displayName }) => displayName);
	const named = [...titles, ...menuEntries.map(({ name }) => name)];
	const descriptions = everywhere.map(({ description = '' }) => description);

	test('small words within a title are small', () => {
		const small = /\S (A|An|And|As|At|But|For|In|Nor|Of|Or|The|To|With) \S/;
		expect(named.filter((one) => small.test(one))).toEqual([]);
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
		const texts = [...descriptions, ...menuEntries.map(({ description = '' }) => description)];
		const wrong = texts.filter((text) => {
			const plain = text.replaceAll('e.g.', '').replace(/<\/a>/, '');
			return /\. [A-Z]/.test(plain) !== plain.endsWith('.');
		});
		expect(wrong).toEqual([]);
	});

	test('a way of choosing for which n8n’s editor has no label has one', () => {
		const modes = everywhere.flatMap((one) => one.modes ?? []);
		const unnamed = modes.filter(
			({ name, displayName }) => !['list', 'id', 'url'].includes(name) && !displayName,
		);
		expect(unnamed).toEqual([]);
	});

	test('ids, URLs and JSON are in capitals', () => {
		const texts = [...named, ...descriptions.map((text) => text.replace(/<.*?>/g, ''))];
		expect(texts.filter((text) => /\b([Ii]ds?|[Uu]rls?|[Jj]son)\b/.test(text))).toEqual([]);
	});

	test('placeholders of values are examples', () => {
		const values = everywhere.filter(
			({ type, placeholder }) => placeholder && !['collection', 'fixedCollection'].includes(type),
		);
		expect(values.filter(({ placeholder = '' }) => !placeholder.startsWith('e.g. '))).toEqual([]);
	});
});

test('records are chosen in several ways', () => {
	const modes = clio.everywhere.flatMap((one) => one.modes ?? []);
	expect(new Set(modes.map(({ name }) => name))).toEqual(new Set(['list', 'name', 'id', 'url']));
});

test.each([
	['rows', []],
	['pdf', ['binaryPropertyName', 'output', 'options']],
])('a report returned as %s asks only for what it then has', (wanted, names) => {
	const chosen = { resource: 'report', operation: 'generate' };
	const shown = clio.shownIn({ chosen, values: { ...chosen, return: wanted } });
	const ofFiles = ['binaryPropertyName', 'output', 'options'];
	const asked = shown.map(({ name }) => name).filter((name) => ofFiles.includes(name));
	expect(asked).toEqual(names);
});

describe.each(forms)('what the form of %s shows', (_, form) => {
	const { properties, everywhere, situations, choices } = form;
	const collections = properties.filter(({ type }) => type === 'collection');

	test.each(choices.map((chosen) => [Object.values(chosen).join(' '), chosen] as const))(
		'%s: no name twice',
		(_name, chosen) => {
			for (const situation of situations.filter((one) => one.chosen === chosen)) {
				const visible = form.shownIn(situation);
				expect(repeated(visible)).toEqual([]);
				for (const one of visible.filter(({ type }) => type === 'collection')) {
					expect(repeated(form.offeredIn(one, situation))).toEqual([]);
				}
			}
		},
	);

	const repeated = (visible: INodeProperties[]): string[] =>
		visible.map(({ name }) => name).filter((name, at, all) => all.indexOf(name) !== at);

	test('every property is shown at some time', () => {
		const seen = new Set(situations.flatMap((one) => form.shownIn(one)));
		expect(properties.filter((one) => !seen.has(one)).map(({ name }) => name)).toEqual([]);
	});

	test('every field of a collection is shown at some time', () => {
		const hidden = collections.flatMap((collection) => {
			const at = situations.filter((one) => form.shownIn(one).includes(collection));
			const seen = new Set(at.flatMap((one) => form.offeredIn(collection, one)));
			return (collection.options as INodeProperties[]).filter((one) => !seen.has(one));
		});
		expect(hidden.map(({ name }) => name)).toEqual([]);
	});

	test('no collection is shown without a field in it', () => {
		const empty = situations.flatMap((situation) =>
			form
				.shownIn(situation)
				.filter((one) => one.type === 'collection' && !form.offeredIn(one, situation).length),
		);
		expect(empty.map(({ name }) => name)).toEqual([]);
	});

	test('defaults are of the right type', () => {
		const wrong = everywhere.filter((one) => !fits(one)).map(({ displayName }) => displayName);
		expect(wrong).toEqual([]);
	});

	test('every list has its method', () => {
		const text = JSON.stringify(properties);
		const named = (key: string) =>
			[...text.matchAll(new RegExp(`"${key}":"(\\w+)"`, 'g'))].map(([, name]) => name);
		const { listSearch = {}, loadOptions = {}, resourceMapping = {} } = form.methods;
		const mappers = named('resourceMapperMethod');
		expect(mappers.filter((name) => !(name in resourceMapping))).toEqual([]);
		expect(named('searchListMethod').filter((name) => !(name in listSearch))).toEqual([]);
		expect(named('loadOptionsMethod').filter((name) => !(name in loadOptions))).toEqual([]);
	});
});

function fits({ type, default: value, options = [], typeOptions }: INodeProperties): boolean {
	const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
	const isOffered = (wanted: unknown) =>
		Boolean(typeOptions?.loadOptionsMethod) ||
		options.some((one) => 'value' in one && one.value === wanted);
	switch (type) {
		case 'boolean':
			return typeof value === 'boolean';
		// An empty number is no number: 0 would be a rate of nothing.
		case 'number':
			return typeof value === 'number' || value === '';
		case 'options':
			return isOffered(value);
		case 'multiOptions':
			return Array.isArray(value) && value.every(isOffered);
		case 'collection':
		case 'fixedCollection':
			return isRecord && !Object.keys(value).length;
		case 'resourceLocator':
			return isRecord && 'mode' in value && (value.value === '' || isNamedPart({ ...value }));
		case 'resourceMapper':
			return isRecord && 'mappingMode' in value && value.value === null;
		default:
			return typeof value === 'string';
	}
}

/** "Me" may stand there from the start, with the words the list has for it. */
const isNamedPart = ({ value, cachedResultName }: Record<string, unknown>): boolean =>
	Object.entries(partLabels).some(([part, label]) => part === value && label === cachedResultName);

// n8n gives every node's description to every editor.
test('the descriptions stay light', () => {
	const most = { manage: 350, grow: 30 };
	const weights = forms.map(([name, form]): [string, number] => [
		name,
		JSON.stringify(form.description).length / 1000,
	]);
	const sum = (some: typeof weights) => some.reduce((total, [, weight]) => total + weight, 0);
	const isOfGrow = ([name]: [string, number]) => name.startsWith('Clio Grow');
	const grow = sum(weights.filter(isOfGrow));
	const manage = sum(weights) - grow;
	const count = forms.reduce((total, [, { everywhere }]) => total + everywhere.length, 0);
	const each = weights.map(([name, weight]) => `${name} ${weight.toFixed(0)}`).join(', ');
	process.stdout.write(
		`Forms: ${count} properties, ${manage.toFixed(0)} KB of ${most.manage} for Clio Manage, ${grow.toFixed(0)} KB of ${most.grow} for Clio Grow (${each})\n`,
	);
	expect(manage).toBeLessThanOrEqual(most.manage);
	expect(grow).toBeLessThanOrEqual(most.grow);
});

// n8n loads every node before it serves anybody (`npm run bench -- load`).
test('the action nodes start without reading the catalogue', () => {
	const nodes = actionNodes.map((name) => join(dist, `nodes/${name}/${name}.node.js`));
	const code = `${JSON.stringify(nodes)}.forEach(require); console.log(Object.keys(require.cache).join('\\n'))`;
	const loaded = execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' });
	expect(loaded.split('\n').filter((path) => path.startsWith(join(dist, 'clio')))).toEqual([]);
});
