import { choice, ids, standardFilters, text, yesNo, type Resource } from '../vocabulary';

const parents = { Contact: 'Contacts', Matter: 'Matters' };

export const customFieldSet: Resource = {
	name: 'customFieldSet',
	label: 'Custom Field Set',
	plural: 'Custom Field Sets',
	help: 'Custom fields that are added to a matter or contact together',
	path: 'custom_field_sets',
	permission: 'Custom fields',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: [],
	lookup: { by: 'query', shows: 'name', hint: 'parent_type', order: 'name(asc)' },
	byIds: {},

	reads: ['id', 'etag', 'name', 'parent_type', 'displayed', 'created_at', 'updated_at'],
	records: { custom_fields: 'customField' },
	simplified: {
		name: 'name',
		parentType: 'parent_type',
		displayed: 'displayed',
		customFields: 'custom_fields.name',
	},

	writes: {
		name: text({ required: true, main: true }),
		parent_type: choice(parents, { label: 'For', main: true, preset: 'Matter' }),
		custom_field_ids: ids({
			label: 'Custom Field IDs',
			main: true,
			example: '123, 456',
		}),
		displayed: yesNo({
			label: 'Show by Default',
			help: 'to show the set on every matter or contact',
		}),
	},
	filters: {
		query: text({ label: 'Search', help: 'Words to find in the name' }),
		parent_type: choice(parents, { label: 'For' }),
		displayed: yesNo({
			label: 'Shown by Default',
			help: 'to return only sets that are shown by default',
		}),
		...standardFilters,
	},
	orders: ['id', 'name', 'parent_type'],
};
