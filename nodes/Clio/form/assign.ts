import type { INodeProperties } from 'n8n-workflow';
import { assignment } from '../../../clio/resources';
import { locator } from './locator';
import { property } from './property';
import { showFor } from './show';

const displayOptions = showFor({ resource: ['taskTemplateList'], operation: ['assign'] });

/** To which matter a task list is assigned, for whom and for when; the list itself stands above. */
export const assignProperties: INodeProperties[] = [
	{
		displayName: 'Matter',
		name: 'matter',
		required: true,
		...locator(['matter']),
		description: 'The matter that gets the tasks; a list that it has already is assigned again',
		displayOptions,
	},
	...Object.entries(assignment).map(([key, field]) => ({
		...property(key, field, { onTop: true }),
		displayOptions,
	})),
];
