import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { PollEvent } from '../../clio/polling/pollEvents';
import { byName } from '../byName';
import { showFor } from '../Clio/form/show';

type Events = Record<string, PollEvent>;

export const triggerOn = (events: Events, ...more: INodePropertyOptions[]): INodeProperties => ({
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'options',
	noDataExpression: true,
	options: [
		...Object.entries(events).map(([value, { label, help }]) => ({
			name: label,
			value,
			...(help ? { description: help } : {}),
		})),
		...more,
	].sort(byName),
	default: Object.keys(events).find((name) => /matterCreated$/i.test(name)),
	description: 'What starts the workflow',
});

/** For events that may be told only when chosen fields have changed. */
export const watchedFields = (events: Events): INodeProperties => ({
	displayName: 'Watched Field Names or IDs',
	name: 'watchedFields',
	type: 'multiOptions',
	typeOptions: {
		loadOptionsMethod: 'watchedFields',
		loadOptionsDependsOn: ['triggerOn', 'model'],
	},
	default: [],
	description:
		'For updates: start only when one of these fields changes, and say what it was before. Leave empty to start on every change. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	displayOptions: showFor({
		triggerOn: Object.keys(events).filter((name) => events[name].canWatch),
	}),
});

export const output: INodeProperties = {
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
			name: 'Simplified',
			value: 'simplified',
			description: 'The most useful values, with names instead of IDs',
		},
	],
	default: 'simplified',
};
