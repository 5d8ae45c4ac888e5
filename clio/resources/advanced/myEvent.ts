import { byIdOnly, yesNo, type Resource } from '../vocabulary';

export const myEvent: Resource = {
	name: 'myEvent',
	label: 'Notification',
	plural: 'Notifications',
	help: 'What Clio tells the connected user at the bell',
	path: 'internal_notifications/my_events',
	permission: 'General',
	permissionIsLikely: true,
	operations: ['delete', 'getAll', 'update'],
	pages: [],
	lookup: byIdOnly,

	// Clio's file gives a notification no id but that of its event: UNKNOWN whether an update takes that.
	reads: [],
	records: { event: 'notifiedEvent' },
	simplified: {
		eventId: 'event.id',
		title: 'event.title',
		message: 'event.message',
		description: 'event.description',
		detail: 'event.primary_detail',
		occurred: 'event.occurred_at',
		about: 'event.subject_type',
		aboutId: 'event.subject_id',
		link: 'event.title_url',
	},

	writes: {
		marked_as_read: yesNo({ label: 'Read', help: 'to mark it as read (off: as unread)' }),
	},
	filters: {},
	orders: [],
};
