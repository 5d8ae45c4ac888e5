import type { Resource } from '../vocabulary.cts';

/** The lists of the firm that are little more than names. */
const body: Resource['body'] = { name: { required: true, longest: 255 } };

export const matterTypes: Resource = {
	path: 'matter_types',
	table: 'matter_types',
	name: 'Matter type',
	operations: 'LGC',
	read: 'grow_matter_type_read',
	write: 'grow_matter_type_write',
	fields: ['id', 'name', 'default', 'created_at', 'updated_at'],
	body,
	uniqueName: true,
	defaults: { default: false },
};

export const locations: Resource = {
	path: 'locations',
	table: 'locations',
	name: 'Location',
	operations: 'LGC',
	read: 'grow_location_read',
	write: 'grow_location_write',
	fields: ['id', 'name', 'created_at', 'updated_at'],
	body,
	uniqueName: true,
};

export const sources: Resource = {
	path: 'sources',
	table: 'sources',
	name: 'Source',
	operations: 'LC',
	fields: ['id', 'name', 'category', 'is_editable', 'created_at', 'updated_at'],
	body,
	uniqueName: true,
	defaults: { category: 'standard', is_editable: true },
};
