import { byIdOnly, longText, reference, text, type Resource } from './vocabulary';
import { taskTemplateList } from './taskTemplateList';

export const taskTemplateListCopy: Resource = {
	...taskTemplateList,
	name: 'taskTemplateListCopy',
	operationOf: {
		resource: 'taskTemplateList',
		operation: 'copy',
		name: 'Copy',
		action: 'Copy task list',
		description: 'Make a new task list with the tasks of another',
	},
	path: 'task_template_lists/{list}/copy',
	within: { list: reference('taskTemplateList', { label: 'Task List' }) },
	operations: ['create'],
	lookup: byIdOnly,
	byIds: undefined,

	writes: {
		name: text({ main: true, empty: 'the name of the list' }),
		description: longText(),
		practice_area: reference('practiceArea'),
	},
	filters: {},
	orders: [],
};
