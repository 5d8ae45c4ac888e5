import { day, standardFilters, text, yesNo, type Resource } from '../vocabulary';

export const taskType: Resource = {
	name: 'taskType',
	label: 'Task Type',
	plural: 'Task Types',
	path: 'task_types',
	permission: 'Tasks',
	operations: ['create', 'get', 'getAll', 'update'],
	pages: [],
	lookup: { by: 'query', shows: 'name', query: { enabled: 'true' } },
	byIds: {},

	reads: ['id', 'etag', 'name', 'deleted_at', 'created_at', 'updated_at'],
	records: {},
	simplified: { name: 'name', disabledOn: 'deleted_at' },

	writes: {
		name: text({ required: true, main: true }),
		deleted_at: day({ label: 'Disabled On', help: 'It stays on tasks that have it' }),
	},
	filters: {
		query: text({ label: 'Search' }),
		name: text(),
		enabled: yesNo({ help: 'to return enabled types only (off: only disabled ones)' }),
		...standardFilters,
	},
	orders: ['id', 'name'],
};
