/** Time as the client is handed it, so that tests and n8n Cloud decide what a clock and a wait are. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Resolves after `ms`, rejects when the execution is cancelled, so that nothing more is sent. */
	sleep(ms: number): Promise<void>;
}

export type Headers = Record<string, string | undefined>;

const longestWait = 120_000;
const usualWindow = 60_000;

/**
 * The budget of one access token (facts 2.8: 50 requests a minute at peak). Waits before the request
 * that Clio would refuse, not after. Shared by everything in this process that uses the token.
 */
export class Pacing {
	private limit = Infinity;
	private remaining = Infinity;
	/** When the window ends, on our clock. */
	private resetAt = 0;

	/** Waits until the budget allows a request, and takes it from the budget. */
	async turn(clock: Clock): Promise<void> {
		while (this.remaining <= 0 && clock.now() < this.resetAt) {
			await clock.sleep(this.resetAt - clock.now());
		}
		if (clock.now() >= this.resetAt) {
			// A new window, whose end the next answer tells.
			this.remaining = this.limit;
			this.resetAt = clock.now() + usualWindow;
		}
		this.remaining--;
	}

	/** Reads the budget from an answer. */
	learn(clock: Clock, headers: Headers): void {
		const remaining = Number(headers['x-ratelimit-remaining'] ?? NaN);
		const wait = untilReset(headers, clock.now());
		if (Number.isNaN(remaining) || wait === undefined) return;
		this.limit = Number(headers['x-ratelimit-limit'] ?? Infinity) || Infinity;
		const resetAt = clock.now() + wait;
		// Answers of parallel requests arrive out of order: within a window the budget only shrinks.
		const sameWindow = Math.abs(resetAt - this.resetAt) < 1_500 && clock.now() < this.resetAt;
		this.remaining = sameWindow ? Math.min(this.remaining, remaining) : remaining;
		this.resetAt = sameWindow ? Math.max(resetAt, this.resetAt) : resetAt;
	}

	/** Milliseconds Clio asks us to wait after a 429, at least one second. */
	static pause(headers: Headers, now: number): number {
		const after = headers['retry-after'];
		const seconds = Number(after);
		const asked = Number.isNaN(seconds)
			? Date.parse(String(after)) - serverNow(headers, now)
			: seconds * 1000;
		const wait =
			Number.isNaN(asked) || after === undefined ? (untilReset(headers, now) ?? 60_000) : asked;
		return clamp(wait, 1_000);
	}
}

/** `X-RateLimit-Reset` is a time on Clio's clock, which its `Date` header tells (facts 2.8). */
function untilReset(headers: Headers, now: number): number | undefined {
	const reset = Number(headers['x-ratelimit-reset'] ?? NaN);
	if (Number.isNaN(reset)) return undefined;
	return clamp(reset * 1000 - serverNow(headers, now), 0);
}

/** The time on Clio's clock, in milliseconds; `now` where the answer does not tell. */
export function serverNow(headers: Headers, now: number): number {
	const date = Date.parse(headers.date ?? '');
	return Number.isNaN(date) ? now : date;
}

const clamp = (ms: number, least: number): number => Math.min(Math.max(ms, least), longestWait);
