import { byIdOnly, text, type Resource } from '../vocabulary';

export const laukExpenseCategory: Resource = {
	name: 'laukExpenseCategory',
	label: 'Legal Aid Expense Category',
	plural: 'Legal Aid Expense Categories',
	help: 'A kind of expense that legal aid in the UK pays for, with its rate',
	path: 'lauk_expense_categories',
	permission: 'Billing',
	permissionIsLikely: true,
	operations: ['getAll'],
	pages: [],
	lookup: byIdOnly,

	reads: [
		'certificated',
		'civil',
		'created_at',
		'criminal',
		'etag',
		'id',
		'key',
		'name',
		'rate',
		'updated_at',
	],
	records: {},
	simplified: {
		name: 'name',
		rate: 'rate',
		civil: 'civil',
		certificated: 'certificated',
		criminal: 'criminal',
		key: 'key',
	},

	writes: {},
	// No ids[] and no times (facts, section 6).
	filters: {
		region: text({
			required: true,
			main: true,
			help: 'London for the rates of London; anything else for those of all other places',
			example: 'London',
		}),
		name: text(),
		practice_area: text(),
		key: text(),
	},
	orders: [],
};
