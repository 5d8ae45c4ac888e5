import type { INodeProperties } from 'n8n-workflow';
import type { Operation, Resource } from '../../../clio/resources/vocabulary';
import { mapperParameter, showFor } from './show';

/** The firm's own fields, by name and with their types (design, "The catalogue", on the traps of a mapper). */
export const customFieldProperties = ({
	name,
	operations,
	customFields,
}: Resource): INodeProperties[] =>
	(customFields ? [true, false] : []).map((isNew) =>
		mapper(name, isNew, operationsFor(operations, isNew)),
	);

const operationsFor = (operations: Operation[], isNew: boolean): Operation[] =>
	operations.filter((one) =>
		(isNew ? ['create', 'findOrCreate'] : ['update', 'upsert']).includes(one),
	);

const mapper = (resource: string, isNew: boolean, operation: Operation[]): INodeProperties => ({
	displayName: 'Custom Fields',
	name: mapperParameter(resource, isNew),
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	description: isNew
		? "The firm's own fields of the new record"
		: "The firm's own fields to change; those you do not add stay as they are",
	typeOptions: {
		loadOptionsDependsOn: ['resource', 'operation'],
		resourceMapper: {
			resourceMapperMethod: isNew ? 'customFieldColumns' : 'customFieldChangeColumns',
			mode: isNew ? 'add' : 'map',
			valuesLabel: 'Custom Fields',
			fieldWords: { singular: 'custom field', plural: 'custom fields' },
			addAllFields: false,
			supportAutoMap: false,
			noFieldsError: 'The firm has no custom fields here, or the connected user may not see them',
		},
	},
	displayOptions: showFor({ resource: [resource], operation }),
});

/** Which custom fields to empty; a list of its own, because an empty value in the mapper changes nothing. */
export const clearCustomFields: INodeProperties = {
	displayName: 'Clear Custom Field Names or IDs',
	name: 'clearCustomFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'customFieldNames', loadOptionsDependsOn: ['resource'] },
	default: [],
	description:
		'Custom fields to empty. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** Conditions on the firm's own fields, for a list. */
export const customFieldConditions: INodeProperties = {
	displayName: 'Custom Fields',
	name: 'customFieldConditions',
	type: 'fixedCollection',
	placeholder: 'Add Condition',
	typeOptions: { multipleValues: true },
	default: {},
	options: [
		{
			displayName: 'Condition',
			name: 'entries',
			values: [
				{
					displayName: 'Field Name or ID',
					name: 'field',
					type: 'options',
					typeOptions: {
						loadOptionsMethod: 'customFieldNames',
						loadOptionsDependsOn: ['resource'],
					},
					default: '',
					description:
						'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				{
					displayName: 'Operator',
					name: 'operator',
					type: 'options',
					options: [
						{ name: 'Is', value: 'is' },
						{ name: 'Is at Least', value: 'atLeast' },
						{ name: 'Is at Most', value: 'atMost' },
						{ name: 'Is Less Than', value: 'lessThan' },
						{ name: 'Is More Than', value: 'moreThan' },
					],
					default: 'is',
					description: 'Only dates, times, numbers and amounts of money can be more or less',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					description: 'The text of the option for a picklist, true or false for a checkbox',
				},
			],
		},
	],
};
