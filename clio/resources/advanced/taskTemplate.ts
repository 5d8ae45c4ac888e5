import {
	choice,
	list,
	longText,
	number,
	reference,
	standardFilters,
	text,
	yesNo,
	type Resource,
} from '../vocabulary';
import { reminderUnits, reminderWays } from '../shared';

export const taskTemplate: Resource = {
	name: 'taskTemplate',
	label: 'Task Template',
	plural: 'Task Templates',
	help: 'A task of a task list',
	path: 'task_templates',
	permission: 'Tasks',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: [],
	lookup: { by: 'query', shows: 'name', hint: 'description' },
	byIds: {},

	reads: [
		'id',
		'etag',
		'name',
		'description',
		'description_text_type',
		'priority',
		'private',
		'created_at',
		'updated_at',
	],
	records: {
		cascading_source: 'cascadingSource',
		assignee: 'user',
		task_template_list: 'taskTemplateList',
		task_type: 'taskType',
		template_creator: 'user',
		reminder_templates: 'reminderTemplate',
	},
	simplified: {
		name: 'name',
		description: 'description',
		taskList: 'task_template_list.name',
		taskListId: 'task_template_list.id',
		priority: 'priority',
		private: 'private',
		assignee: 'assignee.name',
		taskType: 'task_type.name',
		dueFrom: 'cascading_source.name',
	},

	writes: {
		name: text({ required: true, main: true }),
		task_template_list: reference('taskTemplateList', {
			label: 'Task List',
			main: true,
			only: 'create',
		}),
		description: longText({ main: true }),
		priority: choice({ High: 'High', Normal: 'Normal', Low: 'Low' }, { preset: 'Normal' }),
		private: yesNo({ help: 'to show the task to its people only' }),
		cascading: yesNo({
			label: 'Due Around Another Task',
			help: 'to count the due date from that of another task in the list',
		}),
		cascading_source: reference('taskTemplate', { label: 'Other Task' }),
		cascading_offset: number({ label: 'How Long', help: 'Before or after the other task is due' }),
		cascading_offset_type: choice(
			{
				CalendarDays: 'Days',
				BusinessDays: 'Business Days',
				CalendarWeeks: 'Weeks',
				CalendarMonths: 'Months',
				CalendarYears: 'Years',
			},
			{ label: 'Unit', preset: 'CalendarDays' },
		),
		cascading_offset_polarity: choice(
			{ Before: 'Before', After: 'After' },
			{ label: 'Before or After', preset: 'After' },
		),
		reminder_templates: list(
			{
				duration_value: number({ label: 'How Long Before', example: '2' }),
				duration_unit: choice(reminderUnits, { label: 'Unit', preset: 'days' }),
				notification_type: choice(reminderWays, { label: 'By', preset: 'Email' }),
			},
			{ removal: '_destroy', hidden: true },
		),
		description_text_type: choice(
			{ plain_text: 'Plain Text', rich_text: 'Rich Text' },
			{ hidden: true },
		),
	},

	filters: {
		task_template_list: reference('taskTemplateList', {
			wire: 'task_template_list_id',
			label: 'Task List',
			main: true,
		}),
		query: text({ label: 'Search' }),
		priority: choice({ high: 'High', normal: 'Normal', low: 'Low' }),
		...standardFilters,
	},
	orders: ['id', 'name', 'priority', 'permission', 'assignee.name', 'days_from_assignment'],
};
