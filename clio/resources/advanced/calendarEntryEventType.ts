import { lookupOnly } from '../shared';

export const calendarEntryEventType = lookupOnly({
	name: 'calendarEntryEventType',
	label: 'Event Type',
	plural: 'Event Types',
	path: 'calendar_entry_event_types',
	permission: 'Calendars',
	lookup: { shows: 'name' },
	orders: [],
	reads: ['id', 'etag', 'created_at', 'updated_at', 'color', 'name'],
});
