import {
	byIdOnly,
	choice,
	number,
	reference,
	standardFilters,
	text,
	type Resource,
} from '../vocabulary';

export const damage: Resource = {
	name: 'damage',
	label: 'Damage',
	plural: 'Damages',
	help: 'What a client of a personal injury matter has lost, in money',
	path: 'damages',
	permission: 'Personal Injury',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: ['matters/{matter.id}'],
	lookup: byIdOnly,
	byIds: {},
	partOf: { matter: 'matter.id' },

	reads: ['id', 'amount', 'damage_type', 'description', 'etag', 'created_at', 'updated_at'],
	records: { matter: 'matter' },
	simplified: {
		description: 'description',
		kind: 'damage_type',
		amount: 'amount',
		matter: 'matter.display_number',
		matterId: 'matter.id',
	},

	writes: {
		matter: reference('matter', {
			wire: 'matter_id',
			required: true,
			main: true,
			only: 'create',
		}),
		damage_type: choice(
			{ special: 'Special', general: 'General', other: 'Other' },
			{ label: 'Kind', required: true, main: true, preset: 'special' },
		),
		description: text({ required: true, main: true, example: 'Loss of earnings' }),
		amount: number({ required: true, main: true, example: '2500.00' }),
	},
	filters: standardFilters,
	orders: [],
};
