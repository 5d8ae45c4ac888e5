import { byIdOnly, number, reference, yesNo, standardFilters, type Resource } from '../vocabulary';

export const activityRate: Resource = {
	name: 'activityRate',
	label: 'Activity Rate',
	plural: 'Activity Rates',
	help: 'What work for a contact costs, or the work of a co-counsel, in place of the usual rate',
	path: 'activity_rates',
	permission: 'Activities',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: [],
	lookup: byIdOnly,
	byIds: {},

	reads: [
		'id',
		'etag',
		'rate',
		'flat_rate',
		'created_at',
		'updated_at',
		'contact_id',
		'co_counsel_contact_id',
	],
	records: { user: 'user', group: 'group' },
	simplified: {
		rate: 'rate',
		flatRate: 'flat_rate',
		user: 'user.name',
		group: 'group.name',
		contactId: 'contact_id',
		coCounselContactId: 'co_counsel_contact_id',
	},

	writes: {
		rate: number({
			required: true,
			main: true,
			help: 'For an hour, or in all for a flat rate',
			example: '250.00',
		}),
		contact: reference('contact', { wire: 'contact_id', main: true }),
		flat_rate: yesNo({ help: 'to charge the rate once, however long the work takes' }),
		co_counsel_contact: reference('contact', { wire: 'co_counsel_contact_id', hidden: true }),
	},
	filters: {
		contact: reference('contact', { wire: 'contact_id' }),
		co_counsel_contact: reference('contact', {
			wire: 'co_counsel_contact_id',
			label: 'Co-Counsel',
		}),
		...standardFilters,
	},
	orders: [],
};
