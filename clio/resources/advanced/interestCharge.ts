import { byIdOnly, reference, standardFilters, type Resource } from '../vocabulary';
import { excludeIds } from '../shared';

export const interestCharge: Resource = {
	name: 'interestCharge',
	label: 'Interest Charge',
	plural: 'Interest Charges',
	help: 'Interest that Clio has added because a bill was not paid in time',
	path: 'interest_charges',
	permission: 'Billing',
	operations: ['delete', 'getAll'],
	pages: [],
	lookup: byIdOnly,
	byIds: {},
	partOf: { matter: 'matters.id' },

	reads: ['id', 'etag', 'date', 'description', 'total', 'created_at', 'updated_at'],
	records: { bill: 'bill', balances: 'balance', matters: 'matter' },
	simplified: {
		date: 'date',
		description: 'description',
		total: 'total',
		bill: 'bill.number',
		billId: 'bill.id',
		matters: 'matters.display_number',
	},

	writes: {},
	filters: {
		bill: reference('bill', { wire: 'bill_id' }),
		...excludeIds,
		...standardFilters,
	},
	orders: [],
};
