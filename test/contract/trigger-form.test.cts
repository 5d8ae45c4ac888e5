/** What the form of the trigger has beyond the rules for every form. */
import 'reflect-metadata';
import type {
	IHookFunctions,
	ILoadOptionsFunctions,
	INodeParameters,
	INodeProperties,
} from 'n8n-workflow';
import { checkedFields, fieldsForPaths } from '../../clio/fields';
import { resources } from '../../clio/resources';
import { eventsOf, models, resourceOf, versionOf } from '../../clio/events/models';
import { triggerEvents } from '../../clio/events/triggerEvents';
import { narrowings } from '../../nodes/events/narrowings';
import { settingsOf } from '../../nodes/ClioTrigger/settings';
import { formOf, optionsOf, type Situation } from './forms.cts';

const clioTrigger = formOf('ClioTrigger');
const { properties, situations, methods } = clioTrigger;
const named = (name: string): INodeProperties[] => properties.filter((one) => one.name === name);
const valuesOf = (property: INodeProperties): string[] =>
	optionsOf(property).map(({ value }) => String(value));
const at = (chosen: INodeParameters): Situation =>
	situations.find((one) =>
		Object.entries(chosen).every(([key, value]) => one.chosen[key] === value),
	)!;
const shownAt = (chosen: INodeParameters, name: string): INodeProperties[] =>
	clioTrigger.shownIn(at(chosen)).filter((one) => one.name === name);

describe('Trigger On', () => {
	const values = valuesOf(named('triggerOn')[0]);

	test('offers every event there is, and any other', () => {
		expect([...values].sort()).toEqual([...Object.keys(triggerEvents), 'any'].sort());
	});

	const paths = Object.entries(triggerEvents).map(([name, event]) => {
		const { model, fields = [], stamp, bornWith, where = {}, changedTo } = event;
		const all = [...fields, stamp?.field, bornWith, ...Object.keys(where), changedTo?.path];
		return [name, resourceOf(model), all.filter((path) => path !== undefined)] as const;
	});

	test.each(Object.entries(triggerEvents))('%s is something Clio tells of', (_, event) => {
		expect(models).toContain(event.model);
		expect(eventsOf(event.model)).toEqual(expect.arrayContaining(event.events));
	});

	test.each(paths)('%s looks only at fields that Clio has', (_, resource, all) => {
		const fields = fieldsForPaths(['id', ...new Set(all)]);
		expect(checkedFields(resource, fields)).toBe(fields);
	});

	test.each(Object.entries(triggerEvents).filter(([, { stamp }]) => stamp))(
		'%s is called about its stamp',
		(_, { fields, stamp, bornWith }) => {
			expect(fields).toEqual(expect.arrayContaining([stamp!.field, bornWith].filter(Boolean)));
		},
	);
});

describe.each(models)('any event of %s', (model) => {
	const chosen = { triggerOn: 'any', model };

	test('is chosen from what Clio tells of it', () => {
		const [menu, ...others] = shownAt(chosen, 'events');
		expect(others).toEqual([]);
		expect(valuesOf(menu).sort()).toEqual([...eventsOf(model)].sort());
	});

	test('can watch every field, in alphabetical order', async () => {
		const { reads, records } = resourceOf(model);
		const context = { getCurrentNodeParameter: () => model };
		const found = await methods.loadOptions!.watchedFields.call(
			context as never as ILoadOptionsFunctions,
		);
		const names = found.map(({ name }) => name);
		expect(found.map(({ value }) => value).sort()).toEqual(
			[...reads, ...Object.keys(records)].sort(),
		);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
	});

	test('has a version by which a repeated call is recognised', () => {
		expect(resourceOf(model).reads).toContain(versionOf(model));
	});
});

test('the models are all that Clio tells of', () => {
	expect(valuesOf(named('model')[0]).sort()).toEqual([...models].sort());
});

describe.each(Object.entries(triggerEvents))('at %s', (triggerOn, { model, events, changedTo }) => {
	test('Changed To is there if a record is changed to another', () => {
		const methodsNamed = JSON.stringify(shownAt({ triggerOn }, 'changedTo')).match(/search_\w+/g);
		expect(methodsNamed ?? []).toEqual(changedTo ? [`search_${changedTo.resource}`] : []);
	});

	test('Only For offers what fits, and nothing for deletions, of which Clio tells the ID alone', () => {
		const [onlyFor] = shownAt({ triggerOn }, 'onlyFor');
		const offered = onlyFor ? clioTrigger.offeredIn(onlyFor, at({ triggerOn })) : [];
		const fitting = Object.keys(narrowings).filter(
			(name) => model in narrowings[name].paths && !events.includes('deleted'),
		);
		expect(onlyFor !== undefined).toBe(fitting.length > 0);
		expect(offered.map(({ name }) => name)).toEqual(fitting);
	});
});

describe.each(Object.entries(narrowings))('only for a %s', (_, { resource, paths }) => {
	test.each(Object.entries(paths))('is known of a %s', (model, path) => {
		const fields = fieldsForPaths(['id', path]);
		expect(checkedFields(resourceOf(model), fields)).toBe(fields);
		expect(Object.keys(resources)).toContain(resource);
	});
});

describe('what is set up', () => {
	const set = (parameters: INodeParameters) => () =>
		settingsOf({
			getNodeParameter: (name: string, otherwise: unknown) => parameters[name] ?? otherwise,
		} as never as IHookFunctions);
	const onlyFor = { client: { __rl: true, mode: 'id', value: '7' } };
	const refused = 'Only For does not go together with deletions';

	test('cannot be deletions of some records only', () => {
		expect(set({ triggerOn: 'matterDeleted', onlyFor })).toThrow(refused);
		const any = { triggerOn: 'any', model: 'matter', events: ['updated', 'deleted'] };
		expect(set({ ...any, onlyFor })).toThrow(refused);
		expect(set({ ...any, onlyFor: {} })).not.toThrow();
	});

	test('can be anything else of some records only', () => {
		const { rule } = set({ triggerOn: 'matterUpdated', onlyFor })();
		expect(rule.where).toEqual({ 'client.id': ['7'] });
	});
});

test('it is no tool for agents: they cannot wait', () => {
	expect(clioTrigger.description.usableAsTool).toBeUndefined();
});
