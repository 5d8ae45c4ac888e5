import {
	choice,
	list,
	number,
	object,
	reference,
	standardFilters,
	text,
	type Resource,
} from './vocabulary';

const kinds = { hard_cost: 'Hard Cost', soft_cost: 'Soft Cost', unassociated: 'Either' };
const { created_since, updated_since } = standardFilters;

export const expenseCategory: Resource = {
	name: 'expenseCategory',
	label: 'Expense Category',
	plural: 'Expense Categories',
	help: 'A kind of expense, with its usual price if it has one',
	path: 'expense_categories',
	permission: 'Activities',
	operations: ['create', 'delete', 'findOrCreate', 'get', 'getAll', 'update'],
	pages: [],
	naturalKey: ['name'],
	lookup: { by: 'query', shows: 'name' },
	// No byIds: the list has no ids[] (facts, section 6).

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
	records: { currency: 'currency', groups: 'group', utbms_code: 'utbmsCode' },
	simplified: {
		name: 'name',
		rate: 'rate',
		costType: 'entry_type',
		tax: 'tax_setting',
		groups: 'groups.name',
	},

	writes: {
		name: text({ required: true, main: true, example: 'e.g. Filing fee' }),
		rate: number({
			label: 'Price',
			main: true,
			help: 'What one unit usually costs, in the currency of the category',
			example: 'e.g. 25.00',
		}),
		entry_type: choice(kinds, { label: 'Cost Type', preset: 'unassociated' }),
		groups: list(
			{ group: reference('group', { wire: '.' }) },
			{
				label: 'Permission Groups',
				entry: 'Group',
				removal: '_deleted',
				ids: true,
				help: 'Who may use the category',
			},
		),
		currency: object({}, { hidden: true }),
		utbms_code: reference('utbmsCode', { hidden: true }),
	},

	filters: {
		query: text({ label: 'Search', help: 'Words to find in the name' }),
		entry_type: choice(kinds, { label: 'Cost Type' }),
		created_since,
		updated_since,
	},
	orders: ['id', 'name', 'rate', 'entry_type'],
};
