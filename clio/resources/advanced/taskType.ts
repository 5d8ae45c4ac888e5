import { lookupOnly } from '../shared';

export const taskType = lookupOnly({
	name: 'taskType',
	label: 'Task Type',
	plural: 'Task Types',
	path: 'task_types',
	permission: 'Tasks',
	lookup: { by: 'query', shows: 'name', query: { enabled: 'true' } },
	orders: ['id', 'name'],
	reads: ['id', 'etag', 'name', 'deleted_at', 'created_at', 'updated_at'],
});
