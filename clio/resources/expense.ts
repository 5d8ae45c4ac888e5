import { activity } from './activity';
import { choice, number, reference, type Resource } from './vocabulary';

const { writes, filters } = activity;

const kinds = { ExpenseEntry: 'Expense', HardCostEntry: 'Hard Cost', SoftCostEntry: 'Soft Cost' };

/** An activity of any type but TimeEntry, as Clio's screens show it. */
export const expense: Resource = {
	...activity,
	name: 'expense',
	label: 'Expense',
	plural: 'Expenses',
	help: 'Money spent on a matter',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	part: { of: 'activity', query: {} },
	simplified: {
		type: 'type',
		date: 'date',
		amount: 'price',
		quantity: 'quantity',
		total: 'total',
		description: 'note',
		category: 'expense_category.name',
		matter: 'matter.display_number',
		matterId: 'matter.id',
		user: 'user.name',
	},

	writes: {
		matter: reference('matter', { required: true, main: true, stays: true }),
		date: writes.date,
		price: number({
			label: 'Amount',
			required: true,
			main: true,
			help: 'What one unit cost',
			example: 'e.g. 120.50',
		}),
		note: writes.note,
		expense_category: writes.expense_category,
		type: choice(kinds, {
			label: 'Kind',
			required: true,
			preset: 'ExpenseEntry',
			only: 'create',
			whenEmpty: { use: 'preset' },
			help: 'Hard and soft costs are for firms that use them in place of expenses',
		}),
		quantity: { ...writes.quantity, when: undefined, help: 'How many units; without it, one' },
		user: reference('user', {
			help: 'Whose expense it is',
			empty: 'the connected user',
			parts: ['me', 'responsibleAttorney', 'responsibleStaff'],
		}),
		non_billable: writes.non_billable,
		no_charge: writes.no_charge,
		tax_setting: writes.tax_setting,
		vendor: writes.vendor,
		reference: writes.reference,
		activity_description: { ...writes.activity_description, hidden: true },
		utbms_expense: writes.utbms_expense,
	},
	filters: {
		...filters,
		// Without a type the list has time entries, too.
		type: choice(kinds, { label: 'Kind', required: true, main: true, preset: 'ExpenseEntry' }),
	},
};
