import { choice, list, number, standardFilters, text, yesNo, type Resource } from './vocabulary';

const types = {
	text_line: 'Text',
	text_area: 'Long Text',
	picklist: 'Picklist',
	checkbox: 'Checkbox',
	date: 'Date',
	time: 'Time',
	numeric: 'Number',
	currency: 'Money',
	email: 'E-Mail',
	url: 'URL',
	contact: 'Contact',
	matter: 'Matter',
};

export const customField: Resource = {
	name: 'customField',
	label: 'Custom Field',
	plural: 'Custom Fields',
	help: 'A field the firm has added to its matters or contacts: what it is called and what it takes',
	path: 'custom_fields',
	permission: 'Custom fields',
	operations: ['create', 'delete', 'findOrCreate', 'get', 'getAll', 'update'],
	pages: [],
	naturalKey: ['name', 'parent_type'],
	lookup: { by: 'query', shows: 'name', hint: 'parent_type', order: 'name(asc)' },
	byIds: {},

	reads: [
		'id',
		'etag',
		'name',
		'parent_type',
		'field_type',
		'displayed',
		'deleted',
		'required',
		'display_order',
		'created_at',
		'updated_at',
	],
	records: { picklist_options: 'picklistOption' },
	simplified: {
		name: 'name',
		of: 'parent_type',
		type: 'field_type',
		options: 'picklist_options.option',
		required: 'required',
		displayed: 'displayed',
		deleted: 'deleted',
	},

	writes: {
		name: text({ required: true, main: true }),
		// Capitalised here, in lower case as a filter (facts 5.1).
		parent_type: choice(
			{ Matter: 'Matter', Contact: 'Contact' },
			{
				label: 'Field Of',
				required: true,
				main: true,
				only: 'create',
				preset: 'Matter',
				help: 'It cannot be changed later',
			},
		),
		field_type: choice(types, {
			required: true,
			main: true,
			only: 'create',
			preset: 'text_line',
			help: 'What can be entered; it cannot be changed later',
		}),
		// Removed by `_deleted`, unlike most lists (facts, trap 13).
		picklist_options: list(
			{ option: text() },
			{
				entry: 'Option',
				removal: '_deleted',
				key: ['option'],
				main: true,
				when: { field_type: ['picklist'] },
				help: 'What a person can choose in the field; an update adds options',
			},
		),
		required: yesNo({ help: 'to insist on a value when a matter or contact is saved in Clio' }),
		displayed: yesNo({ help: 'to show the field on every matter or contact, even while empty' }),
		display_order: number({
			label: 'Position',
			help: 'Where the field stands among the others',
			example: 'e.g. 1',
		}),
	},

	filters: {
		parent_type: choice({ matter: 'Matter', contact: 'Contact' }, { label: 'Fields Of' }),
		field_type: choice(types),
		query: text({ label: 'Search', help: 'Words to find in the name' }),
		visible_and_required: yesNo({
			label: 'Displayed and Required',
			help: 'to return only fields that are displayed by default and required',
		}),
		deleted: yesNo({ help: 'to return deleted fields only (off: only those in use)' }),
		...standardFilters,
	},
	orders: ['id', 'name', 'display_order'],
};
