import { byIdOnly, reference, type Resource } from '../vocabulary';

export const timer: Resource = {
	name: 'timer',
	label: 'Timer',
	plural: 'Timers',
	help: 'The clock that runs for the connected user; there is one at a time',
	path: 'timer',
	single: true,
	permission: 'Activities',
	operations: ['create', 'delete', 'get'],
	wording: {
		create: {
			name: 'Start',
			action: 'Start timer',
			description: 'Start the timer for a time entry',
		},
		delete: {
			name: 'Stop',
			action: 'Stop timer',
			description: 'Stop the timer; its time is added to the time entry',
		},
	},
	pages: [],
	lookup: byIdOnly,

	reads: ['id', 'etag', 'start_time', 'elapsed_time', 'created_at', 'updated_at'],
	records: { activity: 'activity' },
	simplified: {
		startTime: 'start_time',
		elapsedTime: 'elapsed_time',
		timeEntryId: 'activity.id',
	},

	writes: {
		activity: reference('timeEntry', { label: 'Time Entry', required: true, main: true }),
	},
	filters: {},
	orders: [],
};
