import { ClioTime } from './clioTime';
import { Line } from './line';
import { askedPause, limitTold, remainingTold, untilReset } from './told';
import type { Answered, Clock, Headers, Pacing } from './index';

/** Clio says in whole seconds when a window ends. */
const sameEnd = 1_500;
const second = 1_000;
const longestUnasked = 60_000;
/** How often those look who wait for what another is told, and for how long. */
const glance = 250;
const longestAsking = 10_000;

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
	private sent = 0;
	private answered = 0;
	private latestSentAt = -Infinity;

	async pass<T extends Answered>(clock: Clock, request: () => Promise<T>): Promise<T> {
		const number = await this.line.next(clock, async () => this.turn(clock));
		const sentAt = clock.elapsed();
		const answer = await request().finally(() => this.answered++);
		this.learn(clock, answer.headers, sentAt, this.sent - number);
		return answer;
	}

	refused(clock: Clock, headers: Headers, times: number): number {
		// Asked for again and again, the shortest pause becomes a longer one.
		const patience = Math.min(second * 2 ** (times - 1), longestUnasked);
		const wait = Math.max(askedPause(headers, this.clioTime.now(clock)) ?? 0, patience);
		this.closedUntil = Math.max(this.closedUntil, clock.elapsed() + wait);
		// Then one asks, not all at once.
		this.remaining = 0;
		this.endsAt = Infinity;
		return wait;
	}

	/** Waits until the budget allows a request, and takes it from the budget; gives the request's number. */
	private async turn(clock: Clock): Promise<number> {
		for (let wait = this.wait(clock.elapsed()); wait > 0; wait = this.wait(clock.elapsed()))
			await clock.sleep(wait);
		this.remaining--;
		this.latestSentAt = clock.elapsed();
		return ++this.sent;
	}

	private wait(now: number): number {
		if (now >= this.endsAt) {
			// A new window, whose end its first answer tells.
			this.remaining = this.limit;
			this.endsAt = Infinity;
		}
		return Math.max(this.opensAt(now), this.closedUntil) - now;
	}

	private opensAt(now: number): number {
		if (this.remaining > 0) return -Infinity;
		if (this.endsAt !== Infinity) return this.endsAt;
		// Nothing is left that is known of, and not until when: answers were lost, or are on their way. One asks.
		const isAsked = this.sent > this.answered && now < this.latestSentAt + longestAsking;
		return isAsked ? now + glance : -Infinity;
	}

	/** @param sentLater how many requests left after the one that was answered so */
	private learn(clock: Clock, headers: Headers, sentAt: number, sentLater: number): void {
		this.clioTime.learn(clock, headers, sentAt);
		const remaining = remainingTold(headers);
		const untilEnd = untilReset(headers, this.clioTime.now(clock));
		// Nor does the late answer of a window that is over tell of this one.
		if (remaining === undefined || !untilEnd) return this.learnNothing();
		const limit = limitTold(headers) ?? 0;
		this.limit = limit > 0 ? limit : Infinity;
		const endsAt = clock.elapsed() + untilEnd;
		// Answers of parallel requests arrive out of order: within a window the budget only shrinks. Where we have
		// not counted, those that left later are not yet among what Clio has counted.
		this.remaining = this.hasCounted(endsAt)
			? Math.min(this.remaining, remaining)
			: remaining - sentLater;
		this.endsAt = endsAt;
	}

	/** Whether `remaining` is of the window that ends then. */
	private hasCounted(endsAt: number): boolean {
		if (this.endsAt === Infinity) return this.remaining > 0 && this.remaining !== Infinity;
		return this.remaining !== Infinity && Math.abs(endsAt - this.endsAt) <= sameEnd;
	}

	/** Where Clio never told a limit, all may ask. */
	private learnNothing(): void {
		if (this.limit === Infinity) this.remaining = Infinity;
	}
}
