import { longText, standardFilters, text, type Resource } from '../vocabulary';

export const billTheme: Resource = {
	name: 'billTheme',
	label: 'Bill Theme',
	plural: 'Bill Themes',
	help: 'How bills look',
	path: 'bill_themes',
	permission: 'Billing',
	operations: ['getAll', 'update'],
	pages: [],
	lookup: { shows: 'name' },
	byIds: {},

	reads: ['id', 'etag', 'created_at', 'updated_at', 'account_id', 'default', 'name', 'config'],
	records: {},
	simplified: { name: 'name', default: 'default', settings: 'config' },

	writes: {
		name: text(),
		config: longText({
			label: 'Settings',
			help: 'All settings of the theme as JSON, as Get Many returns them, with your changes',
		}),
	},
	filters: standardFilters,
	orders: [],
};
