import type { Clock, Headers } from './index';

/**
 * What time it is at Clio, by the header `Date` of its answers. That has whole seconds only, so each answer leaves
 * a second of doubt; several together, less: the end of a window is met closely instead of two seconds late.
 */
export class ClioTime {
	/** Clio's clock less ours is between these, in milliseconds. */
	private least = -Infinity;
	private most = Infinity;

	/** @param sentAt when the request left, as `clock.elapsed` counts */
	learn(clock: Clock, headers: Headers, sentAt: number): void {
		const date = Date.parse(headers.date ?? '');
		if (Number.isNaN(date)) return;
		const [least, most] = [date - clock.elapsed(), date + 1_000 - sentAt];
		// One of the clocks was set.
		const isAnother = least > this.most || most < this.least;
		this.least = isAnother ? least : Math.max(least, this.least);
		this.most = isAnother ? most : Math.min(most, this.most);
	}

	/** At the earliest, in milliseconds since 1970; by our clock where Clio never told. */
	now(clock: Clock): number {
		return this.least === -Infinity ? clock.now() : clock.elapsed() + this.least;
	}
}
