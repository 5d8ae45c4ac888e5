import * as filter from '../filters.cts';
import { many, words, type Resource } from '../vocabulary.cts';

/** Small lists that lookups need; read only here. */

const readable = (
	permission: string,
	name: string,
	path: string,
	fields: string,
	more: Partial<Resource> = {},
): Resource => ({ name, path, permission, operations: 'LG', fields: words(fields), ...more });

const contains = filter.search((row) => [row.name]);

export const supporting: Resource[] = [
	readable(
		'Matters',
		'MatterStage',
		'matter_stages',
		'id etag practice_area_id name order created_at updated_at',
		{
			// The spec types it as text.
			computed: { practice_area_id: (row) => String(row.practice_area) },
			filters: { practice_area_id: filter.id('practice_area') },
		},
	),
	readable('Tasks', 'TaskType', 'task_types', 'id etag name deleted_at created_at updated_at', {
		filters: {
			enabled: filter.flag((row) => !row.deleted_at),
			name: filter.equals('name'),
			query: contains,
		},
		order: words('name id'),
	}),
	readable('Users', 'Group', 'groups', 'client_connect_user etag id name type updated_at', {
		nested: { users: many('users') },
		filters: {
			archived: filter.flag('archived'),
			name: filter.equals('name'),
			query: contains,
			type: filter.choice('type', 'AccountGroup', 'AdhocGroup', 'UserGroup'),
			user_id: filter.idAmong((row) => row.users ?? []),
		},
		order: words('id name'),
	}),
	readable('General', 'Currency', 'currencies', 'id etag code sign created_at updated_at'),
	readable(
		'Calendars',
		'CalendarEntryEventType',
		'calendar_entry_event_types',
		'id etag created_at updated_at color name',
	),
];
