import {
	byIdOnly,
	day,
	number,
	reference,
	text,
	standardFilters,
	type Resource,
} from '../vocabulary';

export const trustLineItem: Resource = {
	name: 'trustLineItem',
	label: 'Trust Line Item',
	plural: 'Trust Line Items',
	help: 'A line on a trust request',
	path: 'trust_line_items',
	permission: 'Billing',
	operations: ['getAll', 'update'],
	pages: [],
	lookup: byIdOnly,
	byIds: {},
	partOf: { matter: 'matter.id', client: 'client.id' },

	reads: ['id', 'etag', 'date', 'total', 'note', 'created_at', 'updated_at'],
	records: { bill: 'bill', matter: 'matter', client: 'contact' },
	simplified: {
		date: 'date',
		amount: 'total',
		note: 'note',
		bill: 'bill.number',
		billId: 'bill.id',
		client: 'client.name',
		matter: 'matter.display_number',
	},

	writes: { total: number({ label: 'Amount' }), date: day(), note: text() },
	filters: {
		bill: reference('bill', { wire: 'bill_id', label: 'Trust Request' }),
		matter: reference('matter', { wire: 'matter_id', orNone: true }),
		...standardFilters,
	},
	orders: ['id'],
};
