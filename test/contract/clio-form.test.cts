/** What the form of the Clio node has beyond the rules for every form. */
import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource } from '../../clio/resources/vocabulary.ts';
import { clio, dist, load, optionsOf } from './forms.cts';

const { everyday, resources: catalogue } = load<{
	everyday: Resource[];
	resources: Record<string, Resource>;
}>('clio/resources/index.js');
const { apiRequest } = load<{ apiRequest: Resource }>('clio/resources/apiRequest.js');
const resources: Record<string, Resource> = { ...catalogue, apiRequest };
const { operations } = load<{ operations: Record<string, unknown> }>(
	'nodes/Clio/operations/index.js',
);
const { properties, situations } = clio;

const chosen = [...everyday, apiRequest].flatMap(({ name, operations: all }) =>
	all.map((operation): [string, string] => [name, operation]),
);

test('resource and operation lead the form', () => {
	expect(clio.choices.map(({ resource, operation }) => [resource, operation]).sort()).toEqual(
		[...chosen].sort(),
	);
});

test('actions are sentences without articles, each once', () => {
	const menus = properties.filter(({ name }) => name === 'operation');
	const actions = menus.flatMap(optionsOf).map(({ action }) => action);
	expect(actions.filter((one) => !one || /\b(a|an|the)\b|[^\w ]/i.test(one))).toEqual([]);
	expect(new Set(actions).size).toBe(actions.length);
});

test('what Clio requires of a new record stands on top', () => {
	const lacking = everyday.flatMap(({ name, writes }) => {
		const top = situations
			.filter((one) => one.chosen.resource === name && one.chosen.operation === 'create')
			.flatMap((one) => clio.shownIn(one));
		return (
			Object.entries(writes)
				// What is hidden is found from what a person says, e.g. the notification method from whom and how.
				.filter(([, field]) => field.required && !field.whenEmpty && !field.hidden)
				.filter(([key]) => !top.some((one) => one.name === key && one.required))
				.map(([key]) => `${name}.${key}`)
		);
	});
	expect(lacking).toEqual([]);
});

test.each(optionsOf(properties[0]).map(({ value }) => String(value)))(
	'%s has a menu of its operations, and code for each',
	(resource) => {
		const [menu, ...others] = properties.filter(
			(one) => one.name === 'operation' && clio.isShown(one, { resource }),
		);
		const named = optionsOf(menu).map(({ value }) => String(value));
		expect(others).toEqual([]);
		expect(named.sort()).toEqual([...resources[resource].operations].sort());
		expect(named.map((one) => typeof operations[one])).toEqual(named.map(() => 'function'));
	},
);

// What a request of one's own is answered with nobody knows.
const previewed = chosen.filter(([name]) => name in catalogue);

test.each(previewed)('%s %s has a preview of its output', (resource, operation) => {
	const file = join(dist, 'nodes/Clio/__schema__/v1.0.0', resource, `${operation}.json`);
	expect(existsSync(file)).toBe(true);
	const { type, properties: values } = JSON.parse(readFileSync(file, 'utf8'));
	expect(type).toBe('object');
	// What answers with something else than records is tested by itself.
	if (/^(assign|check)/.test(operation))
		return expect(Object.keys(values).length).toBeGreaterThan(5);
	expect(Object.keys(values)).toContain('id');
	if (operation !== 'delete') {
		expect(Object.keys(values)).toEqual(
			expect.arrayContaining(Object.keys(resources[resource].simplified)),
		);
	}
});
