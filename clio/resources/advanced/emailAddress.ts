import { byIdOnly, reference, standardFilters, type Resource } from '../vocabulary';

export const emailAddress: Resource = {
	name: 'emailAddress',
	label: 'E-Mail Address',
	plural: 'E-Mail Addresses',
	help: 'All e-mail addresses of a contact; the contact itself shows the first ones only',
	path: 'contacts/{contact}/email_addresses',
	within: { contact: reference('contact') },
	permission: 'Contacts',
	operations: ['getAll'],
	pages: [],
	lookup: byIdOnly,

	reads: ['id', 'etag', 'address', 'name', 'primary', 'created_at', 'updated_at'],
	records: {},
	simplified: { address: 'address', label: 'name', primary: 'primary' },
	writes: {},
	filters: standardFilters,
	orders: [],
};
