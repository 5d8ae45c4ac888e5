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

// The plan without advanced tasks knows only Pending and Complete (facts 5.5).
const statuses = {
	pending: 'Pending',
	in_progress: 'In Progress',
	in_review: 'In Review',
	complete: 'Complete',
	draft: 'Draft',
};

export const task: Resource = {
	name: 'task',
	label: 'Task',
	plural: 'Tasks',
	path: 'tasks',
	permission: 'Tasks',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: ['matters/{matter.id}/tasks'],
	lookup: { by: 'query', shows: 'name', hint: 'due_at', order: 'id(desc)' },
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
			help: 'A user of the firm or a contact',
		}),
		matter: reference('matter', { main: true }),
		due_at: day({ label: 'Due Date', main: true }),
		// Clio's spec asks for it; whether an empty one passes is not known (facts 5.5), the name always does.
		description: longText({
			required: true,
			whenEmpty: { use: 'copy', of: 'name' },
			help: 'Leave empty to repeat the name',
		}),
		priority: choice({ High: 'High', Normal: 'Normal', Low: 'Low' }),
		status: choice(statuses, {
			help: 'Firms without advanced tasks can choose Pending and Complete only',
		}),
		notify_assignee: yesNo({ help: 'Clio tells the assignee about the task' }),
		notify_completion: yesNo({ help: 'Clio tells the assigner when the task is complete' }),
		permission: choice({ public: 'Everyone', private: 'Only Me' }, { label: 'Visible To' }),
		task_type: reference('taskType'),
		time_estimated: number({
			hidden: true,
			help: 'Seconds, like the other durations of Clio; its documentation does not say',
		}),
		statute_of_limitations: yesNo({
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
		...standardFilters,
		query: text({ label: 'Search', help: 'Words in the name or description' }),
		statuses: choices(statuses, { wire: 'statuses[]', label: 'Status' }),
		complete: yesNo({ help: 'to return complete tasks only (off: only those still to do)' }),
		// Needs its type beside it, in lower case (facts 2.4).
		assignee: reference(['user', 'contact'], { wire: 'assignee_id', orNone: true }),
		matter: reference('matter', { wire: 'matter_id', orNone: true }),
		client: reference('contact', { wire: 'client_id', orNone: true }),
		due_at_from: day({ label: 'Due From' }),
		due_at_to: day({ label: 'Due To' }),
		due_at_present: yesNo({
			label: 'With Due Date',
			help: 'to return tasks with a due date only (off: only those without)',
		}),
		priority: choice({ high: 'High', normal: 'Normal', low: 'Low' }),
		assigner: reference('user', { wire: 'assigner_id', orNone: true }),
		cascading_source: text({ wire: 'cascading_source_id', label: 'Parent Task ID' }),
		permission: choice({ public: 'Everyone', private: 'Only Me' }, { label: 'Visible To' }),
		responsible_attorney: reference('user', { wire: 'responsible_attorney_id' }),
		statute_of_limitations: yesNo({
			help: 'to return statutes of limitations only (off: only other tasks)',
		}),
		task_type: reference('taskType', { wire: 'task_type_id', orNone: true }),
		time_entries_present: yesNo({
			label: 'With Time Entries',
			help: 'to return tasks with time entries only (off: only those without)',
		}),
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
