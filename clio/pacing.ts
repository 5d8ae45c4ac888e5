/** Time as the client is handed it, so that tests and n8n Cloud decide what a clock and a wait are. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Resolves after `ms`, rejects when the execution is cancelled, so that nothing more is sent. */
	sleep(ms: number): Promise<void>;
	/** Resolves when something else has come to an end, rejects when the execution is cancelled. */
	until(end: Promise<unknown>): Promise<void>;
}

export type Headers = Record<string, string | undefined>;

/** How many requests an API takes, and when; shared by everything in this process that it counts together. */
export interface Pacing {
	/** Carries out one request when the budget allows it, and reads the budget from its answer. */
	pass<T extends Answered>(clock: Clock, request: () => Promise<T>): Promise<T>;
	/** Milliseconds to wait after a 429, the first or one of several in a row. */
	pause(headers: Headers, now: number, times: number): number;
}

interface Answered {
	headers: Headers;
}

const longestWait = 120_000;
const usualWindow = 60_000;

/**
 * The budget of one access token of Clio Manage (facts 2.8: 50 requests a minute at peak). Waits before the
 * request that Clio would refuse, not after.
 */
export class WindowPacing implements Pacing {
	private limit = Infinity;
	private remaining = Infinity;
	/** When the window ends, on our clock. */
	private resetAt = 0;

	async pass<T extends Answered>(clock: Clock, request: () => Promise<T>): Promise<T> {
		await this.turn(clock);
		const answer = await request();
		this.learn(clock, answer.headers);
		return answer;
	}

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

	pause = (headers: Headers, now: number): number => askedPause(headers, now) ?? usualWindow;
}

const second = 1_000;
const longestPause = 16_000;

/**
 * The budget of one app at the Clio Platform: so many requests a second, whoever sends them (Platform facts 6).
 * They go one after the other, so that no two renew the token of a credential at the same time: its refresh
 * token is good for one renewal (Platform facts 3).
 */
export class SecondPacing implements Pacing {
	/** When the latest were answered, on our clock: when they came in at Clio, which counts them then, is not known. */
	private answered: number[] = [];
	private closedUntil = 0;
	private last: Promise<unknown> = Promise.resolve();

	constructor(private readonly perSecond: number) {}

	async pass<T extends Answered>(clock: Clock, request: () => Promise<T>): Promise<T> {
		const before = this.last;
		const mine = (async () => {
			await clock.until(before);
			await this.turn(clock);
			const answer = await request().finally(() => this.count(clock.now()));
			this.learn(clock, answer.headers);
			return answer;
		})();
		// Whoever gives up waiting leaves those behind in line.
		this.last = Promise.allSettled([before, mine]);
		return mine;
	}

	/** After a pause that Clio did not ask for, twice as long a one; all others wait, too. */
	pause(headers: Headers, now: number, times: number): number {
		const wait = askedPause(headers, now) ?? Math.min(1_000 * 2 ** (times - 1), longestPause);
		this.closedUntil = Math.max(this.closedUntil, now + wait);
		return wait;
	}

	private async turn(clock: Clock): Promise<void> {
		for (let wait = this.wait(clock.now()); wait > 0; wait = this.wait(clock.now()))
			await clock.sleep(wait);
	}

	private count(now: number): void {
		this.answered = [...this.answered, now].slice(-this.perSecond);
	}

	private wait(now: number): number {
		const { answered, perSecond, closedUntil } = this;
		const full = answered.length < perSecond ? 0 : answered[0] + second;
		return Math.max(full, closedUntil) - now;
	}

	/** Whether the Platform tells its budget is UNKNOWN (Platform facts 6). */
	private learn(clock: Clock, headers: Headers): void {
		const wait = untilReset(headers, clock.now());
		if (headers['x-ratelimit-remaining'] === '0' && wait) this.closedUntil = clock.now() + wait;
	}
}

/** Milliseconds Clio asks us to wait after a 429, at least one second; undefined if it does not say. */
function askedPause(headers: Headers, now: number): number | undefined {
	const after = headers['retry-after'];
	const seconds = Number(after);
	const asked = Number.isNaN(seconds)
		? Date.parse(String(after)) - serverNow(headers, now)
		: seconds * 1000;
	const wait = Number.isNaN(asked) || after === undefined ? untilReset(headers, now) : asked;
	return wait === undefined ? undefined : clamp(wait, 1_000);
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
