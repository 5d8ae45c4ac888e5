/** Work in order for each key, so many at once. */
export class Lanes {
	private readonly waiting = new Map<number, (() => Promise<void>)[]>();
	private readonly running = new Map<number, number>();
	private readonly active = new Set<Promise<void>>();

	constructor(private readonly width: () => number) {}

	add(key: number, work: () => Promise<void>): void {
		const queue = this.waiting.get(key);
		if (queue) queue.push(work);
		else this.waiting.set(key, [work]);
		this.next(key);
	}

	/** Nothing waits, nothing runs. */
	async idle(): Promise<void> {
		while (this.active.size > 0) await Promise.all(this.active);
	}

	private next(key: number): void {
		const queue = this.waiting.get(key) ?? [];
		const running = this.running.get(key) ?? 0;
		if (running >= this.width()) return;
		const work = queue.shift();
		if (!work) return void (running === 0 && this.forget(key));
		this.running.set(key, running + 1);
		const done = work().finally(() => {
			this.active.delete(done);
			this.running.set(key, this.running.get(key)! - 1);
			this.next(key);
		});
		this.active.add(done);
	}

	private forget(key: number): void {
		this.waiting.delete(key);
		this.running.delete(key);
	}
}
