import { standardFilters, type Resource } from '../vocabulary';

export const serviceType: Resource = {
	name: 'serviceType',
	label: 'Service Type',
	plural: 'Service Types',
	help: 'How court papers are served, which moves deadlines',
	path: 'court_rules/service_types',
	permission: 'Calendars',
	permissionIsLikely: true,
	operations: ['get', 'getAll'],
	pages: [],
	lookup: { shows: 'description', order: 'description(asc)' },
	byIds: {},

	reads: ['id', 'etag', 'created_at', 'updated_at', 'system_id', 'description', 'default'],
	records: {},
	simplified: { description: 'description', default: 'default' },
	writes: {},
	filters: standardFilters,
	orders: ['id', 'description'],
};
