import { idsFilter, moment, yesNo, type Resource } from '../vocabulary';

export const growMatter: Resource = {
	name: 'growMatter',
	api: 'grow',
	label: 'Matter',
	plural: 'Matters',
	help: 'A case of a possible or hired client, as Clio Grow keeps it',
	path: 'matters',
	permission: 'grow_matter_read',
	operations: ['get', 'getAll'],
	pages: [],
	lookup: { shows: 'description', hint: 'client.full_name' },
	byIds: {},
	idsAtOnce: 50,

	reads: [
		'id',
		'global_id',
		'clio_id',
		'description',
		'inbox_lead_id',
		'hired_date',
		'is_locked',
		'location',
		'type',
		'status',
		'status_category',
		'matter_assignee_ids',
		'created_at',
		'updated_at',
	],
	records: {},
	simplified: {
		description: 'description',
		status: 'status',
	},

	writes: {},
	filters: {
		submitted_only: yesNo({ help: 'to return only matters of leads that this app has sent' }),
		created_since: moment(),
		updated_since: moment(),
		...idsFilter,
	},
	orders: [],
};
