import { activity } from './activity';
import { choice, number, reference, type Resource } from './vocabulary';

const { writes, filters } = activity;

const kinds = { ExpenseEntry: 'Expense', HardCostEntry: 'Hard Cost', SoftCostEntry: 'Soft Cost' };

const ofHardCost = { main: true as const, when: { type: ['HardCostEntry'] } };

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
		type: choice(kinds, {
			label: 'Kind',
			required: true,
			main: true,
			preset: 'ExpenseEntry',
			only: 'create',
			whenEmpty: { use: 'preset' },
			help: 'Hard and soft costs are for firms that use them in place of expenses',
		}),
		date: writes.date,
		price: number({
			label: 'Amount',
			required: true,
			main: true,
			help: 'What one unit cost',
			example: 'e.g. 120.50',
		}),
		expense_category: { ...writes.expense_category, main: true },
		note: writes.note,
		vendor: { ...writes.vendor, ...ofHardCost },
		reference: { ...writes.reference, ...ofHardCost },
		quantity: {
			...writes.quantity,
			when: undefined,
			help: 'How many units, not of a hard cost; without it, one',
		},
		user: reference('user', {
			help: 'Whose expense it is',
			empty: 'the connected user',
			parts: ['me', 'responsibleAttorney', 'responsibleStaff'],
		}),
		non_billable: writes.non_billable,
		no_charge: writes.no_charge,
		tax_setting: writes.tax_setting,
		activity_description: { ...writes.activity_description, hidden: true },
		utbms_expense: writes.utbms_expense,
	},
	filters: {
		...ofExpenses(filters),
		// Without a type the list has time entries, too.
		type: choice(kinds, { label: 'Kind', required: true, main: true, preset: 'ExpenseEntry' }),
	},
};

/** Without what only time entries have. */
function ofExpenses(all: Resource['filters']): Resource['filters'] {
	const ofTime = ['activity_description', 'calendar_entry', 'communication', 'contact_note'];
	ofTime.push('flat_rate', 'matter_note', 'task');
	return Object.fromEntries(Object.entries(all).filter(([key]) => !ofTime.includes(key)));
}
