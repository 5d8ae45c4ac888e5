import { cascaded, type Offset } from '../cascade.cts';
import * as filter from '../filters.cts';
import { applyRules, bool, day, integer, object, oneOf, ref, text } from '../rules.cts';
import type { Row } from '../store.cts';
import { entries, subList } from '../sub-lists.cts';
import { dayOf, stamp } from '../time.cts';
import { many, one, words, type MemberCall, type Resource, type Rule } from '../vocabulary.cts';
import type { World } from '../world.cts';
import { create, unwrap } from '../writes.cts';
import { tasks } from './tasks.cts';

/** A task list in Clio's screens: templates of tasks that a matter gets all at once. */

const templatesOf = ({ id }: Row, world: World): Row[] =>
	world.grouped('task_templates', 'task_template_list').get(id) ?? [];

/** A list like another one, with its templates; the body may give it its own name. */
const copy: MemberCall = (row, world, { body }) => {
	const { name, description, practice_area } = row;
	const given = applyRules(listBody, unwrap(body), {}, { world });
	const usual = { name: `${name} (copy)`, description, practice_area, creator: world.user.id };
	const at = stamp(world.now());
	const made = world.store.insert('task_template_lists', { ...usual, ...given }, at);
	const ids = new Map<number, number>();
	for (const { id, created_at, updated_at, ...template } of templatesOf(row, world)) {
		const cascading_source = ids.get(template.cascading_source) ?? null;
		const fields = { ...template, cascading_source, task_template_list: made.id };
		ids.set(id, world.store.insert('task_templates', fields, at).id);
	}
	world.forget();
	return made;
};

const listBody = { description: text, name: text, practice_area: ref('practice_areas') };

export const taskTemplateLists: Resource = {
	name: 'TaskTemplateList',
	path: 'task_template_lists',
	permission: 'Tasks',
	operations: 'LGCUD',
	fields: words('created_at description id etag name templates_count updated_at'),
	nested: { practice_area: one('practice_areas'), creator: one('users') },
	computed: { templates_count: (row, world) => templatesOf(row, world).length },
	body: listBody,
	calls: { 'POST copy': copy },
	required: ['name', 'description'],
	defaults: ({ user }) => ({ creator: user.id }),
	beforeDelete: (row, world) => {
		for (const { id } of [...templatesOf(row, world)]) world.store.remove('task_templates', id);
	},
	filters: {
		empty: filter.flag((row, world) => templatesOf(row, world).length === 0),
		practice_area_id: filter.idOrNull('practice_area'),
		query: filter.search((row) => [row.name]),
	},
	order: words('id name practice_area.name'),
};

const UNITS: Record<string, number> = { weeks: 10_080, days: 1440, hours: 60, minutes: 1 };
const PRIORITIES = ['High', 'Normal', 'Low'];

export const taskTemplates: Resource = {
	name: 'TaskTemplate',
	path: 'task_templates',
	permission: 'Tasks',
	operations: 'LGCUD',
	fields: words(`id etag name description description_text_type priority private created_at
		updated_at`),
	nested: {
		cascading_source: one('CascadingTaskTemplate'),
		assignee: one('users'),
		task_template_list: one('task_template_lists'),
		task_type: one('task_types'),
		template_creator: one('users'),
		reminder_templates: many('ReminderTemplate'),
	},
	body: {
		cascading: bool,
		cascading_offset: integer,
		cascading_offset_polarity: oneOf('Before', 'After'),
		cascading_offset_type: oneOf(
			...['CalendarDays', 'CalendarWeeks', 'CalendarMonths', 'CalendarYears', 'BusinessDays'],
		),
		cascading_source: ref('task_templates'),
		description: text,
		description_text_type: oneOf('plain_text', 'rich_text'),
		name: text,
		priority: oneOf(...PRIORITIES),
		private: bool,
		reminder_templates: subList(
			{
				duration_value: integer,
				duration_unit: oneOf(...Object.keys(UNITS)),
				notification_type: oneOf('Email', 'Popup'),
			},
			{
				kind: 'ReminderTemplate',
				required: ['duration_value', 'duration_unit', 'notification_type'],
			},
		),
		task_template_list: ref('task_template_lists'),
	},
	createOnly: ['task_template_list'],
	required: ['name'],
	defaults: ({ user }) => ({
		cascading: false,
		description_text_type: 'plain_text',
		priority: 'Normal',
		private: false,
		template_creator: user.id,
	}),
	settle: ({ reminder_templates }) => {
		for (const each of reminder_templates ?? []) {
			each.duration = each.duration_value * UNITS[each.duration_unit];
		}
	},
	filters: {
		priority: filter.choice('priority', 'high', 'normal', 'low'),
		query: filter.search((row) => [row.name]),
		task_template_list_id: filter.id('task_template_list'),
	},
	order: words('assignee.name days_from_assignment id name permission priority'),
	orderValues: {
		priority: (row) => PRIORITIES.indexOf(row.priority),
		permission: (row) => row.private,
		days_from_assignment: (row) => row.cascading_offset,
	},
};

interface Assignment {
	task_template_list: number;
	assignee_id?: number | null;
	due_at?: string | null;
}

/** A list can only be given to a matter; it is not changed or taken away again (facts 5.3). */
export const assignments: Rule = (value, place) =>
	entries(value, place).map((entry) =>
		object({
			task_template_list: ref('task_template_lists'),
			assignee_id: (id, at) => (id == null ? null : ref('users')({ id }, at)),
			notify_assignees: bool,
			due_at: day,
		})(entry, place),
	);

/** The tasks of the lists, and on the matter that it has them. */
export function assignLists(list: Assignment[], matter: Row, world: World): void {
	const { store } = world;
	const at = stamp(world.now());
	const known = store.get('matters', matter.id)!;
	const added = list.map((each) => ({
		id: store.nextId('TaskTemplateListInstance'),
		created_at: at,
		updated_at: at,
		...each,
	}));
	for (const each of list) assign(each, matter, world);
	// Stored beside the matter's own values, without an update that webhooks would tell of.
	known.list_instances = [...(known.list_instances ?? []), ...added];
}

/** Each task once, those that others depend on first. */
function assign(list: Assignment, matter: Row, world: World): void {
	const row = world.store.get('task_template_lists', list.task_template_list)!;
	const made = new Map<number, Row>();
	const templates = templatesOf(row, world);
	const byId = new Map(templates.map((each) => [each.id, each]));
	for (const template of templates) make(template);

	function make(template: Row): Row {
		const known = made.get(template.id);
		if (known) return known;
		const sourceTemplate = template.cascading && byId.get(template.cascading_source);
		const source = sourceTemplate ? make(sourceTemplate) : undefined;
		const due = list.due_at ?? dayOf(world.now());
		const from = source ? source.due_at : due;
		const due_at = template.cascading ? cascaded(from, template as unknown as Offset) : from;
		const task = create(tasks, taskOf(template, due_at), world);
		made.set(template.id, task);
		return task;
	}

	function taskOf(template: Row, due_at: string) {
		const { name, description, description_text_type, priority, task_type } = template;
		const id =
			list.assignee_id ?? template.assignee ?? matter.responsible_attorney ?? world.user.id;
		return {
			...{ name, description: description ?? name, description_text_type, priority, due_at },
			...(task_type && { task_type: { id: task_type } }),
			matter: { id: matter.id },
			assignee: { id, type: 'User' },
			permission: template.private ? 'private' : 'public',
		};
	}
}
