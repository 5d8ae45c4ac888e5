import { badRequest, invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { integer, member, oneOf, ref } from '../rules.cts';
import type { Row } from '../store.cts';
import { isTrue } from '../sub-lists.cts';
import { stamp } from '../time.cts';
import { one, words, type Computed, type Filter, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';
import { create, remove, update } from '../writes.cts';

const STATES = words(`initializing scheduling rescheduling scheduled attempting_delivery
	delivery_failed delivered delivery_skipped invalid_user`);

const MINUTES: Record<string, number> = { weeks: 10_080, days: 1440, hours: 60, minutes: 1 };

const SUBJECTS: Record<string, string> = { CalendarEntry: 'calendar_entries', Task: 'tasks' };

const subjectOf = ({ subject }: Row, { store }: World): Row | undefined =>
	store.get(SUBJECTS[subject.type], subject.id);

/** UNKNOWN at which hour of the day a task is due; midnight UTC here. */
function deliveryOf(row: Row, world: World): number {
	const subject = subjectOf(row, world);
	const time = subject && (row.subject.type === 'Task' ? subject.due_at : subject.start_at);
	return time ? Date.parse(time) - row.duration * 60_000 : NaN;
}

/** UNKNOWN what the state of a reminder is whose task has no due date. */
function stateOf(row: Row, world: World): string {
	const at = deliveryOf(row, world);
	if (Number.isNaN(at)) return 'initializing';
	return at <= world.now() ? 'delivered' : 'scheduled';
}

const methodOf = (row: Row, { store }: World) =>
	store.get('notification_methods', row.notification_method);

function settle(row: Row, world: World): void {
	if (row.duration_value < 0) throw invalid('duration_value must not be negative');
	row.duration = row.duration_value * MINUTES[row.duration_unit];
	const { user, type } = methodOf(row, world)!;
	// A pop-up is for oneself (spec); UNKNOWN with which words it is refused for others.
	if (type === 'Popup' && user !== world.user.id) {
		throw invalid('notification_method is the pop-up of another user');
	}
	// By what tasks and calendar entries find theirs.
	row.task = row.subject.type === 'Task' ? row.subject.id : null;
	row.calendar_entry = row.subject.type === 'CalendarEntry' ? row.subject.id : null;
}

const subject: Computed = (row, world) => {
	const found = subjectOf(row, world);
	const { type } = row.subject;
	return found && { id: found.id, type, identifier: found.name ?? found.summary };
};

const LOWER: Record<string, string> = { CalendarEntry: 'calendar_entry', Task: 'task' };

const subjectId: Filter = (values, world, query) => {
	if (!query.get('subject_type')) throw badRequest('subject_id needs subject_type');
	return filter.id((row) => row.subject.id)(values, world, query);
};

export const reminders: Resource = {
	name: 'Reminder',
	path: 'reminders',
	permission: 'General',
	operations: 'LGCUD',
	fields: words('id etag duration next_delivery_at state created_at updated_at'),
	nested: { notification_method: one('NotificationMethod'), subject: one('PolymorphicObject') },
	computed: {
		next_delivery_at: (row, world) => {
			const at = deliveryOf(row, world);
			return Number.isNaN(at) ? null : stamp(at);
		},
		state: stateOf,
		subject,
	},
	body: {
		duration_unit: oneOf(...Object.keys(MINUTES)),
		duration_value: integer,
		notification_method: ref('notification_methods'),
		subject: member(SUBJECTS),
	},
	createOnly: ['subject'],
	required: ['subject', 'notification_method'],
	// UNKNOWN: the spec requires neither of them.
	defaults: () => ({ duration_value: 10, duration_unit: 'minutes' }),
	settle,
	filters: {
		notification_method_id: filter.id('notification_method'),
		state: filter.choice(stateOf, ...STATES),
		subject_id: subjectId,
		subject_type: filter.choice((row) => LOWER[row.subject.type], 'calendar_entry', 'task'),
		user_id: filter.id((row, world) => methodOf(row, world)?.user),
	},
	order: words('next_delivery_at id'),
};

/** As part of another body: with an id changed or removed, without one added. */
export function keepReminders(list: Record<string, any>[], task: number, world: World): void {
	for (const { id, _destroy, ...given } of list) {
		const found = id == null ? undefined : world.store.get('reminders', Number(id));
		if (id == null) create(reminders, { ...given, subject: { id: task, type: 'Task' } }, world);
		else if (found?.task !== task) throw invalid(`reminders has no entry with the id ${id}`);
		else if (isTrue(_destroy)) remove(reminders, found, world);
		else update(reminders, found, given, world);
	}
}

/** Of a task or a calendar entry. */
export const remindersOf =
	(field: 'task' | 'calendar_entry'): Computed =>
	(row, world) =>
		(world.grouped('reminders', field).get(row.id) ?? []).map(({ id }) => id);

/** They go with what they remind of. */
export const removeReminders =
	(field: 'task' | 'calendar_entry') =>
	({ id: subjectKey }: Row, world: World): void => {
		for (const { id } of [...(world.grouped('reminders', field).get(subjectKey) ?? [])]) {
			world.store.remove('reminders', id);
		}
	};
