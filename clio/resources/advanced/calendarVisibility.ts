import { choice, standardFilters, type Resource } from '../vocabulary';
import { colors } from '../colors';

export const calendarVisibility: Resource = {
	name: 'calendarVisibility',
	label: 'Task Calendar',
	plural: 'Task Calendars',
	help: 'How the tasks of a person show in the calendar: color, and whether they show at all',
	path: 'task_calendars',
	permission: 'Calendars',
	operations: ['get', 'getAll', 'update'],
	pages: [],
	lookup: { shows: 'name' },
	byIds: {},

	reads: ['id', 'etag', 'color', 'light_color', 'visible', 'name', 'created_at', 'updated_at'],
	records: {},
	simplified: { name: 'name', color: 'color', visible: 'visible' },

	writes: {
		color: choice(colors),
		// Text by the schema of the body, yes or no by its description and in the answer.
		visible: choice({ true: 'Yes', false: 'No' }, { label: 'Show in Calendar' }),
	},
	filters: standardFilters,
	orders: [],
};
