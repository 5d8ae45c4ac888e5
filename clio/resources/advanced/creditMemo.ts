import { byIdOnly, reference, standardFilters, type Resource } from '../vocabulary';

export const creditMemo: Resource = {
	name: 'creditMemo',
	label: 'Credit Memo',
	plural: 'Credit Memos',
	help: 'A part of what a client owes that the firm gave up, also known as credit note',
	path: 'credit_memos',
	permission: 'Billing',
	permissionIsLikely: true,
	operations: ['get', 'getAll'],
	pages: [],
	lookup: byIdOnly,
	byIds: {},

	reads: [
		'id',
		'etag',
		'date',
		'amount',
		'description',
		'discount',
		'voided_at',
		'created_at',
		'updated_at',
	],
	records: { user: 'user', contact: 'contact', allocations: 'allocation' },
	simplified: {
		date: 'date',
		amount: 'amount',
		description: 'description',
		isDiscount: 'discount',
		contact: 'contact.name',
		contactId: 'contact.id',
		user: 'user.name',
		voided: 'voided_at',
	},

	writes: {},
	filters: { contact: reference('contact', { wire: 'contact_id' }), ...standardFilters },
	orders: ['id', 'date'],
};
