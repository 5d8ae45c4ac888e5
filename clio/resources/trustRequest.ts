import {
	byIdOnly,
	choice,
	day,
	list,
	number,
	reference,
	text,
	yesNo,
	type Resource,
} from './vocabulary';

export const trustRequest: Resource = {
	name: 'trustRequest',
	label: 'Trust Request',
	plural: 'Trust Requests',
	help: 'Asks a client to pay money into trust; Clio lists it with the bills',
	path: 'trust_requests',
	permission: 'Billing',
	operations: ['create'],
	pages: [],
	// There is no list of them: Clio only makes them.
	lookup: byIdOnly,

	reads: ['id', 'etag', 'created_at', 'updated_at'],
	records: {},
	simplified: { created: 'created_at' },

	writes: {
		client: reference('contact', { wire: 'client_id', required: true, main: true }),
		trust_type: choice(
			{ client: 'Client', matter: 'Matter' },
			{
				label: 'Money For',
				required: true,
				main: true,
				preset: 'matter',
				help: "Whether the money is for the client's matters or for the client as a whole",
			},
		),
		// Both amounts are asked for: whether Clio adds up those of the matters is not known.
		trust_amount: number({
			label: 'Amount',
			required: true,
			main: true,
			help: 'How much to ask for; with matters, their amounts together',
			example: 'e.g. 2500.00',
		}),
		matter: list(
			{
				matter: reference('matter', { wire: 'id' }),
				// Whole by the schema, unlike the amount above; UNKNOWN what becomes of cents.
				trust_amount: number({ label: 'Amount', example: '2500' }),
				note: text(),
			},
			{
				label: 'Matters',
				entry: 'Matter',
				required: true,
				main: true,
				ids: true,
				when: { trust_type: ['matter'] },
				help: 'How much of the amount is for which matter',
			},
		),
		issue_date: day({
			required: true,
			main: true,
			whenEmpty: { use: 'today' },
			empty: 'today',
		}),
		due_in_days: number({
			own: true,
			main: true,
			label: 'Due in Days',
			help: 'How many days after the issue date',
			empty: 'the issue date, or for the due date under Add Field',
			example: '14',
		}),
		approved: yesNo({
			label: 'Approve',
			required: true,
			main: true,
			help: 'to approve the request at once (off: it waits for approval in Clio)',
		}),
		note: text({ main: true, help: 'What the client reads on the request' }),
		due_date: day({
			required: true,
			whenEmpty: { use: 'copy', of: 'issue_date' },
			help: 'In place of Due in Days',
		}),
		currency: reference('currency', { wire: 'currency_id', hidden: true }),
	},

	filters: {},
	orders: [],
};
