import type { Resource } from '../vocabulary';
import { ofGrow, uniqueName } from './shared';

export const growMatterType: Resource = {
	...ofGrow,
	name: 'growMatterType',
	label: 'Matter Type',
	plural: 'Matter Types',
	help: 'A kind of matter in Clio Grow, as practice areas are in Clio Manage',
	path: 'matter_types',
	permission: 'grow_matter_type_read and grow_matter_type_write',
	operations: ['create', 'findOrCreate', 'get', 'getAll'],
	naturalKey: ['name'],
	lookup: { shows: 'name', example: 'Family' },

	reads: ['id', 'name', 'default', 'created_at', 'updated_at'],
	records: {},
	simplified: { name: 'name', default: 'default', created: 'created_at' },

	writes: uniqueName('Family'),
};
