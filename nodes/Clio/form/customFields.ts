import type { DisplayCondition, INodeProperties } from 'n8n-workflow';
import { operators } from '../../../clio/facts';
import type { Field, Operation, Resource } from '../../../clio/resources/vocabulary';
import { mapperParameter, recordParameter } from '../parameterNames';

/** The firm's own fields, by name and with their types (design, "The catalogue", on the traps of a mapper). */
export function customFieldProperties(resource: Resource): INodeProperties[] {
	const { name, operations, writes, customFields } = resource;
	if (!customFields) return [];
	const [first] = Object.keys(writes).filter((key) => isChosenFirst(writes[key]));
	const among = (...some: Operation[]) => some.filter((one) => operations.includes(one));
	return [
		mapper(name, true, among('create', 'findOrCreate'), first),
		mapper(name, false, among('update'), recordParameter(resource)),
		mapper(name, false, among('upsert')),
	].filter(({ displayOptions }) => displayOptions!.show!.operation!.length);
}

const isChosenFirst = ({ kind, required, main }: Field): boolean =>
	kind === 'reference' && Boolean(required && main);

/**
 * n8n's editor asks for the columns once, the moment the mapper appears. In the first node of a new workflow
 * that is before the credential is in, and it would stay empty until the node is opened again. So it waits
 * `after` another field where there is one that is always filled in, and by choosing.
 */
const mapper = (
	resource: string,
	isNew: boolean,
	operation: Operation[],
	after?: string,
): INodeProperties => ({
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
		},
	},
	displayOptions: {
		show: { resource: [resource], operation, ...(after ? { [after]: filledIn } : {}) },
	},
});

const filledIn: DisplayCondition[] = [{ _cnd: { not: '' } }];

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
					options: Object.entries(operators).map(([value, name]) => ({ name, value })),
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
