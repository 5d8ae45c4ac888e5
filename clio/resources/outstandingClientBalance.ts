import { day, number, reference, yesNo, type Resource } from './vocabulary';

export const outstandingClientBalance: Resource = {
	name: 'outstandingClientBalance',
	label: 'Outstanding Balance',
	plural: 'Outstanding Balances',
	help: 'What a client still owes on all unpaid bills together',
	path: 'outstanding_client_balances',
	permission: 'Billing',
	operations: ['getAll'],
	pages: ['contacts/{contact.id}'],
	lookup: { shows: 'contact.name', hint: 'total_outstanding_balance' },

	reads: [
		'id',
		'etag',
		'total_outstanding_balance',
		'pending_payments_total',
		'newest_issued_bill_due_date',
		'last_payment_date',
		'last_shared_date',
		'reminders_enabled',
		'associated_matter_ids',
		'created_at',
		'updated_at',
	],
	records: { contact: 'contact', outstanding_bills: 'bill', currency: 'currency' },
	simplified: {
		client: 'contact.name',
		clientId: 'contact.id',
		email: 'contact.primary_email_address',
		balance: 'total_outstanding_balance',
		pendingPayments: 'pending_payments_total',
		newestBillDue: 'newest_issued_bill_due_date',
		lastPayment: 'last_payment_date',
		lastSent: 'last_shared_date',
		remindersOn: 'reminders_enabled',
		bills: 'outstanding_bills.number',
	},

	writes: {},
	// No ids[] and no created_since or updated_since (facts, section 6).
	filters: {
		contact: reference('contact', { wire: 'contact_id', label: 'Client', orNone: true }),
		responsible_attorney: reference('user', {
			wire: 'responsible_attorney_id',
			parts: ['me'],
			help: 'Only clients with a matter of this attorney',
		}),
		owes_at_least: number({
			own: true,
			label: 'Owes at Least',
			example: '100',
		}),
		without_reminders: yesNo({
			own: true,
			label: "Without Clio's Reminders",
			help: 'to leave out clients whom Clio itself reminds of their bills',
		}),
		newest_bill_due_start_date: day({ label: 'Newest Bill Due After' }),
		newest_bill_due_end_date: day({ label: 'Newest Bill Due Before' }),
		last_paid_start_date: day({ label: 'Last Paid After' }),
		last_paid_end_date: day({ label: 'Last Paid Before' }),
		originating_attorney: reference('user', {
			wire: 'originating_attorney_id',
			help: 'Only clients with a matter that this attorney brought in',
		}),
	},
	orders: [],
};
