import { notFound } from './errors.cts';
import type { Row } from './store.cts';
import { words, type Computed, type Resource } from './vocabulary.cts';
import type { World } from './world.cts';

/** What Clio makes in the background (facts 4.4, 5.9): asked for now, there a little later. */

const STARTS_AFTER_MS = 500;
const TAKES_MS = 2000;

/** Its file can be fetched once it is completed. UNKNOWN what an earlier call gets: 404 here. */
export function refuseUnfinished(row: Row, world: World): void {
	const state = stateOf(row, world);
	if (state !== 'completed') throw notFound(`There is nothing to download: ${state}`);
}

/** `failed` and `empty` come from the firm alone (change.cts). */
export const JOB_STATES = words('not_started queued in_progress completed failed');

export const stateOf: Computed = ({ state, asked_at }, { now }) => {
	if (state) return state;
	const age = now() - (asked_at ?? 0);
	if (age >= TAKES_MS) return 'completed';
	return age >= STARTS_AFTER_MS ? 'in_progress' : 'queued';
};

const PROGRESS: Record<string, number> = { in_progress: 50, completed: 100, empty: 100 };

export const job = {
	computed: {
		state: stateOf,
		progress: (row, world) => PROGRESS[String(stateOf(row, world))] ?? 0,
	} satisfies Record<string, Computed>,
	defaults: ({ now }) => ({ asked_at: now() }),
} satisfies Partial<Resource>;
