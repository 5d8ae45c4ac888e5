import { colors } from './colors';
import { choice, standardFilters, text, yesNo, type Resource } from './vocabulary';

const places = { web: 'Web', mobile: 'Mobile' };

export const calendar: Resource = {
	name: 'calendar',
	label: 'Calendar',
	plural: 'Calendars',
	help: "A person's calendar, the firm's, or one made for a purpose",
	path: 'calendars',
	permission: 'Calendars',
	operations: ['create', 'delete', 'findOrCreate', 'get', 'getAll', 'update'],
	pages: [],
	naturalKey: ['name'],
	lookup: { shows: 'name', hint: 'type', query: { writeable: 'true' } },
	byIds: {},

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
	records: { creator: 'user' },
	simplified: {
		name: 'name',
		type: 'type',
		permission: 'permission',
		visible: 'visible',
		color: 'color',
		creator: 'creator.name',
		creatorId: 'creator.id',
	},

	writes: {
		name: text({ required: true, main: true }),
		color: choice(colors, { preset: '#367B9C' }),
		visible: yesNo({ help: 'to show the calendar by default' }),
		source: choice(places, { label: 'Visible On', preset: 'web', help: 'Where Visible counts' }),
	},

	filters: {
		writeable: yesNo({
			label: 'Can Be Written To',
			help: 'to return only calendars the connected user may add events to (off: only the others)',
		}),
		type: choice({
			UserCalendar: "A Person's",
			AccountCalendar: "The Firm's",
			AdhocCalendar: 'Made by Hand',
		}),
		owner: yesNo({
			label: 'My Own',
			help: 'to return only calendars of the connected user (off: only those of others)',
		}),
		visible: yesNo({ help: 'to return visible calendars only (off: only hidden ones)' }),
		filter_inactive_users: yesNo({
			label: 'Without Disabled Users',
			help: 'to leave out calendars of users who are disabled',
		}),
		...standardFilters,
		source: choice(places, { label: 'Visible On', help: 'Where Visible counts' }),
	},
	orders: ['id', 'name'],
};
