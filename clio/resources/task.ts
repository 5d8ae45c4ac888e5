import {
	choice,
	choices,
	day,
	longText,
	number,
	reference,
	standardFilters,
	text,
	yesNo,
	type Resource,
} from './vocabulary';
import { reminderRows, taskStatuses } from './shared';

const own = { own: true, main: true } as const;

const relative = { when: { due: ['relativeToDate', 'relativeToTask'] } };

const visibility = { public: 'Public', private: 'Private' };

export const task: Resource = {
	name: 'task',
	label: 'Task',
	plural: 'Tasks',
	help: 'Something to do, for a matter or on its own',
	path: 'tasks',
	permission: 'Tasks',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: ['matters/{matter.id}/tasks'],
	lookup: { by: 'query', shows: 'name', hint: 'due_at', order: 'id(desc)' },
	partOf: { matter: 'matter.id' },
	byIds: {},

	reads: [
		'id',
		'etag',
		'name',
		'status',
		'description',
		'description_text_type',
		'priority',
		'due_at',
		'permission',
		'completed_at',
		'notify_completion',
		'statute_of_limitations',
		'time_estimated',
		'created_at',
		'updated_at',
		'time_entries_count',
	],
	records: {
		time_entries: 'activity',
		task_type: 'taskType',
		assigner: 'user',
		matter: 'matter',
		assignee: 'participant',
		reminders: 'reminder',
	},
	simplified: {
		name: 'name',
		description: 'description',
		status: 'status',
		priority: 'priority',
		due: 'due_at',
		assignee: 'assignee.name',
		matter: 'matter.display_number',
		matterId: 'matter.id',
	},

	writes: {
		name: text({ required: true, main: true, example: 'e.g. File the response' }),
		assignee: reference(['user', 'contact'], {
			label: 'Assign To',
			required: true,
			main: true,
			help: "A user of the firm or a contact; for a new task without a matter, the matter's responsible attorney is the connected user",
			parts: ['responsibleAttorney', 'responsibleStaff', 'me', 'client'],
			preset: 'responsibleAttorney',
		}),
		matter: reference('matter', { main: true, stays: true }),
		due: choice(
			{
				none: 'None',
				onDate: 'On a Date',
				relativeToDate: 'Relative to a Date',
				relativeToTask: 'Relative to Another Task',
			},
			{
				...own,
				preset: 'onDate',
				help: 'A relative due date is worked out once and does not follow when the other date changes',
			},
		),
		due_at: day({
			label: 'Due Date',
			main: true,
			when: { due: ['onDate'] },
			empty: 'no due date',
		}),
		due_count: number({ ...own, ...relative, required: true, label: 'How Many', example: '2' }),
		due_unit: choice(
			{ businessDays: 'Business Days', days: 'Days', months: 'Months', weeks: 'Weeks' },
			{
				...own,
				...relative,
				label: 'Days, Weeks or Months',
				preset: 'days',
				help: 'Business days are Monday to Friday and know no holidays: not for court deadlines, use court rules for those',
			},
		),
		due_direction: choice(
			{ after: 'After', before: 'Before' },
			{ ...own, ...relative, label: 'Before or After', preset: 'after' },
		),
		due_from: day({
			...own,
			label: 'Date to Count From',
			when: { due: ['relativeToDate'] },
			empty: 'today',
		}),
		due_task: reference('task', {
			...own,
			required: true,
			label: 'Task to Count From',
			when: { due: ['relativeToTask'] },
			help: 'Its due date is read when this task is written',
		}),
		// Clio's spec asks for it; whether an empty one passes is not known (facts 5.5), the name always does.
		description: longText({
			required: true,
			whenEmpty: { use: 'copy', of: 'name' },
			empty: 'the name of the task',
		}),
		reminders: reminderRows,
		priority: choice({ High: 'High', Normal: 'Normal', Low: 'Low' }, { preset: 'Normal' }),
		status: choice(taskStatuses, {
			preset: 'pending',
			help: 'Firms without advanced tasks can choose Pending and Complete only',
		}),
		notify_assignee: yesNo({ help: 'to notify the assignee of the new task', everyTime: true }),
		notify_completion: yesNo({
			help: 'to notify the person who assigned the task when it is complete',
		}),
		permission: choice(visibility, { label: 'Visibility', preset: 'public' }),
		task_type: reference('taskType'),
		time_estimated: number({
			hidden: true,
			help: 'Seconds, like the other durations of Clio; its documentation does not say',
		}),
		statute_of_limitations: yesNo({
			label: 'Statute of Limitations',
			help: 'the task is a statute of limitations',
			only: 'create',
		}),
		description_text_type: choice(
			{ plain_text: 'Plain Text', rich_text: 'Rich Text' },
			{ label: 'Description Format' },
		),
		cascading: yesNo({ hidden: true }),
		cascading_source: number({ hidden: true }),
		cascading_offset: number({ hidden: true }),
		// The spec has the values of these two the wrong way round (facts 5.5): passed on as typed.
		cascading_offset_type: text({ hidden: true }),
		cascading_offset_polarity: text({ hidden: true }),
	},

	filters: {
		show: choice(
			{
				all: 'All',
				complete: 'Complete',
				dueNext: 'Due in the Next N Days',
				dueToday: 'Due Today',
				open: 'Open',
				overdue: 'Overdue',
			},
			{
				...own,
				preset: 'all',
				help: "Overdue and Due leave out complete tasks; a day begins and ends in the workflow's time zone",
			},
		),
		days: number({
			...own,
			required: true,
			when: { show: ['dueNext'] },
			help: 'From today until so many days later',
			example: '7',
		}),
		matter: reference('matter', { wire: 'matter_id', orNone: true }),
		// Needs its type beside it, in lower case (facts 2.4).
		assignee: reference(['user', 'contact'], {
			wire: 'assignee_id',
			label: 'Assigned To',
			orNone: true,
			parts: ['me'],
		}),
		due_at_from: day({ label: 'Due From' }),
		due_at_to: day({ label: 'Due To' }),
		statuses: choices(taskStatuses, { wire: 'statuses[]', label: 'Status' }),
		priority: choice({ high: 'High', normal: 'Normal', low: 'Low' }),
		query: text({ label: 'Search', help: 'Words to find in the name or description' }),
		responsible_attorney: reference('user', {
			wire: 'responsible_attorney_id',
			help: 'Only tasks on matters of this attorney',
			parts: ['me'],
		}),
		client: reference('contact', {
			wire: 'client_id',
			help: 'Only tasks on matters of this client',
			orNone: true,
		}),
		task_type: reference('taskType', { wire: 'task_type_id', orNone: true }),
		assigner: reference('user', {
			wire: 'assigner_id',
			label: 'Assigned By',
			orNone: true,
			parts: ['me'],
		}),
		due_at_present: yesNo({
			label: 'With Due Date',
			help: 'to return tasks with a due date only (off: only those without)',
		}),
		time_entries_present: yesNo({
			label: 'With Time Entries',
			help: 'to return tasks with time entries only (off: only those without)',
		}),
		statute_of_limitations: yesNo({
			label: 'Statute of Limitations',
			help: 'to return statutes of limitations only (off: only other tasks)',
		}),
		permission: choice(visibility, { label: 'Visibility' }),
		cascading_source: reference('task', {
			wire: 'cascading_source_id',
			label: 'Parent Task',
			help: 'Only tasks whose due date depends on this task',
		}),
		complete: yesNo({ help: 'to return complete tasks only (off: only those still to do)' }),
		...standardFilters,
	},
	orders: [
		'id',
		'name',
		'task_type.name',
		'priority',
		'matter.display_number',
		'due_at',
		'due_at_strict',
		'completed_at',
	],
};
