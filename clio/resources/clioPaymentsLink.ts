import { days, number, reference, standardFilters, text, yesNo, type Resource } from './vocabulary';

export const clioPaymentsLink: Resource = {
	name: 'clioPaymentsLink',
	label: 'Payment Link',
	plural: 'Payment Links',
	help: 'A web address where a client pays once, through Clio Payments',
	path: 'clio_payments/links',
	permission: 'Clio Payments',
	operations: ['create', 'get', 'getAll', 'update'],
	pages: [],
	lookup: { shows: 'description', hint: 'created_at', called: 'Description' },
	byIds: {},

	reads: [
		'active',
		'amount',
		'created_at',
		'currency',
		'description',
		'email_address',
		'etag',
		'expires_at',
		'id',
		'is_allocated_as_revenue',
		'redirect_url',
		'url',
	],
	records: {
		bill: 'bill',
		contact: 'contact',
		bank_account: 'bankAccount',
		destination_account: 'bankAccount',
		destination_contact: 'contact',
		clio_payments_payment: 'clioPaymentsPayment',
	},
	simplified: {
		link: 'url',
		description: 'description',
		amount: 'amount',
		currency: 'currency',
		active: 'active',
		expires: 'expires_at',
		bill: 'bill.number',
		client: 'contact.name',
		account: 'destination_account.name',
		payment: 'clio_payments_payment.state',
	},

	writes: {
		subject: reference(['bill', 'contact', 'bankAccount'], {
			label: 'Pay For',
			required: true,
			main: true,
			only: 'create',
			help: 'A bill or trust request, all open bills of a contact, or a direct payment into a bank account',
		}),
		amount: number({
			main: true,
			only: 'create',
			empty: 'an amount that the client enters',
			example: 'e.g. 250.00',
		}),
		// Required, though Clio says that it tells only of a direct payment.
		description: text({
			required: true,
			main: true,
			only: 'create',
			whenEmpty: { use: 'terms' },
			help: 'What the payment is for, in up to 255 letters',
			empty: 'the number of the bill',
		}),
		// Money that was paid goes there, for a direct payment as well, whose account is named twice.
		destination_account: reference('bankAccount', {
			label: 'Paid Into',
			required: true,
			main: true,
			only: 'create',
			help: 'The bank account of the firm that gets the money',
		}),
		// Seconds on the wire (the text of the field).
		duration: days({
			label: 'Valid for Days',
			required: true,
			main: true,
			only: 'create',
			whenEmpty: { use: 'terms' },
			help: 'After how many days the link expires, 90 at most',
			empty: '30 days',
			example: 'e.g. 30',
		}),
		currency: text({
			required: true,
			only: 'create',
			whenEmpty: { use: 'terms' },
			help: 'Three letters',
			empty: 'the currency of the bank account',
			example: 'USD',
		}),
		expired: yesNo({
			label: 'Expire Now',
			only: 'update',
			help: 'to make the link useless at once',
		}),
		email_address: text({
			label: 'E-Mail',
			only: 'create',
			help: "The payer's e-mail address, so that it need not be typed",
			example: 'e.g. name@example.com',
		}),
		destination_contact: reference('contact', {
			label: 'Credit To',
			only: 'create',
			help: 'The contact to whom a direct payment is credited',
		}),
		is_allocated_as_revenue: yesNo({
			label: 'Is Revenue',
			only: 'create',
			help: 'to book a direct payment as revenue; money for trust cannot be revenue',
		}),
	},

	filters: {
		active: yesNo({ help: 'to return only links that still work (off: only expired ones)' }),
		...standardFilters,
	},
	orders: [],
};
