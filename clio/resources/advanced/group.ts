import { lookupOnly } from '../shared';

export const group = lookupOnly({
	name: 'group',
	label: 'Group',
	plural: 'Groups',
	path: 'groups',
	permission: 'Users',
	lookup: { by: 'query', shows: 'name', hint: 'type' },
	orders: ['id', 'name'],
	reads: ['client_connect_user', 'etag', 'id', 'name', 'type', 'updated_at'],
});
