import { invalid } from '../errors.cts';
import { ref } from '../rules.cts';
import type { Row } from '../store.cts';
import { stamp } from '../time.cts';
import { one, words, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';
import { create, remove } from '../writes.cts';

const elapsed = ({ start_time }: Row, { now }: World): number =>
	Math.round((now() - Date.parse(start_time)) / 1000);

/** What it has counted is added to its time entry. */
function book(timer: Row, world: World): void {
	const activity = world.store.get('activities', timer.activity);
	if (!activity) return;
	const quantity = activity.quantity + elapsed(timer, world);
	const updated_at = stamp(world.now());
	const changed = { ...activity, quantity, updated_at, version: activity.version + 1 };
	world.store.commit('activities', changed);
}

/** A user has one timer (facts 5.4). UNKNOWN what a second one does; here it stops the first. */
function settle(row: Row, world: World): void {
	if (world.store.get('activities', row.activity)!.type !== 'TimeEntry') {
		throw invalid('activity must be a time entry');
	}
	const running = world.store.all('timer').find(({ user }) => user === row.user);
	if (running) remove(timer, running, world);
}

export const timer: Resource = {
	name: 'Timer',
	path: 'timer',
	single: true,
	permission: 'Activities',
	operations: 'GCD',
	fields: words('id etag start_time elapsed_time created_at updated_at'),
	nested: { activity: one('activities') },
	// In seconds, as all durations of activities; UNKNOWN here.
	computed: { elapsed_time: elapsed },
	body: { activity: ref('activities') },
	required: ['activity'],
	defaults: ({ user, now }) => ({ user: user.id, start_time: stamp(now()) }),
	settle,
	beforeDelete: book,
	visible: (row, { user }) => row.user === user.id,
};

/** Asked for in the body of a time entry. */
export function startTimer(asked: boolean, { id }: Row, world: World): void {
	if (asked) create(timer, { activity: { id } }, world);
}

export const timerOf = ({ id }: Row, world: World) =>
	world.grouped('timer', 'activity').get(id)?.[0]?.id;
