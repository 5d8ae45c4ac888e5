import * as filter from '../filters.cts';
import { text, time } from '../rules.cts';
import { many, words, type Resource } from '../vocabulary.cts';

/** Small lists that lookups need. */

const contains = filter.search((row) => [row.name]);

/** Clio has no call for a single one, and none to change them (trap 17). */
const matterStages: Resource = {
	name: 'MatterStage',
	path: 'matter_stages',
	permission: 'Matters',
	operations: 'L',
	fields: words('id etag practice_area_id name order created_at updated_at'),
	// The spec types it as text.
	computed: { practice_area_id: (row) => String(row.practice_area) },
	filters: { practice_area_id: filter.id('practice_area') },
};

/** Taken out of use by a deleted_at, not by DELETE. */
const taskTypes: Resource = {
	name: 'TaskType',
	path: 'task_types',
	permission: 'Tasks',
	operations: 'LGCU',
	fields: words('id etag name deleted_at created_at updated_at'),
	body: { deleted_at: time, name: text },
	required: ['name'],
	filters: {
		enabled: filter.flag((row) => !row.deleted_at),
		name: filter.equals('name'),
		query: contains,
	},
	order: words('name id'),
};

const groups: Resource = {
	name: 'Group',
	path: 'groups',
	permission: 'Users',
	operations: 'LGCUD',
	fields: words('client_connect_user etag id name type updated_at'),
	nested: { users: many('users') },
	body: { name: text },
	// UNKNOWN: the spec requires nothing.
	required: ['name'],
	defaults: () => ({ archived: false, type: 'UserGroup', users: [] }),
	filters: {
		archived: filter.flag('archived'),
		name: filter.equals('name'),
		query: contains,
		type: filter.choice('type', 'AccountGroup', 'AdhocGroup', 'UserGroup'),
		user_id: filter.idAmong((row) => row.users ?? []),
	},
	order: words('id name'),
};

const currencies: Resource = {
	name: 'Currency',
	path: 'currencies',
	permission: 'General',
	operations: 'L',
	fields: words('id etag code sign created_at updated_at'),
};

const calendarEntryEventTypes: Resource = {
	name: 'CalendarEntryEventType',
	path: 'calendar_entry_event_types',
	permission: 'Calendars',
	operations: 'LGCUD',
	fields: words('id etag created_at updated_at color name'),
	body: { color: text, name: text },
	required: ['color', 'name'],
};

export const supporting: Resource[] = [
	matterStages,
	taskTypes,
	groups,
	currencies,
	calendarEntryEventTypes,
];
