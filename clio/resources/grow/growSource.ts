import type { Resource } from '../vocabulary';
import { ofGrow, uniqueName } from './shared';

export const growSource: Resource = {
	...ofGrow,
	name: 'growSource',
	label: 'Marketing Source',
	plural: 'Marketing Sources',
	help: 'How leads come to know of the firm, e.g. an advertisement or a colleague',
	path: 'sources',
	// No scope has its name (facts, Platform 3): sources stand on leads.
	permission: 'grow_lead_inbox_read and grow_lead_inbox_write',
	permissionIsLikely: true,
	operations: ['create', 'findOrCreate', 'getAll'],
	naturalKey: ['name'],
	lookup: { shows: 'name', example: 'Newspaper' },

	reads: ['id', 'name', 'category', 'is_editable', 'created_at', 'updated_at'],
	records: {},
	simplified: {
		name: 'name',
		category: 'category',
		editable: 'is_editable',
		created: 'created_at',
	},

	writes: uniqueName('Newspaper'),
};
