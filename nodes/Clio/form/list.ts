import type { INodeProperties } from 'n8n-workflow';
import type { Operation, Resource } from '../../../clio/resources/vocabulary';
import { customFieldConditions } from './customFields';
import { property, switchedOn, type Manner } from './property';
import { having, places, anyPlace, showFor } from './show';
import { inOne, together } from './together';

/** Which records to list, and how many. */
export const listProperties = (resources: Resource[], manner: Manner): INodeProperties[] => [
	...together(
		resources,
		resources.map((resource) => mainFilters(resource, manner)),
	),
	...howMany(anyPlace(resources, 'getAll')),
	...inOne(resources, (resource) => moreFilters(resource, manner)),
];

/** A single record may be asked for in different ways, too. */
const filtered = ({ single }: Resource): Operation[] => (single ? ['get'] : ['getAll', 'preview']);

const mainFilters = (resource: Resource, manner: Manner): INodeProperties[] =>
	Object.entries(resource.filters)
		.filter(([, field]) => field.main)
		.map(([key, field]) => ({
			...property(key, field, manner),
			...(field.required ? { required: true } : {}),
			displayOptions: showFor({ ...places(resource, filtered(resource)), ...field.when }),
		}));

const howMany = (show: Record<string, string[]>): INodeProperties[] => [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: showFor(show),
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { ...show, returnAll: [false] } },
	},
];

function moreFilters(resource: Resource, manner: Manner): INodeProperties | undefined {
	const { filters, customFields, conditionsOn } = resource;
	const options = Object.entries(filters)
		.filter(([, field]) => !field.main && !field.hidden)
		.map(([key, field]) => ({
			...property(key, field, { ...manner, within: true }),
			...switchedOn(field),
		}))
		.concat((customFields ?? conditionsOn) ? [customFieldConditions] : []);
	if (!options.length || !having([resource], ...filtered(resource)).length) return undefined;
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: showFor(places(resource, filtered(resource))),
		options,
	};
}
