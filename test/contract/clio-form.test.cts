/** What the forms of the action nodes have beyond the rules for every form. */
import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation, Resource } from '../../clio/resources/vocabulary.ts';
import { actionNodes, dist, formOf, load, optionsOf } from './forms.cts';

const {
	advanced,
	apiRequest,
	everyday,
	grow,
	resources: catalogue,
} = load<{
	advanced: Resource[];
	apiRequest: Resource;
	everyday: Resource[];
	grow: Resource[];
	resources: Record<string, Resource>;
}>('clio/resources/index.js');

const { operations } = load<{ operations: Record<string, unknown> }>(
	'nodes/Clio/operations/index.js',
);

const nodes: Record<string, Resource[]> = {
	Clio: [...everyday, apiRequest],
	ClioAdvanced: advanced,
	ClioGrow: grow,
};

test('all action nodes are here', () => {
	expect(Object.keys(nodes).sort()).toEqual([...actionNodes].sort());
});

interface Entry {
	/** As the menus have it. */
	resource: string;
	operation: string;
	/** What carries it out. */
	behind: Resource;
	verb: Operation;
}

const entriesOf = (resources: Resource[]): Entry[] =>
	resources.flatMap((behind) =>
		behind.operations.map((verb) => ({
			resource: behind.operationOf?.resource ?? behind.name,
			operation: behind.operationOf?.operation ?? verb,
			behind,
			verb,
		})),
	);

const inMenu = ({ resource, operation }: Omit<Entry, 'behind' | 'verb'>): string =>
	`${resource} ${operation}`;

/** What the form adds to the fields and filters of the catalogue. */
const ofTheForm = ['additionalJson', 'clearCustomFields', 'clearFields', 'customFieldConditions'];

describe.each(Object.entries(nodes))('the form of %s', (node, resources) => {
	const form = formOf(node);
	const entries = entriesOf(resources);
	const menus = form.properties.filter(({ name }) => name === 'operation');

	test('resource and operation lead it', () => {
		const chosen = form.choices.map((one) =>
			inMenu(one as { resource: string; operation: string }),
		);
		expect(chosen.sort()).toEqual(entries.map(inMenu).sort());
	});

	test('every operation has its code', () => {
		const verbs = entries.map(({ verb }) => verb);
		expect(verbs.filter((one) => typeof operations[one] !== 'function')).toEqual([]);
	});

	test('actions are sentences without articles, each once', () => {
		const actions = menus.flatMap(optionsOf).map(({ action }) => action);
		expect(actions.filter((one) => !one || /\b(a|an|the)\b|[^\w ]/i.test(one))).toEqual([]);
		expect(new Set(actions).size).toBe(actions.length);
	});

	test('every resource has one menu of its operations', () => {
		const values = optionsOf(form.properties[0]).map(({ value }) => String(value));
		const counts = values.map((resource) => menus.filter((one) => form.isShown(one, { resource })));
		expect(counts.filter(({ length }) => length !== 1)).toEqual([]);
	});

	test('what Clio requires of a new record stands on top', () => {
		const lacking = entries
			.filter(({ verb }) => verb === 'create')
			.flatMap((entry) => {
				const top = form.situations
					.filter(({ chosen }) => inMenu(chosen as unknown as Entry) === inMenu(entry))
					.flatMap((one) => form.shownIn(one));
				return (
					Object.entries(entry.behind.writes)
						// What is hidden is found from what a person says, e.g. the notification method from whom and how.
						.filter(([, field]) => field.required && !field.whenEmpty && !field.hidden)
						.filter(([key]) => !top.some((one) => one.name === key && one.required))
						.map(([key]) => `${entry.behind.name}.${key}`)
				);
			});
		expect(lacking).toEqual([]);
	});

	/** All resources share one Fields and one Filters, so each must say for whom it is (form/together.ts). */
	test('Add Field and Add Filter offer what the catalogue has for the resource, in its order', () => {
		const wrong = entries.flatMap((entry) => {
			const situation = form.situations.find(
				({ chosen }) => inMenu(chosen as unknown as Entry) === inMenu(entry),
			)!;
			const collections = form
				.shownIn(situation)
				.filter(({ name }) => name === 'fields' || name === 'filters');
			return collections.flatMap((one) => {
				const known = Object.keys(entry.behind[one.name === 'fields' ? 'writes' : 'filters']);
				const offered = form.offeredIn(one, situation).map(({ name }) => name);
				const fromCatalogue = offered.filter((name) => !ofTheForm.includes(name));
				const inOrder = known.filter((name) => offered.includes(name));
				return String(fromCatalogue) === String(inOrder) ? [] : [[inMenu(entry), fromCatalogue]];
			});
		});
		expect(wrong).toEqual([]);
	});

	// What a request of one's own is answered with nobody knows.
	const previewed = entries.filter(({ resource }) => resource in catalogue);

	test.each(previewed.map((one): [string, Entry] => [inMenu(one), one]))(
		'%s has a preview of its output',
		(_, { resource, operation, behind, verb }) => {
			const file = join(dist, `nodes/${node}/__schema__/v1.0.0`, resource, `${operation}.json`);
			expect(existsSync(file)).toBe(true);
			const { type, properties: values } = JSON.parse(readFileSync(file, 'utf8'));
			expect(type).toBe('object');
			// What answers with something else than records is tested by itself.
			if (/^(assign|check)/.test(operation))
				return expect(Object.keys(values).length).toBeGreaterThan(5);
			if (!behind.single && behind.reads.includes('id'))
				expect(Object.keys(values)).toContain('id');
			if (verb !== 'delete') {
				expect(Object.keys(values)).toEqual(expect.arrayContaining(Object.keys(behind.simplified)));
			}
		},
	);
});
