import { invalid } from '../errors.cts';
import { externalProperties } from '../external-properties.cts';
import * as filter from '../filters.cts';
import { endBefore, expanded, leaveOut, occurrence } from '../occurrences.cts';
import { readRule } from '../recurrence.cts';
import { bool, object, oneOf, ref, text, time } from '../rules.cts';
import type { Row } from '../store.cts';
import { members } from '../sub-lists.cts';
import { many, one, words, type Resource, type Rule } from '../vocabulary.cts';
import type { World } from '../world.cts';
import { update } from '../writes.cts';
import { remindersOf, removeReminders } from './reminders.cts';

/** A calendar, not a user (facts, trap 15), and one the caller may write to. */
const calendarOwner: Rule = (value, place) => {
	const id = ref('calendars')(value, place) as number | null;
	const calendar = id === null ? undefined : place.world.store.get('calendars', id);
	if (calendar && !['owner', 'editor'].includes(calendar.permission)) {
		throw invalid('calendar_owner is a calendar that you cannot write to');
	}
	return id;
};

const meeting: Rule = (value, place) => {
	const asked = object({ type: oneOf('zoom') })(value, place) as { type?: string } | null;
	if (!asked?.type) return null;
	const id = place.before?.id ?? place.world.store.nextId('ConferenceMeeting');
	return { id, conference_id: id, ...asked, join_url: `https://zoom.example/j/${id}` };
};

/** Dates before 1900 are moved to 1900 (facts 5.6). */
const entryTime: Rule = (value, place) => {
	const moment = time(value, place) as string | null;
	return moment && moment < '1900' ? `1900${moment.slice(4)}` : moment;
};

function settle(row: Row): void {
	if (Date.parse(row.end_at) < Date.parse(row.start_at)) {
		throw invalid('end_at must not be before start_at');
	}
	// An empty rule ends a series (facts 5.6).
	row.recurrence_rule ||= null;
	if (row.recurrence_rule) readRule(row.recurrence_rule);
}

/**
 * Of an occurrence `_deleted` takes away it alone or it and those that follow; any other change makes it
 * an entry of its own (UNKNOWN). Of a series and of a single entry `_deleted` means nothing here (UNKNOWN).
 */
const ofOccurrence: Resource['instead'] = (body, world, before) => {
	if (!before?.text_id) return undefined;
	const place = { field: '_deleted', world, before: undefined };
	const deleted = oneOf('single', 'future')(body._deleted, place);
	const own = deleted ? before : ownEntry(before, body, world);
	if (deleted === 'future') endBefore(before, world);
	else leaveOut(before, world);
	return own;
};

function ownEntry(found: Row, body: Record<string, unknown>, world: World): Row {
	const { text_id, excluded, ends_before, ...values } = found;
	const id = world.store.nextId('calendar_entries');
	const single: Row = { ...values, id, version: 0, recurrence_rule: null };
	return update(calendarEntries, single, body, world);
}

const removeOne: Resource['beforeDelete'] = (row, world) => {
	if (row.text_id) leaveOut(row, world);
	else removeReminders('calendar_entry')(row, world);
};

const calendarsOf = (row: Row): number[] => [
	row.calendar_owner,
	...(row.attendees ?? [])
		.filter((each: { type: string }) => each.type === 'Calendar')
		.map((each: { id: number }) => each.id),
];

const ownerOf = (row: Row, world: World) => world.store.get('calendars', row.calendar_owner);

const activitiesOf = (row: Row, world: World) =>
	(world.grouped('activities', 'calendar_entry').get(row.id) ?? []).map(({ id }) => id);

export const calendarEntries: Resource = {
	name: 'CalendarEntry',
	path: 'calendar_entries',
	permission: 'Calendars',
	operations: 'LGCUD',
	fields: words(`id etag summary description location start_at start_date start_time end_at end_date
		end_time all_day recurrence_rule parent_calendar_entry_id court_rule created_at updated_at
		permission calendar_owner_id start_at_time_zone time_entries_count`),
	nested: {
		time_entries: many('activities'),
		conference_meeting: one('ConferenceMeeting'),
		matter: one('matters'),
		matter_docket: one('court_rules/matter_dockets'),
		calendar_owner: one('calendars'),
		parent_calendar_entry: one('calendar_entries'),
		calendar_entry_event_type: one('calendar_entry_event_types'),
		attendees: many('Attendee'),
		calendars: many('calendars'),
		reminders: many('reminders'),
		external_properties: many('ExternalProperty'),
	},
	computed: {
		reminders: remindersOf('calendar_entry'),
		// Text, as the spec has it: occurrences of a series have ids that are no numbers (trap 15).
		id: (row) => row.text_id ?? String(row.id),
		parent_calendar_entry_id: (row) => row.parent_calendar_entry,
		// In the user's time zone at Clio; in UTC here.
		start_date: (row) => row.start_at.slice(0, 10),
		start_time: (row) => `${row.start_at.slice(11, 16)} UTC`,
		end_date: (row) => row.end_at.slice(0, 10),
		end_time: (row) => `${row.end_at.slice(11, 16)} UTC`,
		court_rule: (row) => !!row.matter_docket,
		permission: (row, world) => ownerOf(row, world)?.permission,
		calendar_owner_id: (row) => row.calendar_owner,
		start_at_time_zone: () => 'Etc/UTC',
		calendars: calendarsOf,
		time_entries: activitiesOf,
		time_entries_count: (row, world) => activitiesOf(row, world).length,
	},
	body: {
		// Of one occurrence of a series (ofOccurrence).
		_deleted: (value, place) => (oneOf('single', 'future')(value, place), undefined),
		all_day: bool,
		attendees: members({ Calendar: 'calendars', Contact: 'contacts' }, '_destroy'),
		calendar_entry_event_type: ref('calendar_entry_event_types'),
		calendar_owner: calendarOwner,
		conference_meeting: meeting,
		description: text,
		end_at: entryTime,
		external_properties: externalProperties.rule,
		location: text,
		matter: ref('matters'),
		recurrence_rule: text,
		send_email_notification: (value, place) => (bool(value, place), undefined),
		start_at: entryTime,
		summary: text,
	},
	required: ['summary', 'start_at', 'end_at', 'calendar_owner'],
	defaults: () => ({ all_day: false }),
	settle,
	listRows: (query, world) =>
		query.get('expanded') === 'true'
			? expanded(world.store.all('calendar_entries'), query, world)
			: undefined,
	find: occurrence,
	instead: ofOccurrence,
	beforeDelete: removeOne,
	filters: {
		...externalProperties.filters,
		calendar_id: filter.idAmong(calendarsOf),
		expanded: filter.noEffect,
		from: filter.moment('end_at', '>='),
		to: filter.moment('start_at', '<='),
		has_court_rule: filter.flag('matter_docket'),
		is_all_day: filter.flag('all_day'),
		matter_id: filter.idOrNull('matter'),
		owner_entries_across_all_users: filter.noEffect,
		query: filter.search((row) => [row.summary, row.description, row.location]),
		source: filter.choice((row, world) => ownerOf(row, world)?.source, 'web', 'mobile'),
		visible: filter.flag((row, world) => ownerOf(row, world)?.visible),
	},
};
