import { Line } from './line';
import { askedPause, remainingTold, serverNow, untilReset } from './told';
import type { Answered, Clock, Headers, Pacing } from './index';

const second = 1_000;
const longestUnasked = 16_000;

/**
 * The budget of one app at the Clio Platform: so many requests a second, whoever sends them (Platform facts 6).
 * They go one after the other, so that no two renew the token of a credential at the same time: its refresh
 * token is good for one renewal (Platform facts 3).
 */
export class SecondPacing implements Pacing {
	private readonly line = new Line();
	/** When the latest were answered, on our clock: when they came in at Clio, which counts them then, is not known. */
	private answered: number[] = [];
	private closedUntil = -Infinity;

	constructor(private readonly perSecond: number) {}

	async pass<T extends Answered>(clock: Clock, request: () => Promise<T>): Promise<T> {
		return this.line.next(clock, async () => {
			await this.turn(clock);
			const answer = await request().finally(() => this.count(clock.elapsed()));
			this.learn(clock, answer.headers);
			return answer;
		});
	}

	/** After a pause that Clio did not ask for, twice as long a one. */
	refused(clock: Clock, headers: Headers, times: number): number {
		const unasked = Math.min(second * 2 ** (times - 1), longestUnasked);
		const wait = askedPause(headers, serverNow(headers, clock.now())) ?? unasked;
		this.close(clock, wait);
		return wait;
	}

	private async turn(clock: Clock): Promise<void> {
		for (let wait = this.wait(clock.elapsed()); wait > 0; wait = this.wait(clock.elapsed()))
			await clock.sleep(wait);
	}

	private count(now: number): void {
		this.answered = [...this.answered, now].slice(-this.perSecond);
	}

	private wait(now: number): number {
		const { answered, perSecond, closedUntil } = this;
		const full = answered.length < perSecond ? -Infinity : answered[0] + second;
		return Math.max(full, closedUntil) - now;
	}

	/** Whether the Platform tells its budget is UNKNOWN (Platform facts 6). */
	private learn(clock: Clock, headers: Headers): void {
		if (remainingTold(headers) !== 0) return;
		this.close(clock, untilReset(headers, serverNow(headers, clock.now())) ?? 0);
	}

	private close(clock: Clock, wait: number): void {
		this.closedUntil = Math.max(this.closedUntil, clock.elapsed() + wait);
	}
}
