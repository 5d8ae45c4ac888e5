import { ClioTime } from './clioTime';
import { Line } from './line';
import { askedPause, limitTold, remainingTold, untilReset } from './told';
import type { Answered, Clock, Headers, Pacing } from './index';

/** Clio says in whole seconds when a window ends. */
const sameEnd = 1_500;
const second = 1_000;
const longestUnasked = 60_000;

/**
 * The budget of one access token of Clio Manage (facts 2.8: 50 requests a minute at peak). Waits before the
 * request that Clio would refuse, not after. All it knows is what Clio's answers tell: how long a window is, and
 * whether another process or program uses the same token, shows in them.
 */
export class WindowPacing implements Pacing {
	private readonly line = new Line();
	private readonly clioTime = new ClioTime();
	private limit = Infinity;
	/** Of this window; every request counts from when it leaves. */
	private remaining = Infinity;
	/** When the window ends, as `elapsed` counts; not known before the first answer in it. */
	private endsAt = Infinity;
	private closedUntil = -Infinity;

	async pass<T extends Answered>(clock: Clock, request: () => Promise<T>): Promise<T> {
		await this.line.next(clock, async () => this.turn(clock));
		const sentAt = clock.elapsed();
		const answer = await request();
		this.learn(clock, answer.headers, sentAt);
		return answer;
	}

	refused(clock: Clock, headers: Headers, times: number): void {
		// Asked for again and again, the shortest pause becomes a longer one.
		const patience = Math.min(second * 2 ** (times - 1), longestUnasked);
		const wait = Math.max(askedPause(headers, this.clioTime.now(clock)) ?? 0, patience);
		this.closedUntil = Math.max(this.closedUntil, clock.elapsed() + wait);
	}

	/** Waits until the budget allows a request, and takes it from the budget. */
	private async turn(clock: Clock): Promise<void> {
		for (let wait = this.wait(clock.elapsed()); wait > 0; wait = this.wait(clock.elapsed()))
			await clock.sleep(wait);
		this.remaining--;
	}

	private wait(now: number): number {
		if (now >= this.endsAt) {
			// A new window, whose end its first answer tells.
			this.remaining = this.limit;
			this.endsAt = Infinity;
		}
		const opensAt = this.remaining > 0 ? -Infinity : this.endsAt;
		return Math.max(opensAt, this.closedUntil) - now;
	}

	private learn(clock: Clock, headers: Headers, sentAt: number): void {
		this.clioTime.learn(clock, headers, sentAt);
		const remaining = remainingTold(headers);
		const untilEnd = untilReset(headers, this.clioTime.now(clock));
		if (remaining === undefined || untilEnd === undefined) return;
		this.limit = limitTold(headers) || Infinity;
		const endsAt = clock.elapsed() + untilEnd;
		// Answers of parallel requests arrive out of order: within a window the budget only shrinks.
		const isNew = this.endsAt !== Infinity && Math.abs(endsAt - this.endsAt) > sameEnd;
		this.remaining = isNew ? remaining : Math.min(this.remaining, remaining);
		this.endsAt = endsAt;
	}
}
