import { createHash } from 'node:crypto';
import type { Fault } from './faults.cts';

/** What share of the requests meets each fault, between 0 and 1. */
export type Rates = Partial<Record<Fault, number>>;

/** So large a share of all requests, each kind as often as the others. */
export const evenly = (share: number, kinds: Fault[]): Rates =>
	Object.fromEntries(kinds.map((kind) => [kind, share / kinds.length]));

/**
 * Draws what befalls a request: always the same for the same seed, and for as many requests to the same place
 * before it. The order in which those to several places come, which nobody can foretell, changes nothing.
 */
export class Chance {
	private readonly counts = new Map<string, number>();

	constructor(
		private readonly seed: number,
		private readonly rates: Rates,
	) {}

	draw(method: string, path: string): Fault | undefined {
		const place = `${method} ${path.replace(/[\da-f]{8,}|\d+/gi, '…')}`;
		const count = this.counts.get(place) ?? 0;
		this.counts.set(place, count + 1);
		let left = between0And1(`${this.seed} ${place} ${count}`);
		for (const [fault, rate] of Object.entries(this.rates)) {
			left -= rate;
			if (left < 0) return fault as Fault;
		}
		return undefined;
	}
}

const between0And1 = (text: string): number =>
	createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
