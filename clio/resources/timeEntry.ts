import { activity } from './activity';
import { choice, duration, moment, reference, type Resource } from './vocabulary';

const { writes, filters } = activity;

/** An activity of the type TimeEntry, as Clio's screens show it. */
export const timeEntry: Resource = {
	...activity,
	name: 'timeEntry',
	label: 'Time Entry',
	plural: 'Time Entries',
	help: 'Time spent on a matter',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	naturalKey: ['user'],
	keyLinks: ['calendar_entry', 'task', 'communication'],
	part: { of: 'activity', query: { type: 'TimeEntry' } },
	fixed: { type: 'TimeEntry' },
	simplified: {
		date: 'date',
		hours: 'quantity_in_hours',
		total: 'total',
		description: 'note',
		matter: 'matter.display_number',
		matterId: 'matter.id',
		timekeeper: 'user.name',
		category: 'activity_description.name',
		nonBillable: 'non_billable',
		billed: 'billed',
	},

	writes: {
		matter: reference('matter', { required: true, main: true, stays: true }),
		date: {
			...writes.date,
			empty: 'today, or for the day of the start',
		},
		time_given_as: choice(
			{ duration: 'Duration', startAndEnd: 'Start and End', timer: 'Timer That Starts Now' },
			{ main: true, own: true, preset: 'duration', label: 'Enter Time As' },
		),
		// Clio counts seconds since 4.0.4 (facts, trap 11).
		duration: duration({
			wire: 'quantity',
			required: true,
			main: true,
			when: { time_given_as: ['duration'] },
			help: 'Hours, hours and minutes, minutes, or from when to when',
			example: 'e.g. 1.5, 1:30, 90m or 9:15-10:45',
		}),
		started: moment({
			label: 'Start',
			main: true,
			own: true,
			required: true,
			when: { time_given_as: ['startAndEnd'] },
			help: 'Its day is the date of the entry if no other is given',
		}),
		ended: moment({
			label: 'End',
			main: true,
			own: true,
			required: true,
			when: { time_given_as: ['startAndEnd'] },
		}),
		note: writes.note,
		billing: choice(
			{ billable: 'Billable', nonBillable: 'Non-Billable', noCharge: 'No Charge' },
			{
				main: true,
				own: true,
				preset: 'billable',
				help: "No Charge shows the entry on the bill without charging for it; Billable follows the firm's settings for the matter",
			},
		),
		user: reference('user', {
			label: 'Timekeeper',
			empty: 'the connected user',
			parts: ['me', 'responsibleAttorney', 'responsibleStaff'],
		}),
		activity_description: writes.activity_description,
		price: {
			...writes.price,
			label: 'Rate',
			main: undefined,
			help: 'The hourly rate; an update of the timekeeper, matter or category keeps it, unless Clear Fields has it',
		},
		calendar_entry: writes.calendar_entry,
		task: writes.task,
		communication: writes.communication,
		if_exists: choice(
			{
				createAnother: 'Create Another',
				leave: 'Skip, and Return the Existing One',
				stop: 'Stop with an Error',
				update: 'Update the Existing One',
			},
			{
				own: true,
				only: 'create',
				label: 'If Already Logged',
				preset: 'leave',
				help: 'What to do if the timekeeper has a time entry for the calendar entry, task, call or e-mail already',
			},
		),
		start_timer: { ...writes.start_timer, hidden: true },
		no_charge: { ...writes.no_charge, hidden: true },
		non_billable: { ...writes.non_billable, hidden: true },
		contact_note: writes.contact_note,
		matter_note: writes.matter_note,
		client_portal: writes.client_portal,
		text_message_conversation: writes.text_message_conversation,
		utbms: writes.utbms,
	},
	// The type is fixed, and categories of expenses are none of a time entry's.
	filters: Object.fromEntries(
		Object.entries(filters).filter(([key]) => !['type', 'expense_category'].includes(key)),
	),
};
