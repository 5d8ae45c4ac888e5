import { badRequest } from '../errors.cts';
import * as filter from '../filters.cts';
import { many, one, words, type Resource } from '../vocabulary.cts';

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
		'PracticeArea',
		'practice_areas',
		'id etag created_at updated_at name category code',
		{
			filters: {
				code: filter.equals('code'),
				name: filter.equals('name'),
				matter_id: filter.noEffect,
			},
			order: words('id name category code'),
		},
	),
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
	readable(
		'Calendars',
		'Calendar',
		'calendars',
		`id etag color light_color court_rules_default_calendar name permission type visible created_at
		updated_at source`,
		{
			nested: { creator: one('users') },
			filters: {
				owner: filter.flag((row) => row.permission === 'owner'),
				writeable: filter.flag((row) => ['owner', 'editor'].includes(row.permission)),
				visible: filter.flag('visible'),
				source: filter.choice('source', 'web', 'mobile'),
				type: filter.choice('type', 'AccountCalendar', 'AdhocCalendar', 'UserCalendar'),
				filter_inactive_users: (values) => (row) => {
					if (!['true', 'false'].includes(values[0])) throw badRequest('not true or false');
					return values[0] === 'false' || row.owner_enabled !== false;
				},
			},
			order: words('name id'),
		},
	),
	readable(
		'Activities',
		'ActivityDescription',
		'activity_descriptions',
		`id etag name visible_to_co_counsel created_at updated_at default type utbms_activity_id
		utbms_task_name utbms_task_id xero_service_code accessible_to_user category_type currency`,
		{
			nested: {
				groups: many('groups'),
				rate: one('ActivityDescriptionRate'),
				utbms_task: one('UtbmsCode'),
				utbms_activity: one('UtbmsCode'),
				currency: one('currencies'),
			},
			filters: {
				flat_rate: filter.flag((row) => row.rate?.type === 'FlatRate'),
				type: filter.choice('type', 'utbms', 'clio'),
				user_id: filter.noEffect,
				'rate_for[matter_id]': filter.noEffect,
				'rate_for[user_id]': filter.noEffect,
			},
		},
	),
	readable(
		'Activities',
		'ExpenseCategory',
		'expense_categories',
		`id etag name rate entry_type created_at updated_at xero_expense_code accessible_to_user
		tax_setting currency`,
		{
			nested: { groups: many('groups'), utbms_code: one('UtbmsCode'), currency: one('currencies') },
			filters: {
				entry_type: filter.choice('entry_type', 'hard_cost', 'soft_cost', 'unassociated'),
				query: contains,
			},
			order: words('id name rate entry_type'),
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
	readable(
		'Custom fields',
		'CustomField',
		'custom_fields',
		'id etag created_at updated_at name parent_type field_type displayed deleted required display_order',
		{
			nested: { picklist_options: many('PicklistOption') },
			filters: {
				deleted: filter.flag('deleted'),
				field_type: filter.choice(
					'field_type',
					...words(`checkbox contact currency date time email matter numeric picklist text_area
						text_line url`),
				),
				// Lower case in the filter, capitalised in the record (facts 5.1).
				parent_type: filter.choice('parent_type', 'matter', 'contact'),
				query: contains,
				visible_and_required: filter.flag((row) => row.displayed && row.required),
			},
			order: words('id name display_order'),
		},
	),
	readable('General', 'Currency', 'currencies', 'id etag code sign created_at updated_at'),
	readable(
		'Calendars',
		'CalendarEntryEventType',
		'calendar_entry_event_types',
		'id etag created_at updated_at color name',
	),
];
