import { choice, standardFilters, text, type Resource } from '../vocabulary';
import { colors } from '../colors';

export const calendarEntryEventType: Resource = {
	name: 'calendarEntryEventType',
	label: 'Event Type',
	plural: 'Event Types',
	help: 'A kind of calendar entry, e.g. hearing, with a color',
	path: 'calendar_entry_event_types',
	permission: 'Calendars',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: [],
	lookup: { shows: 'name' },
	byIds: {},

	reads: ['id', 'etag', 'created_at', 'updated_at', 'color', 'name'],
	records: {},
	simplified: { name: 'name', color: 'color' },

	writes: {
		name: text({ required: true, main: true, example: 'Hearing' }),
		color: choice(colors, { required: true, main: true }),
	},
	filters: standardFilters,
	orders: [],
};
