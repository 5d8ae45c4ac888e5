import { lookupOnly } from './shared';

export const calendar = lookupOnly({
	name: 'calendar',
	label: 'Calendar',
	plural: 'Calendars',
	path: 'calendars',
	permission: 'Calendars',
	lookup: { shows: 'name', hint: 'type', query: { writeable: 'true' } },
	orders: ['id', 'name'],
	reads: [
		'id',
		'etag',
		'color',
		'light_color',
		'court_rules_default_calendar',
		'name',
		'permission',
		'type',
		'visible',
		'created_at',
		'updated_at',
		'source',
	],
});
