import type { INodeProperties } from 'n8n-workflow';
import type { Resource } from '../../../clio/resources/vocabulary';
import { customFieldConditions } from './customFields';
import { property, switchedOn } from './property';
import { having, showFor } from './show';

/** Which records to list, and how many. */
export const listProperties = (resources: Resource[]): INodeProperties[] => [
	...resources.flatMap(mainFilters),
	...howMany(having(resources, 'getAll')),
	...resources.filter(({ operations }) => operations.includes('getAll')).map(moreFilters),
];

const mainFilters = ({ name, filters }: Resource): INodeProperties[] =>
	Object.entries(filters)
		.filter(([, field]) => field.main)
		.map(([key, field]) => ({
			...property(key, field),
			...(field.required ? { required: true } : {}),
			displayOptions: showFor({ resource: [name], operation: ['getAll'], ...field.when }),
		}));

const howMany = (resource: string[]): INodeProperties[] => [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: showFor({ resource, operation: ['getAll'] }),
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { resource, operation: ['getAll'], returnAll: [false] } },
	},
];

const moreFilters = ({ name, filters, customFields }: Resource): INodeProperties => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	displayOptions: showFor({ resource: [name], operation: ['getAll'] }),
	options: Object.entries(filters)
		.filter(([, field]) => !field.main)
		.map(([key, field]) => ({ ...property(key, field), ...switchedOn(field) }))
		.concat(customFields ? [customFieldConditions] : []),
});
