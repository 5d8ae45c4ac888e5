import type { INodeProperties } from 'n8n-workflow';
import { deadlineKinds } from '../../clio/polling/deadlines';
import { pollEvents } from '../../clio/polling/pollEvents';
import { resources } from '../../clio/resources';
import { byName } from '../byName';
import { showFor } from '../Clio/form/show';
import { changedTo, onlyFor } from '../events/conditionProperties';
import { output, triggerOn, watchedFields } from '../polling/properties';
import { isListed } from '../polling/listed';

const forAny = showFor({ triggerOn: ['any'] });

/** Named as in Clio Trigger: to a parameter `resource` n8n adds Custom API Call, which cannot be polled. */
const model: INodeProperties = {
	displayName: 'Resource',
	name: 'model',
	type: 'options',
	noDataExpression: true,
	options: Object.values(resources)
		.filter((one) => !one.api && isListed(one))
		.map(({ name, label }) => ({ name: label, value: name }))
		.sort(byName),
	default: 'matter',
	displayOptions: forAny,
};

const changes: INodeProperties = {
	displayName: 'Start On',
	name: 'changes',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'New', value: 'created' },
		{ name: 'New and Updated', value: 'both' },
		{ name: 'Updated', value: 'updated' },
	],
	default: 'created',
	displayOptions: forAny,
};

const watchedOfAny: INodeProperties = {
	...watchedFields(pollEvents),
	displayOptions: showFor({ triggerOn: ['any'], changes: ['both', 'updated'] }),
};

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Filter',
	default: {},
	description: 'Start only for records that Clio lists with these filters',
	displayOptions: forAny,
	options: [
		{
			displayName: 'Filter',
			name: 'entries',
			values: [
				{
					displayName: 'Filter Name or ID',
					name: 'filter',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'filters', loadOptionsDependsOn: ['model'] },
					default: '',
					description:
						'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. Family',
					description: 'A name, a number, a word, a date, true or false, as the filter wants it',
				},
			],
		},
	],
};

/** What is looked for in other ways than in one list has no conditions. */
const inLists = Object.fromEntries(Object.entries(pollEvents).filter(([, { by }]) => !by));

const forDeadlines = showFor({ triggerOn: ['deadlineComing'] });

const deadlines: INodeProperties = {
	displayName: 'Deadlines',
	name: 'deadlines',
	type: 'multiOptions',
	options: Object.entries(deadlineKinds)
		.map(([value, { label }]) => ({ name: label, value }))
		.sort(byName),
	default: ['calendarEntries', 'limitationDates', 'tasks'],
	description: 'Tasks are those that are not complete',
	displayOptions: forDeadlines,
};

const withinDays: INodeProperties = {
	displayName: 'Within Days',
	name: 'withinDays',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 7,
	description:
		"How many days ahead a deadline counts as near, in the workflow's time zone. What is near when the workflow is published starts it as well.",
	displayOptions: forDeadlines,
};

/**
 * In the order a person fills it in. The build writes the finished form in this file's place
 * (gulpfile.js): n8n starts sooner.
 */
export const properties: INodeProperties[] = [
	triggerOn(pollEvents, {
		name: 'Any Change of a Resource',
		value: 'any',
		description: 'Everything else Clio can list by when it was created or updated',
	}),
	model,
	changes,
	deadlines,
	withinDays,
	...changedTo(pollEvents),
	watchedFields(pollEvents),
	watchedOfAny,
	filters,
	onlyFor(inLists),
	output,
];
