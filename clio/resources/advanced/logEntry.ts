import { byIdOnly, standardFilters, type Resource } from '../vocabulary';

export const logEntry: Resource = {
	name: 'logEntry',
	label: 'Recently Opened Record',
	plural: 'Recently Opened Records',
	help: 'Which matters, contacts and other records a user looked at, and when',
	path: 'log_entries',
	permission: 'General',
	permissionIsLikely: true,
	operations: ['getAll'],
	pages: [],
	lookup: byIdOnly,

	reads: ['id', 'etag', 'type', 'accessed_at', 'created_at', 'updated_at'],
	records: { item: 'polymorphicObject', user: 'user' },
	simplified: {
		type: 'item.type',
		record: 'item.identifier',
		recordId: 'item.id',
		user: 'user.name',
		opened: 'accessed_at',
	},
	writes: {},
	filters: standardFilters,
	orders: ['id', 'accessed_at'],
};
