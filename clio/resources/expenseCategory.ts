import { lookupOnly } from './shared';

export const expenseCategory = lookupOnly({
	name: 'expenseCategory',
	label: 'Expense Category',
	plural: 'Expense Categories',
	path: 'expense_categories',
	permission: 'Activities',
	lookup: { by: 'query', shows: 'name' },
	orders: ['id', 'name', 'rate', 'entry_type'],
	reads: [
		'id',
		'etag',
		'name',
		'rate',
		'entry_type',
		'created_at',
		'updated_at',
		'xero_expense_code',
		'accessible_to_user',
		'tax_setting',
	],
});
