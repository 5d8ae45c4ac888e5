import { ofUnbilledWork } from './billableClient';
import { byIdOnly, type Resource } from '../vocabulary';

export const billableMatter: Resource = {
	name: 'billableMatter',
	label: 'Billable Matter',
	plural: 'Billable Matters',
	help: 'A matter with work that is not on a bill yet',
	path: 'billable_matters',
	permission: 'Billing',
	operations: ['getAll'],
	pages: [],
	lookup: byIdOnly,
	conditionsOn: 'Matter',

	reads: [
		'currency_code',
		'currency_id',
		'id',
		'unbilled_hours',
		'unbilled_amount',
		'amount_in_trust',
		'display_number',
	],
	records: { client: 'contact' },
	simplified: {
		matter: 'display_number',
		client: 'client.name',
		clientId: 'client.id',
		unbilledHours: 'unbilled_hours',
		unbilledAmount: 'unbilled_amount',
		inTrust: 'amount_in_trust',
		currency: 'currency_code',
	},

	writes: {},
	filters: ofUnbilledWork,
	orders: [],
};
