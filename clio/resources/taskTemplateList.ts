import { longText, reference, standardFilters, text, yesNo, type Resource } from './vocabulary';

export const taskTemplateList: Resource = {
	name: 'taskTemplateList',
	label: 'Task List',
	plural: 'Task Lists',
	help: 'A list of tasks made in advance, to be assigned to matters',
	path: 'task_template_lists',
	permission: 'Tasks',
	operations: ['assign', 'create', 'delete', 'findOrCreate', 'get', 'getAll', 'update'],
	pages: [],
	naturalKey: ['name'],
	lookup: { by: 'query', shows: 'name', hint: 'description', order: 'name(asc)' },
	byIds: {},

	reads: ['id', 'etag', 'name', 'description', 'templates_count', 'created_at', 'updated_at'],
	records: { practice_area: 'practiceArea', creator: 'user' },
	simplified: {
		name: 'name',
		description: 'description',
		practiceArea: 'practice_area.name',
		tasks: 'templates_count',
		creator: 'creator.name',
	},

	writes: {
		name: text({ required: true, main: true, example: 'e.g. New litigation matter' }),
		practice_area: reference('practiceArea', { main: true, stays: true }),
		// The spec asks for it; whether an empty one passes is not known, the name always does.
		description: longText({
			required: true,
			whenEmpty: { use: 'copy', of: 'name' },
			empty: 'the name of the list',
		}),
	},

	filters: {
		practice_area: reference('practiceArea', { wire: 'practice_area_id', orNone: true }),
		query: text({ label: 'Search', help: 'Words to find in the name' }),
		empty: yesNo({ help: 'to return only lists without tasks (off: only those with tasks)' }),
		...standardFilters,
	},
	orders: ['id', 'name', 'practice_area.name'],
};
