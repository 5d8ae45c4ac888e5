import type { Resource } from '../vocabulary.cts';

export const contacts: Resource = {
	path: 'contacts',
	table: 'contacts',
	name: 'Contact',
	operations: 'LG',
	read: 'grow_contact_read',
	fields: `id global_id clio_id name first_name last_name emails phone_numbers type status addresses
		created_at updated_at`.split(/\s+/),
	worked: {
		matters: ({ id }, { store }) =>
			store
				.all('matters')
				.filter(({ client_id }) => client_id === id)
				.map((matter) => ({ id: matter.id })),
	},
	customFields: true,
	searched: ({ name, emails, phone_numbers }) => [name, ...emails, ...phone_numbers],
	defaults: {
		clio_id: null,
		first_name: null,
		last_name: null,
		emails: [],
		phone_numbers: [],
		type: 'Person',
		status: 'Unassigned',
		addresses: [],
		custom_field_values: [],
	},
	settle(row) {
		if (row.type === 'Person') row.name = [row.first_name, row.last_name].filter(Boolean).join(' ');
	},
};
