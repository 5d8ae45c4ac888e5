import { choice, reference, standardFilters, type Resource } from '../vocabulary';

export const utbmsCode: Resource = {
	name: 'utbmsCode',
	label: 'UTBMS Code',
	plural: 'UTBMS Codes',
	help: 'A standard code for a kind of work or expense, as electronic bills need it',
	path: 'utbms/codes',
	permission: 'Activities',
	operations: ['get', 'getAll'],
	pages: [],
	lookup: {
		shows: 'name',
		hint: 'code',
		names: ['name', 'code'],
		called: 'Name or Code',
		order: 'name(asc)',
	},
	byIds: {},

	reads: [
		'id',
		'etag',
		'name',
		'code',
		'description',
		'type',
		'utbms_set_id',
		'created_at',
		'updated_at',
	],
	records: {},
	simplified: {
		code: 'code',
		name: 'name',
		description: 'description',
		type: 'type',
		setId: 'utbms_set_id',
	},

	writes: {},
	filters: {
		type: choice(
			{ UtbmsTask: 'Task', UtbmsActivity: 'Activity', UtbmsExpense: 'Expense' },
			{ label: 'For' },
		),
		utbms_set: reference('utbmsSet', { wire: 'utbms_set_id', label: 'Set', orNone: true }),
		...standardFilters,
	},
	orders: ['name', 'id', 'set'],
};
