/** A small generator with a fixed start: the firm looks the same every time (mulberry32). */
export class Random {
	constructor(private state: number) {}

	/** From 0 up to, but not including, 1. */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	}

	/** A whole number from `low` to `high`, both included. */
	between(low: number, high: number): number {
		return low + Math.floor(this.next() * (high - low + 1));
	}

	pick<T>(list: readonly T[]): T {
		return list[this.between(0, list.length - 1)];
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}
}
