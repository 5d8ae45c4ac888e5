import { cascaded } from '../cascade.cts';
import { badRequest, invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { bool, dayOrTime, integer, member, oneOf, ref, text } from '../rules.cts';
import type { Row } from '../store.cts';
import { stamp } from '../time.cts';
import { many, one, words, type Filter, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';
import { remindersOf, removeReminders } from './reminders.cts';

const STATUSES = ['pending', 'in_progress', 'in_review', 'complete', 'draft'];
const PRIORITIES = ['High', 'Normal', 'Low'];

// The spec's two lists of cascading_offset_… are swapped (facts 5.5), so both take both.
const offset = oneOf(
	...['CalendarDays', 'CalendarWeeks', 'CalendarMonths', 'CalendarYears', 'BusinessDays'],
	...['Before', 'After'],
);

/** Set when a task becomes complete, and empty again when it is reopened. */
export function completedAt(row: Partial<Row>, before: Row | undefined, now: number) {
	if (row.status === before?.status) return before?.completed_at ?? null;
	return row.status === 'complete' ? stamp(now) : null;
}

/** Due so long before or after another task; which of the two keys holds which word does not matter. */
function settleCascade(row: Row, { store }: World): void {
	const source = store.get('tasks', row.cascading_source);
	if (!source) throw invalid(`cascading_source does not exist (${row.cascading_source})`);
	const keys = [row.cascading_offset_type, row.cascading_offset_polarity];
	const isPolarity = (word: string) => ['Before', 'After'].includes(word);
	// UNKNOWN: that the due date does not follow when the other task moves.
	row.due_at =
		source.due_at &&
		cascaded(source.due_at, {
			cascading_offset: row.cascading_offset ?? 0,
			cascading_offset_type: keys.find((word) => word && !isPolarity(word)) ?? 'CalendarDays',
			cascading_offset_polarity: keys.find((word) => word && isPolarity(word)) ?? 'After',
		});
}

function settle(row: Row, world: World, { before }: { before?: Row }): void {
	if (!row.assignee) throw invalid("assignee can't be blank");
	if (row.cascading && row.due_at === before?.due_at) settleCascade(row, world);
	row.completed_at = completedAt(row, before, world.now());
}

/** Means nothing without the kind of assignee beside it (facts 2.4). */
const assignee: Filter = (values, _world, query) => {
	const type = query.get('assignee_type');
	if (type !== 'user' && type !== 'contact') throw badRequest('assignee_id needs assignee_type');
	if (values.at(-1) === 'null') return (row) => !row.assignee;
	const id = filter.readId(values.at(-1)!);
	return (row) => row.assignee?.id === id && row.assignee.type.toLowerCase() === type;
};

const matterOf = (row: Row, world: World) => world.store.get('matters', row.matter);

const activitiesOf = (row: Row, world: World) =>
	(world.grouped('activities', 'task').get(row.id) ?? []).map(({ id }) => id);

export const tasks: Resource = {
	name: 'Task',
	path: 'tasks',
	permission: 'Tasks',
	operations: 'LGCUD',
	fields: words(`id etag name status description description_text_type priority due_at permission
		completed_at notify_completion statute_of_limitations time_estimated created_at updated_at
		time_entries_count`),
	nested: {
		time_entries: many('activities'),
		task_type: one('task_types'),
		assigner: one('users'),
		matter: one('matters'),
		assignee: one('Participant'),
		reminders: many('reminders'),
	},
	computed: {
		reminders: remindersOf('task'),
		time_entries: activitiesOf,
		time_entries_count: (row, world) => activitiesOf(row, world).length,
	},
	body: {
		assignee: member({ User: 'users', Contact: 'contacts' }),
		cascading: bool,
		cascading_offset: integer,
		cascading_offset_polarity: offset,
		cascading_offset_type: offset,
		cascading_source: integer,
		description: text,
		description_text_type: oneOf('plain_text', 'rich_text'),
		due_at: dayOrTime,
		matter: ref('matters'),
		name: text,
		notify_assignee: bool,
		notify_completion: bool,
		permission: oneOf('private', 'public'),
		priority: oneOf(...PRIORITIES),
		status: oneOf(...STATUSES),
		statute_of_limitations: bool,
		task_type: ref('task_types'),
		time_estimated: integer,
	},
	createOnly: ['statute_of_limitations'],
	required: ['name', 'description', 'assignee'],
	defaults: (world) => ({
		status: 'pending',
		priority: 'Normal',
		permission: 'public',
		description_text_type: 'plain_text',
		notify_completion: false,
		statute_of_limitations: false,
		assigner: world.user.id,
	}),
	settle,
	beforeDelete: removeReminders('task'),
	filters: {
		assignee_id: assignee,
		assignee_type: filter.choice((row) => row.assignee?.type, 'user', 'contact'),
		assigner_id: filter.idOrNull('assigner'),
		cascading_source_id: filter.id('cascading_source'),
		client_id: filter.idOrNull((row, world) => matterOf(row, world)?.client ?? null),
		complete: filter.flag((row) => row.status === 'complete'),
		due_at_from: filter.onDay('due_at', '>='),
		due_at_to: filter.onDay('due_at', '<='),
		due_at_present: filter.flag((row) => row.due_at),
		matter_id: filter.idOrNull('matter'),
		permission: filter.choice('permission', 'private', 'public'),
		priority: filter.choice('priority', 'high', 'normal', 'low'),
		query: filter.search((row) => [row.name, row.description]),
		responsible_attorney_id: filter.id((row, world) => matterOf(row, world)?.responsible_attorney),
		status: filter.choice('status', ...STATUSES),
		'statuses[]': filter.choiceList('status', ...STATUSES),
		statute_of_limitations: filter.flag('statute_of_limitations'),
		task_type_id: filter.idOrNull('task_type'),
		time_entries_present: filter.flag((row, world) => activitiesOf(row, world).length > 0),
	},
	order: words(`name task_type.name id priority matter.display_number due_at due_at_strict
		completed_at`),
	orderValues: {
		priority: (row) => PRIORITIES.indexOf(row.priority),
		due_at_strict: (row) => row.due_at,
	},
};
