import { setTimeout as sleep } from 'node:timers/promises';

export interface UntilOptions {
	/** Says what was waited for in vain. */
	what: string;
	withinMs?: number;
	everyMs?: number;
}

/** Asks again and again until there is an answer. */
export async function until<T>(
	ask: () => T | undefined | false | Promise<T | undefined | false>,
	{ what, withinMs = 60_000, everyMs = 250 }: UntilOptions,
): Promise<T> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer;
		if (Date.now() >= deadline) throw new Error(`${what}: not within ${withinMs / 1000} s`);
		await sleep(everyMs);
	}
}
