import { standardFilters, type Resource } from '../vocabulary';

export const utbmsSet: Resource = {
	name: 'utbmsSet',
	label: 'UTBMS Code Set',
	plural: 'UTBMS Code Sets',
	help: 'A list of standard billing codes, e.g. for litigation',
	path: 'utbms/sets',
	permission: 'Activities',
	operations: ['getAll'],
	pages: [],
	lookup: { shows: 'name', order: 'name(asc)' },
	byIds: {},

	reads: ['id', 'etag', 'name', 'enabled', 'created_at', 'updated_at'],
	records: {},
	simplified: { name: 'name', enabled: 'enabled' },

	writes: {},
	filters: standardFilters,
	orders: ['name', 'id'],
};
