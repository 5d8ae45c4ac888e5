import { choice, reference, standardFilters, text, yesNo, type Resource } from '../vocabulary';

export const group: Resource = {
	name: 'group',
	label: 'Group',
	plural: 'Groups',
	help: 'Users who share matters or calendars',
	path: 'groups',
	permission: 'Users',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: [],
	lookup: { by: 'query', shows: 'name', hint: 'type' },
	byIds: {},

	reads: ['client_connect_user', 'etag', 'id', 'name', 'type', 'updated_at'],
	records: { users: 'user' },
	simplified: { name: 'name', type: 'type', users: 'users.name' },

	// Who is in it cannot be written through the API.
	writes: { name: text({ required: true, main: true }) },
	filters: {
		query: text({ label: 'Search' }),
		name: text(),
		user: reference('user', { wire: 'user_id', label: 'Member', parts: ['me'] }),
		type: choice({
			AccountGroup: 'Whole Firm',
			AdhocGroup: 'Put Together by Hand',
			UserGroup: 'One User',
		}),
		archived: yesNo({ help: 'to return archived groups only (off: only the others)' }),
		...standardFilters,
	},
	orders: ['id', 'name'],
};
