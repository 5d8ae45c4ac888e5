import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nApi } from '../api.cts';
import type { Sandbox } from '../host.cts';
import type { N8n } from '../n8n.cts';
import type { MovableClock } from './clock.cts';

interface Moved {
	n8n: N8n;
	api: N8nApi;
	sandbox: Sandbox;
	clock: MovableClock;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const STEP = 6 * HOUR;
const QUIET_MS = 150;
/** An idle n8n is far below, and one that has only begun what fell due above. */
const BUSY = 0.25;
const QUIET_WITHIN_MS = 60_000;

/** A host's `advance`. */
export function advancer(
	host: Omit<Moved, 'clock'> & { clock?: MovableClock },
): (ms: number, stepMs?: number) => Promise<void> {
	return async (ms, stepMs) => {
		const { clock } = host;
		if (!clock) throw new Error('This host was started without movableClock');
		await advance({ ...host, clock }, ms, stepMs);
	};
}

/**
 * Lets time pass for n8n and Clio together. In every step each cron that falls due fires once, at the
 * end of it, and all that follows from it is over before the next.
 */
async function advance(moved: Moved, ms: number, stepMs = STEP): Promise<void> {
	// Time must not run away under triggers that are just being started.
	if (moved.n8n.isRunning) await moved.api.allPublished();
	for (let left = ms; left > 0; left -= stepMs) {
		const part = Math.min(left, stepMs);
		await quiet(moved);
		await moved.sandbox.advance(part);
		await moved.clock.advance(part, moved.n8n.isRunning);
	}
	await quiet(moved);
}

/** For two moments in a row n8n executes nothing and nothing passes between it and Clio. */
async function quiet(moved: Moved): Promise<void> {
	const deadline = Date.now() + QUIET_WITHIN_MS;
	let noise: string | undefined;
	for (let moments = 0; moments < 2;) {
		noise = await listen(moved);
		moments = noise ? 0 : moments + 1;
		if (noise && Date.now() > deadline) {
			throw new Error(`n8n and Clio are not quiet after ${QUIET_WITHIN_MS / 1000} s: ${noise}`);
		}
	}
}

async function listen({ n8n, api, sandbox, clock }: Moved): Promise<string | undefined> {
	const before = traffic(sandbox);
	if (n8n.isRunning) await clock.utilization();
	await sleep(QUIET_MS);
	const share = n8n.isRunning ? await clock.utilization() : 0;
	if (share > BUSY) return `n8n is busy for ${Math.round(share * 100)} % of the time`;
	await sandbox.webhooks.settled();
	const after = traffic(sandbox);
	if (after !== before) return after;
	const executions = n8n.isRunning ? await api.underWay() : [];
	const words = executions.map(({ id, mode, status }) => `${mode} execution ${id} is ${status}`);
	return words.join(', ') || undefined;
}

/** What has passed so far; the sandbox's logs hold no more than so many. */
function traffic({ requests, platform, deliveries }: Sandbox): string {
	const last = [requests, platform.requests].flatMap((log) => [
		log.length,
		log.at(-1)?.time,
		log.at(-1)?.path,
	]);
	return [...last, deliveries.length].join(' ');
}
