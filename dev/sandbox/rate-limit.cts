import { ApiError } from './errors.cts';

interface Window {
	endsAt: number;
	used: number;
}

/** By name, `retry-after` among them where a call is refused. */
export type LimitHeaders = Record<string, string>;

/** Headers as they are told, made of the true ones. */
export type Told = (headers: LimitHeaders) => LimitHeaders;

/**
 * With the first call, or on the clock, e.g. at each whole minute. How Clio's windows run is UNKNOWN; with
 * whole seconds in the headers only the second kind ends when it says so.
 */
export type WindowsBegin = 'withFirstCall' | 'onTheClock';

/** Per access token, in fixed windows (facts 2.8). */
export class RateLimit {
	/** What the headers say in place of the truth. */
	told: Told = (headers) => headers;
	private windows = new Map<string, Window>();
	private begin: WindowsBegin = 'withFirstCall';

	constructor(
		private readonly now: () => number,
		private limit: number,
		private windowSeconds: number,
	) {}

	set(limit: number, windowSeconds: number, begin: WindowsBegin = 'withFirstCall'): void {
		this.limit = limit;
		this.windowSeconds = windowSeconds;
		this.begin = begin;
		this.windows.clear();
	}

	/** Counts calls that somebody else made with the token. */
	take(token: string, count: number): void {
		this.windowAt(token, this.now()).used += count;
	}

	/** Counts a call and gives its headers; beyond the limit it refuses with 429 and Retry-After. */
	spend(token: string): LimitHeaders {
		const now = this.now();
		const limit = this.limit || 10_000;
		const window = this.windowAt(token, now);
		// Without a limit there is always one left; who also counts by himself waits after so many all the same.
		const least = this.limit === 0 ? 1 : 0;
		const headers = {
			'x-ratelimit-limit': String(limit),
			'x-ratelimit-remaining': String(Math.max(least, limit - ++window.used)),
			'x-ratelimit-reset': String(Math.ceil(window.endsAt / 1000)),
		};
		if (this.limit === 0 || window.used <= limit) return this.told(headers);
		const wait = Math.max(1, Math.ceil((window.endsAt - now) / 1000));
		const refusal = this.told({ ...headers, 'retry-after': String(wait) });
		throw new ApiError(
			429,
			'RateLimited',
			`Rate limit reached. Retry in ${wait} seconds.`,
			refusal,
		);
	}

	private windowAt(token: string, now: number): Window {
		let window = this.windows.get(token);
		if (!window || window.endsAt <= now) {
			const length = this.windowSeconds * 1000;
			const startedAt = this.begin === 'onTheClock' ? now - (now % length) : now;
			window = { endsAt: startedAt + length, used: 0 };
			this.windows.set(token, window);
		}
		return window;
	}
}
