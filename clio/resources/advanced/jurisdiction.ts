import { standardFilters, text, yesNo, type Resource } from '../vocabulary';

export const jurisdiction: Resource = {
	name: 'jurisdiction',
	label: 'Jurisdiction',
	plural: 'Jurisdictions',
	help: 'A court whose rules Clio knows',
	path: 'court_rules/jurisdictions',
	permission: 'Calendars',
	permissionIsLikely: true,
	operations: ['get', 'getAll'],
	pages: [],
	lookup: {
		by: 'query',
		shows: 'description',
		order: 'description(asc)',
		query: { for_current_account: 'true' },
		namesAll: true,
	},
	byIds: {},

	reads: [
		'id',
		'etag',
		'created_at',
		'updated_at',
		'system_id',
		'description',
		'default',
		'display_timezone',
		'valid_subscription',
		'is_local_timezone',
	],
	records: { service_types: 'serviceType' },
	simplified: {
		description: 'description',
		default: 'default',
		timeZone: 'display_timezone',
		subscribed: 'valid_subscription',
		serviceTypes: 'service_types.description',
	},
	writes: {},
	filters: {
		query: text({ label: 'Search' }),
		for_current_account: yesNo({
			label: 'Set Up Here',
			help: 'to return only jurisdictions that the firm has set up',
		}),
		...standardFilters,
	},
	orders: ['id', 'description'],
};
