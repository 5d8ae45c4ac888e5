import { choice, idsFilter, reference, type Resource } from '../vocabulary';

export const clioPaymentsPayment: Resource = {
	name: 'clioPaymentsPayment',
	label: 'Payment',
	plural: 'Payments',
	help: 'A payment made online through Clio Payments; it can be read, not changed',
	path: 'clio_payments/payments',
	permission: 'Clio Payments',
	operations: ['get', 'getAll'],
	pages: [],
	lookup: { shows: 'description', hint: 'created_at' },
	byIds: {},

	// No etag: its changes show in `updated_at` alone.
	reads: [
		'amount',
		'confirmation_number',
		'created_at',
		'currency',
		'deposit_as_revenue',
		'description',
		'email_address',
		'id',
		'state',
		'updated_at',
	],
	records: {
		bank_transaction: 'bankTransaction',
		clio_payments_link: 'clioPaymentsLink',
		contact: 'contact',
		destination_account: 'bankAccount',
		user: 'user',
		allocations: 'allocation',
		bills: 'bill',
		matters: 'matter',
	},
	simplified: {
		amount: 'amount',
		currency: 'currency',
		state: 'state',
		description: 'description',
		confirmationNumber: 'confirmation_number',
		contact: 'contact.name',
		contactId: 'contact.id',
		email: 'email_address',
		bills: 'bills.number',
		matters: 'matters.display_number',
	},

	writes: {},
	// Neither created_since nor updated_since (facts, section 6): a list cannot tell what is new.
	filters: {
		state: choice({
			pending: 'Pending',
			authorized: 'Authorized',
			completed: 'Completed',
			voided: 'Voided',
			failed: 'Failed',
			canceled: 'Canceled',
			requires_confirmation: 'Requires Confirmation',
			completed_requiring_allocation: 'Completed, Requires Allocation',
		}),
		bill: reference('bill', { wire: 'bill_id' }),
		contact: reference('contact', { wire: 'contact_id' }),
		...idsFilter,
	},
	orders: [],
};
