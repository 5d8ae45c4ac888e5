import type { INodeProperties } from 'n8n-workflow';
import { showFor } from './show';

const shown = (more: Record<string, unknown[]> = {}) =>
	showFor({
		resource: ['apiRequest'],
		operation: ['request'],
		...(more as Record<string, string[]>),
	});

/** Any call of Clio's API, by the words of its reference. */
export const apiRequestProperties: INodeProperties[] = [
	{
		displayName: 'Method',
		name: 'method',
		type: 'options',
		options: ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'].map((name) => ({ name, value: name })),
		default: 'GET',
		displayOptions: shown(),
	},
	{
		displayName: 'Path',
		name: 'path',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. matters/123',
		description:
			"As in Clio's API reference, with or without /api/v4 in front; it always goes to the region of the credential",
		displayOptions: shown(),
	},
	{
		displayName: 'Query Parameters',
		name: 'queryParameters',
		type: 'fixedCollection',
		placeholder: 'Add Parameter',
		typeOptions: { multipleValues: true },
		default: {},
		description:
			'Without fields, Clio answers with little more than the ID. A misspelt filter it ignores, and answers with everything.',
		displayOptions: shown(),
		options: [
			{
				displayName: 'Parameter',
				name: 'entries',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. fields',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. id,display_number,client{id,name}',
					},
				],
			},
		],
	},
	{
		displayName: 'Body',
		name: 'body',
		type: 'json',
		default: '',
		placeholder: 'e.g. {"description": "Sale of 12 Harbour Street"}',
		description: "With or without Clio's data around it",
		displayOptions: shown({ method: ['PATCH', 'POST', 'PUT'] }),
	},
	{
		displayName: 'Get All Pages',
		name: 'paginate',
		type: 'boolean',
		default: false,
		description:
			'Whether to go on to the next pages of a list, instead of answering with the first',
		displayOptions: shown({ method: ['GET'] }),
	},
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: shown({ method: ['GET'], paginate: [true] }),
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: shown({ method: ['GET'], paginate: [true], returnAll: [false] }),
	},
];
