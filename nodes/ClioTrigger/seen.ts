/** As many as a busy firm has in days; the oldest make room. */
const mostKeys = 10_000;

/**
 * Deliveries that this process has seen of one trigger, so that a repeated one starts nothing. What other
 * processes saw, and what was before a restart, is known to n8n's own deduplication (repetitions.ts).
 */
export class Seen {
	/** Until when each counts, in milliseconds. */
	private readonly keys = new Map<string, number>();

	has = (keys: string[]): boolean =>
		keys.some((key) => (this.keys.get(key) ?? -Infinity) > Date.now());

	/** @param ms how long it counts; by default until it is displaced */
	add(keys: string[], ms = Infinity): void {
		for (const key of keys) {
			this.keys.delete(key);
			this.keys.set(key, Date.now() + ms);
		}
		for (const oldest of this.keys.keys()) {
			if (this.keys.size <= mostKeys) break;
			this.keys.delete(oldest);
		}
	}

	forget(keys: string[]): void {
		for (const key of keys) this.keys.delete(key);
	}
}

const byTrigger = new Map<string, Seen>();

/** Shared by all that happens to one trigger in this process. */
export function seenBy(trigger: string): Seen {
	const seen = byTrigger.get(trigger) ?? new Seen();
	byTrigger.set(trigger, seen);
	return seen;
}
