import { reference, standardFilters, text, type Resource } from './vocabulary';

export const relationship: Resource = {
	name: 'relationship',
	label: 'Relationship',
	plural: 'Relationships',
	help: 'What a contact has to do with a matter, e.g. opposing counsel or witness',
	path: 'relationships',
	permission: 'Matters and Contacts',
	operations: ['create', 'delete', 'findOrCreate', 'get', 'getAll', 'update'],
	pages: ['matters/{matter.id}'],
	naturalKey: ['matter', 'contact', 'description'],
	lookup: { shows: 'contact.name', hint: 'description', called: 'Contact' },
	byIds: {},

	reads: ['id', 'etag', 'description', 'created_at', 'updated_at'],
	records: { matter: 'matter', contact: 'contact' },
	simplified: {
		description: 'description',
		contact: 'contact.name',
		contactId: 'contact.id',
		email: 'contact.primary_email_address',
		phone: 'contact.primary_phone_number',
		matter: 'matter.display_number',
		matterId: 'matter.id',
		matterDescription: 'matter.description',
		matterStatus: 'matter.status',
	},

	writes: {
		// The schema calls nothing required (facts 5.7), but a relationship without its two ends is none.
		matter: reference('matter', { required: true, main: true }),
		contact: reference('contact', { required: true, main: true }),
		description: text({
			label: 'Relationship',
			main: true,
			help: 'What the contact is to the matter',
			example: 'e.g. Opposing counsel',
		}),
	},

	filters: {
		matter: reference('matter', { wire: 'matter_id' }),
		contact: reference('contact', { wire: 'contact_id' }),
		...standardFilters,
	},
	orders: [],
};
