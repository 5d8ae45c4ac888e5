import type { Clock } from './index';

/** How long anything was waited for: several waits at the same time count once. */
export class Stopwatch {
	private waits = 0;
	private since = 0;
	private passed = 0;

	constructor(private readonly clock: Pick<Clock, 'elapsed'>) {}

	/** Begins a wait; what it gives back ends it. */
	begin(): () => void {
		if (!this.waits++) this.since = this.clock.elapsed();
		let isOver = false;
		return () => {
			if (isOver) return;
			isOver = true;
			if (!--this.waits) this.passed += this.clock.elapsed() - this.since;
		};
	}

	/** In milliseconds, by the waits that are over. */
	get ms(): number {
		return this.passed;
	}
}
