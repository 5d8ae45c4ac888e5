import type { INodeProperties } from 'n8n-workflow';
import { eventsOf, models, resourceOf } from '../../clio/events/models';
import { triggerEvents } from '../../clio/events/triggerEvents';
import { byName } from '../byName';
import { showFor } from '../Clio/form/show';
import { changedTo, onlyFor } from '../events/conditionProperties';

const triggerOn: INodeProperties = {
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'options',
	noDataExpression: true,
	options: [
		...Object.entries(triggerEvents).map(([value, { label, help }]) => ({
			name: label,
			value,
			...(help ? { description: help } : {}),
		})),
		{
			name: 'Any Event of a Record Type',
			value: 'any',
			description: 'Everything else Clio can tell of, and which fields to watch',
		},
	].sort(byName),
	default: 'matterCreated',
	description: 'What starts the workflow',
};

const forAny = showFor({ triggerOn: ['any'] });

const model: INodeProperties = {
	displayName: 'Record Type',
	name: 'model',
	type: 'options',
	noDataExpression: true,
	options: models.map((name) => ({ name: resourceOf(name).label, value: name })).sort(byName),
	default: 'matter',
	description: 'Clio tells of changes to these records only',
	displayOptions: forAny,
};

/** Clio's names of events, as a person would say them. */
const eventLabels: Record<string, string> = {
	created: 'Created',
	deleted: 'Deleted',
	matter_closed: 'Matter Closed',
	matter_opened: 'Matter Opened',
	matter_pended: 'Matter Set to Pending',
	updated: 'Updated',
};

/** One menu for the models that have the same events. */
function eventMenus(): INodeProperties[] {
	const groups = new Map<string, string[]>();
	for (const name of models) {
		const events = eventsOf(name).join();
		groups.set(events, [...(groups.get(events) ?? []), name]);
	}
	return [...groups].map(([events, names]) => ({
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: events
			.split(',')
			.map((value) => ({ name: eventLabels[value], value }))
			.sort(byName),
		default: ['created', 'updated'],
		displayOptions: showFor({ triggerOn: ['any'], model: names }),
	}));
}

const watchedFields: INodeProperties = {
	displayName: 'Watched Field Names or IDs',
	name: 'watchedFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'watchedFields', loadOptionsDependsOn: ['model'] },
	default: [],
	description:
		'For Updated: start only when one of these fields changes. Clio also tells of the first change of each record, whatever it was. Leave empty to start on every change. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	displayOptions: forAny,
};

const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{
			name: 'All Fields',
			value: 'all',
			description: 'Everything Clio has about the record, as Clio sends it',
		},
		{
			name: 'ID and Event Only',
			value: 'delivery',
			description: 'What happened to which record, as Clio tells it; the record itself is not read',
		},
		{
			name: 'Simplified',
			value: 'simplified',
			description: 'The most useful values, with names instead of IDs',
		},
	],
	default: 'simplified',
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Catch Up on Missed Changes',
			name: 'catchUp',
			type: 'boolean',
			default: true,
			description:
				'Whether to start the workflow afterwards for what was created or changed while Clio could not reach this n8n. What was deleted meanwhile cannot be recovered, nor can payments.',
		},
		{
			displayName: 'Download File',
			name: 'downloadFile',
			type: 'boolean',
			default: true,
			description: 'Whether to fetch the file of the document as well',
			displayOptions: showFor({ '/triggerOn': ['documentAdded'] }),
		},
		{
			displayName: 'Look Back (Hours)',
			name: 'lookBack',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 720 },
			default: 24,
			description:
				'How many hours further back to look for missed changes when Clio had stopped calling, since its calls had failed for a while by then',
		},
		{
			displayName: 'Maximum to Recover',
			name: 'mostRecovered',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1000,
			description:
				'The workflow is started for this many missed changes at most, the oldest first. A failed execution then names the others.',
		},
		{
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			hint: 'The name of the output field to put the file in',
			displayOptions: showFor({ '/triggerOn': ['documentAdded'] }),
		},
	],
};

/**
 * In the order a person fills it in. The build writes the finished form in this file's place
 * (gulpfile.js): n8n starts sooner.
 */
export const properties: INodeProperties[] = [
	triggerOn,
	model,
	...eventMenus(),
	watchedFields,
	...changedTo(triggerEvents),
	onlyFor(triggerEvents),
	output,
	options,
];
