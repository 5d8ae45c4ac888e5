interface Timer {
	due: number;
	run: () => unknown;
	handle?: NodeJS.Timeout;
}

/** What falls due within so many ms of each other is carried out together. */
const TOGETHER = 1000;
const LONGEST = 2 ** 31 - 1;

/** The sandbox's own time: the clock it was given, and how far a test has moved it ahead. */
export class Clock {
	private ahead = 0;
	private readonly timers = new Set<Timer>();

	constructor(private readonly base: () => number) {}

	readonly now = (): number => this.base() + this.ahead;

	/** Runs when so much time has passed, be it real or advanced. */
	after(ms: number, run: () => unknown): void {
		const timer: Timer = { due: this.now() + ms, run };
		this.timers.add(timer);
		this.arm(timer, ms);
	}

	/** Moves on; all that falls due on the way is done, at its moment and in its order. */
	async advance(ms: number, settled: () => Promise<unknown> = async () => {}): Promise<void> {
		const target = this.now() + ms;
		await settled();
		for (;;) {
			const waiting = [...this.timers].filter(({ due }) => due <= target);
			if (waiting.length === 0) break;
			const first = Math.min(...waiting.map(({ due }) => due));
			const batch = waiting.filter(({ due }) => due <= first + TOGETHER);
			this.moveTo(Math.max(...batch.map(({ due }) => due)));
			for (const timer of batch) this.fire(timer);
			await settled();
		}
		this.moveTo(target);
	}

	stop(): void {
		for (const timer of this.timers) clearTimeout(timer.handle);
		this.timers.clear();
	}

	private moveTo(time: number): void {
		this.ahead = Math.max(this.ahead, time - this.base());
	}

	private arm(timer: Timer, ms: number): void {
		const step = Math.min(ms, LONGEST);
		const next = () => (ms > step ? this.arm(timer, ms - step) : this.fire(timer));
		timer.handle = setTimeout(next, step);
	}

	private fire(timer: Timer): void {
		clearTimeout(timer.handle);
		if (this.timers.delete(timer)) timer.run();
	}
}
