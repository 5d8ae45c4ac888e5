import type { INodeProperties } from 'n8n-workflow';
import type { TriggerEvent } from '../../clio/events/triggerEvents';
import { resources } from '../../clio/resources';
import { locator } from '../Clio/form/locator';
import { showFor } from '../Clio/form/show';
import { narrowings } from './narrowings';

type Events = Record<string, Pick<TriggerEvent, 'model' | 'events' | 'changedTo'>>;

/** Changed To, for the events that have it. */
export const changedTo = (events: Events): INodeProperties[] =>
	Object.entries(events).flatMap(([name, { changedTo: narrowing }]) =>
		narrowing
			? [
					{
						displayName: 'Changed To',
						name: 'changedTo',
						...locator([narrowing.resource], { isNamed: false }),
						description: `Start only when it was changed to this ${resources[narrowing.resource].label.toLowerCase()}; leave empty to start on every change`,
						displayOptions: showFor({ triggerOn: [name] }),
					},
				]
			: [],
	);

/** The values of Trigger On to which a narrowing fits; for any model it is checked when the workflow is published. */
const fitting = (events: Events, paths: Record<string, string>): string[] => [
	...Object.keys(events).filter((name) => {
		const { model, events: of } = events[name];
		return model in paths && !of.includes('deleted');
	}),
	'any',
];

/** Only For: a part of the records, e.g. the matters of one attorney. */
export const onlyFor = (events: Events): INodeProperties => ({
	displayName: 'Only For',
	name: 'onlyFor',
	type: 'collection',
	placeholder: 'Add Condition',
	default: {},
	description: 'Start only for records that meet all of these conditions',
	displayOptions: showFor({
		triggerOn: [
			...new Set(Object.values(narrowings).flatMap(({ paths }) => fitting(events, paths))),
		],
	}),
	options: Object.entries(narrowings).map(([name, { label, help, resource, paths }]) => ({
		displayName: label,
		name,
		...locator([resource], { isNamed: false }),
		description: help,
		displayOptions: showFor({ '/triggerOn': fitting(events, paths) }),
	})),
});
