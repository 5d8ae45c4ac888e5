import { byIdOnly, type Resource } from '../vocabulary';

export const eventMetrics: Resource = {
	name: 'eventMetrics',
	label: 'Unread Count',
	plural: 'Unread Counts',
	help: 'How many notifications and messages the connected user has not read',
	path: 'internal_notifications/event_metrics',
	single: true,
	permission: 'General',
	permissionIsLikely: true,
	operations: ['get'],
	pages: [],
	lookup: byIdOnly,

	reads: [
		'unread_mobile_events',
		'unread_web_events',
		'unread_secure_messages',
		'unread_client_portal_messages',
		'unread_text_messages',
	],
	records: {},
	simplified: {
		notifications: 'unread_web_events',
		mobileNotifications: 'unread_mobile_events',
		secureMessages: 'unread_secure_messages',
		clientPortalMessages: 'unread_client_portal_messages',
		textMessages: 'unread_text_messages',
	},
	writes: {},
	filters: {},
	orders: [],
};
