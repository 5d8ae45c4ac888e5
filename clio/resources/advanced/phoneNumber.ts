import { byIdOnly, reference, standardFilters, type Resource } from '../vocabulary';

export const phoneNumber: Resource = {
	name: 'phoneNumber',
	label: 'Phone Number',
	plural: 'Phone Numbers',
	help: 'All phone numbers of a contact; the contact itself shows the first ones only',
	path: 'contacts/{contact}/phone_numbers',
	within: { contact: reference('contact') },
	permission: 'Contacts',
	operations: ['getAll'],
	pages: [],
	lookup: byIdOnly,

	reads: ['id', 'etag', 'number', 'name', 'primary', 'created_at', 'updated_at'],
	records: {},
	simplified: { number: 'number', label: 'name', primary: 'primary' },
	writes: {},
	filters: standardFilters,
	orders: [],
};
