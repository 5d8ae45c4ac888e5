import { byIdOnly, reference, standardFilters, text, yesNo, type Resource } from '../vocabulary';

export const jurisdictionTrigger: Resource = {
	name: 'jurisdictionTrigger',
	label: 'Court Rule Trigger',
	plural: 'Court Rule Triggers',
	help: 'What sets off deadlines under the rules of a court, e.g. service of a complaint',
	path: 'court_rules/jurisdictions/{jurisdiction}/triggers',
	within: { jurisdiction: reference('jurisdiction') },
	permission: 'Calendars',
	permissionIsLikely: true,
	operations: ['get', 'getAll'],
	pages: [],
	lookup: byIdOnly,
	byIds: {},

	reads: [
		'id',
		'etag',
		'system_id',
		'description',
		'do_not_recalculate',
		'is_served',
		'is_requirements_required',
		'created_at',
		'updated_at',
	],
	records: {},
	simplified: {
		description: 'description',
		needsServiceType: 'is_served',
		needsTime: 'is_requirements_required',
	},
	writes: {},
	filters: {
		query: text({ label: 'Search' }),
		is_served: yesNo({
			label: 'Needs Service Type',
			help: 'to return only triggers for which a service type must be chosen',
		}),
		is_requirements_required: yesNo({
			label: 'Needs More',
			help: 'to return only triggers that need more, mostly a time of day',
		}),
		...standardFilters,
	},
	orders: ['id', 'description'],
};
