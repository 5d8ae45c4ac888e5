import { ClioError, raise } from '../errors';
import { longestInLine, type Clock } from './index';

/** Those who wait for the same budget, first come, first served: of several executions each has its turn. */
export class Line {
	private last: Promise<unknown> = Promise.resolve();
	private waiting = 0;

	/** Carries out `work` after that of those before. */
	async next<T>(clock: Clock, work: () => Promise<T>): Promise<T> {
		const before = this.last;
		const mine = this.inTurn(clock, before, work);
		// Whoever gives up waiting leaves those behind in line; what became of the work is not kept.
		this.last = Promise.allSettled([before, mine]).then(() => undefined);
		return mine;
	}

	private async inTurn<T>(
		clock: Clock,
		before: Promise<unknown>,
		work: () => Promise<T>,
	): Promise<T> {
		const since = clock.elapsed();
		try {
			if (this.waiting++) await clock.until(before);
			if (clock.elapsed() - since > longestInLine) return tooLong();
			return await work();
		} finally {
			this.waiting--;
		}
	}
}

const tooLong = (): never =>
	raise(
		new ClioError(
			'rateLimit',
			'This request waited an hour for its turn and was not sent',
			'Clio takes only so many requests a minute from one connection, and too many workflows ask at the same time. Let them start at other times, or ask for less.',
		),
	);
