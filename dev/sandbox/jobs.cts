import { notFound } from './errors.cts';
import type { Row, Store } from './store.cts';
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

/** `state` itself is only written by the firm (change.cts). */
export const JOB_STATES = words('not_started queued in_progress completed failed');

/** How a job ends that does not end well; `never`: it does not end. */
export type Outcome = 'failed' | 'empty' | 'never';

/** Decides how the jobs of a kind end that are asked for from now on; without an outcome: well. */
export function setOutcome({ outcomes }: Store, path: string, outcome: Outcome | undefined): void {
	const possible = OUTCOMES[path];
	if (!possible) throw new Error(`${path} is not made in the background`);
	if (outcome === undefined) outcomes.delete(path);
	else if (possible.includes(outcome)) outcomes.set(path, outcome);
	else throw new Error(`${path} cannot end as ${outcome}`);
}

const OUTCOMES: Record<string, string[]> = {
	reports: words('failed empty never'),
	document_archives: words('failed never'),
	document_automations: words('failed never'),
};

export const stateOf: Computed = ({ state, asked_at, outcome = 'completed' }, { now }) => {
	if (state) return state;
	const age = now() - (asked_at ?? 0);
	if (age >= TAKES_MS) return outcome === 'never' ? 'in_progress' : outcome;
	return age >= STARTS_AFTER_MS ? 'in_progress' : 'queued';
};

const PROGRESS: Record<string, number> = { in_progress: 50, completed: 100, empty: 100 };

export const jobOf = (path: string) =>
	({
		computed: {
			state: stateOf,
			progress: (row, world) => PROGRESS[String(stateOf(row, world))] ?? 0,
		} satisfies Record<string, Computed>,
		defaults: ({ now, store }) => ({ asked_at: now(), outcome: store.outcomes.get(path) }),
	}) satisfies Partial<Resource>;
