import { ApiError } from './errors.cts';

interface Window {
	endsAt: number;
	used: number;
}

/** Per access token, in fixed windows (facts 2.8; how Clio's windows run is UNKNOWN). */
export class RateLimit {
	private windows = new Map<string, Window>();

	constructor(
		private readonly now: () => number,
		private limit: number,
		private windowSeconds: number,
	) {}

	set(limit: number, windowSeconds: number): void {
		this.limit = limit;
		this.windowSeconds = windowSeconds;
		this.windows.clear();
	}

	/** Counts a call and gives its headers; beyond the limit it refuses with 429 and Retry-After. */
	spend(token: string): Record<string, string> {
		const now = this.now();
		const limit = this.limit || 10_000;
		const window = this.windowAt(token, now);
		// Without a limit there is always one left, or a careful caller would begin to wait.
		const least = this.limit === 0 ? 1 : 0;
		const headers = {
			'x-ratelimit-limit': String(limit),
			'x-ratelimit-remaining': String(Math.max(least, limit - ++window.used)),
			'x-ratelimit-reset': String(Math.ceil(window.endsAt / 1000)),
		};
		if (this.limit === 0 || window.used <= limit) return headers;
		const wait = Math.max(1, Math.ceil((window.endsAt - now) / 1000));
		throw new ApiError(429, 'RateLimited', `Rate limit reached. Retry in ${wait} seconds.`, {
			...headers,
			'retry-after': String(wait),
		});
	}

	private windowAt(token: string, now: number): Window {
		let window = this.windows.get(token);
		if (!window || window.endsAt <= now) {
			window = { endsAt: now + this.windowSeconds * 1000, used: 0 };
			this.windows.set(token, window);
		}
		return window;
	}
}
