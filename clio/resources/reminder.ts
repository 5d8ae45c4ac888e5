import { choice, number, reference, standardFilters, type Resource } from './vocabulary';
import { reminderUnits, reminderWays } from './shared';

const own = { own: true, main: true } as const;

export const reminder: Resource = {
	name: 'reminder',
	label: 'Reminder',
	plural: 'Reminders',
	help: 'An e-mail or pop-up before a task is due or a calendar entry begins',
	path: 'reminders',
	permission: 'Calendars and Tasks',
	permissionIsLikely: true,
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: [],
	lookup: {
		shows: 'subject.identifier',
		hint: 'next_delivery_at',
		called: 'Task or Event',
		order: 'id(desc)',
	},
	byIds: {},

	// `duration` is in minutes, whatever unit it was entered in.
	reads: ['id', 'etag', 'duration', 'next_delivery_at', 'state', 'created_at', 'updated_at'],
	records: { notification_method: 'notificationMethod', subject: 'polymorphicObject' },
	simplified: {
		reminderFor: 'subject.identifier',
		type: 'subject.type',
		subjectId: 'subject.id',
		minutesBefore: 'duration',
		nextDelivery: 'next_delivery_at',
		state: 'state',
		method: 'notification_method.type',
		email: 'notification_method.email_address',
	},

	writes: {
		subject: reference(['task', 'calendarEntry'], {
			label: 'Reminder For',
			required: true,
			main: true,
			only: 'create',
			help: 'A task or a calendar entry; it cannot be changed later',
		}),
		who: reference('user', {
			...own,
			label: 'Remind',
			parts: ['me'],
			preset: 'me',
			help: 'A user of the firm',
		}),
		by: choice(reminderWays, {
			...own,
			preset: 'Email',
			help: 'Clio shows pop-ups to the connected user only',
		}),
		duration_value: number({
			label: 'How Long Before',
			main: true,
			stays: true,
			help: 'How many of the units below before the task is due or the event begins',
			example: 'e.g. 2',
		}),
		duration_unit: choice(reminderUnits, { label: 'Unit', main: true, preset: 'days' }),
		notification_method: reference('notificationMethod', { required: true, hidden: true }),
	},

	filters: {
		// Needs its type beside it, as assignees of tasks do (facts 2.4).
		subject: reference(['task', 'calendarEntry'], {
			wire: 'subject_id',
			label: 'Reminder For',
			help: 'Only reminders of this task or calendar entry',
		}),
		user: reference('user', {
			wire: 'user_id',
			parts: ['me'],
			help: 'Only reminders that this user gets',
		}),
		state: choice({
			scheduled: 'Scheduled',
			delivered: 'Delivered',
			delivery_failed: 'Delivery Failed',
			delivery_skipped: 'Delivery Skipped',
			attempting_delivery: 'Attempting Delivery',
			initializing: 'Initializing',
			scheduling: 'Scheduling',
			rescheduling: 'Rescheduling',
			invalid_user: 'Invalid User',
		}),
		...standardFilters,
		notification_method: reference('notificationMethod', {
			wire: 'notification_method_id',
			label: 'Notification Method ID',
		}),
	},
	orders: ['id', 'next_delivery_at'],
};
