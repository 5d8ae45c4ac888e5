import { byIdOnly, day, reference, text, type Fields, type Resource } from '../vocabulary';

/** What Clio's lists of unbilled work can be narrowed by; neither ids[] nor times (facts, section 6). */
export const ofUnbilledWork: Fields = {
	start_date: day({ label: 'Work From' }),
	end_date: day({ label: 'Work To' }),
	client: reference('contact', { wire: 'client_id' }),
	matter: reference('matter', { wire: 'matter_id' }),
	responsible_attorney: reference('user', {
		wire: 'responsible_attorney_id',
		orNone: true,
		parts: ['me'],
	}),
	originating_attorney: reference('user', { wire: 'originating_attorney_id', orNone: true }),
	query: text({ label: 'Search', help: "Words to find in the matter's number or description" }),
};

export const billableClient: Resource = {
	name: 'billableClient',
	label: 'Billable Client',
	plural: 'Billable Clients',
	help: 'A client with work that is not on a bill yet',
	path: 'billable_clients',
	permission: 'Billing',
	operations: ['getAll'],
	page: 25,
	pages: [],
	lookup: byIdOnly,
	conditionsOn: 'Matter',

	reads: [
		'id',
		'unbilled_hours',
		'unbilled_amount',
		'amount_in_trust',
		'name',
		'billable_matters_count',
	],
	records: { billable_matters: 'billableMatter' },
	simplified: {
		client: 'name',
		unbilledHours: 'unbilled_hours',
		unbilledAmount: 'unbilled_amount',
		inTrust: 'amount_in_trust',
		matterCount: 'billable_matters_count',
		matters: 'billable_matters.display_number',
		matterIds: 'billable_matters.id',
	},

	writes: {},
	filters: ofUnbilledWork,
	orders: [],
};
