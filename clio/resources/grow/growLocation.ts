import type { Resource } from '../vocabulary';
import { ofGrow, uniqueName } from './shared';

export const growLocation: Resource = {
	...ofGrow,
	name: 'growLocation',
	label: 'Location',
	plural: 'Locations',
	help: 'An office of the firm, as Clio Grow lists them',
	path: 'locations',
	permission: 'grow_location_read and grow_location_write',
	operations: ['create', 'findOrCreate', 'get', 'getAll'],
	naturalKey: ['name'],
	lookup: { shows: 'name', example: 'Riverside Office' },

	reads: ['id', 'name', 'created_at', 'updated_at'],
	records: {},
	simplified: { name: 'name', created: 'created_at' },

	writes: uniqueName('Riverside Office'),
};
