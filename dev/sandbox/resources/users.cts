import { notFound } from '../errors.cts';
import * as filter from '../filters.cts';
import { methodsOf } from '../notification-methods.cts';
import { initials } from '../names.cts';
import { many, one, words, type Resource } from '../vocabulary.cts';

export const users: Resource = {
	name: 'User',
	path: 'users',
	permission: 'Users',
	operations: 'LG',
	fields: words(`account_owner clio_connect court_rules_default_attendee created_at
		default_calendar_id email enabled etag first_name id initials last_name name phone_number rate
		roles subscription_type time_zone updated_at`),
	nested: {
		default_activity_description: one('activity_descriptions'),
		notification_methods: many('NotificationMethod'),
		account: one('Account'),
		avatar: one('Avatar'),
		contact: one('contacts'),
		job_title: one('JobTitle'),
		groups: many('groups'),
	},
	computed: {
		notification_methods: methodsOf('user'),
		initials: (row) => initials(row.name),
		account: (_row, world) => world.store.all('account')[0],
	},
	maxLimit: 2000,
	named: {
		who_am_i: ({ user }) => {
			if (!user) throw notFound('The user of this token no longer exists');
			return user;
		},
	},
	filters: {
		enabled: filter.flag('enabled'),
		include_co_counsel: filter.noEffect,
		name: filter.search((row) => [row.name]),
		pending_setup: filter.flag(() => false),
		role: filter.choiceAmong(
			(row) => row.roles.map((each: string) => each.toLowerCase()),
			...words('admin accounts billing reports'),
		),
		subscription_type: filter.choice('subscription_type', 'attorney', 'nonattorney'),
	},
	order: words('enabled id name first_name last_name initials subscription_type'),
};
