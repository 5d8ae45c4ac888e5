import { text, type Resource } from '../vocabulary';
import { growFilters, ofGrow } from './shared';

export const growContact: Resource = {
	...ofGrow,
	name: 'growContact',
	label: 'Contact',
	plural: 'Contacts',
	help: 'A person or company in Clio Grow; contacts can be read, not changed',
	path: 'contacts',
	permission: 'grow_contact_read',
	operations: ['get', 'getAll'],
	lookup: {
		by: 'query',
		shows: 'name',
		hint: 'emails',
		names: ['name', 'emails'],
		called: 'Name or E-Mail',
		example: 'Asha Kaur',
	},

	reads: [
		'id',
		'global_id',
		'clio_id',
		'name',
		'first_name',
		'last_name',
		'emails',
		'phone_numbers',
		'type',
		'status',
		'created_at',
		'updated_at',
	],
	records: {
		matters: 'growMatterOfContact',
		addresses: 'growAddress',
		custom_field_values: 'growCustomFieldValue',
	},
	// clioId is the ID of the same contact in Clio Manage.
	simplified: {
		name: 'name',
		firstName: 'first_name',
		lastName: 'last_name',
		type: 'type',
		status: 'status',
		emails: 'emails',
		phones: 'phone_numbers',
		city: 'addresses.city',
		matterIds: 'matters.id',
		clioId: 'clio_id',
	},

	writes: {},
	filters: {
		query: text({ label: 'Search', help: 'Part of a name, an e-mail address or a phone number' }),
		...growFilters,
	},
};
