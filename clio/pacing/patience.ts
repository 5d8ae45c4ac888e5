/**
 * For how long an execution lets Clio refuse its requests for their number. When that is over, those to come
 * are refused at once until Clio's last pause has passed: two hundred items do not wait ten minutes each.
 */
export class Patience<Refusal> {
	private since?: number;
	private pause = 0;
	private last?: { refusal: Refusal; until: number };

	/** @param longest in milliseconds */
	constructor(private readonly longest: number) {}

	/** What stands for an answer that need not be asked for; times in milliseconds, as `elapsed` counts. */
	hopeless(now: number): Refusal | undefined {
		return this.last && now < this.last.until ? this.last.refusal : undefined;
	}

	/** True if it is over with this refusal. Others who waited as long need not wait for its pause as well. */
	endsWith(refusal: Refusal, now: number): boolean {
		this.since ??= now;
		if (now - this.since < this.longest) return false;
		this.last = { refusal, until: now + this.pause };
		return true;
	}

	/** It is not over, and there is a pause, in milliseconds. */
	lasts(pause: number): void {
		this.pause = pause;
	}

	/** Clio has taken a request. */
	renew(): void {
		this.since = undefined;
	}
}
