import { choice, standardFilters, text, type Resource } from '../vocabulary';

export const customAction: Resource = {
	name: 'customAction',
	label: 'Custom Action',
	plural: 'Custom Actions',
	help: 'A link of your own on the pages of Clio, e.g. to start a workflow for a matter',
	path: 'custom_actions',
	permission: 'General',
	permissionIsLikely: true,
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: [],
	lookup: { shows: 'label', hint: 'ui_reference' },
	byIds: {},

	reads: ['id', 'etag', 'created_at', 'updated_at', 'label', 'target_url', 'ui_reference'],
	records: {},
	simplified: { label: 'label', opens: 'target_url', standsOn: 'ui_reference' },

	writes: {
		label: text({ required: true, main: true, example: 'Start intake' }),
		target_url: text({
			label: 'Opens URL',
			required: true,
			main: true,
			help: 'Clio adds which record the link was clicked on, and by whom',
			example: 'https://n8n.example.com/webhook/intake',
		}),
		ui_reference: choice(
			{
				'activities/show': 'Activities',
				'contacts/show': 'Contacts',
				'documents/show': 'Documents',
				'folders/show': 'Folders',
				'matters/show': 'Matters',
			},
			{ label: 'Stands On', required: true, main: true, preset: 'matters/show' },
		),
	},
	filters: standardFilters,
	orders: [],
};
