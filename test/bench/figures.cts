/** How figures are worked out and written. */

export function median(numbers: number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	const half = (sorted.length - 1) / 2;
	return (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
}

/** Milliseconds as seconds. */
export const seconds = (ms: number): string =>
	ms < 100_000 ? (ms / 1_000).toFixed(2) : whole(Math.round(ms / 1_000));

/** From the least to the most: what the machine does beside. */
export const spread = (ms: number[]): string =>
	`${seconds(Math.min(...ms))} to ${seconds(Math.max(...ms))}`;

export const ratio = (one: number, other: number): string => (one / other).toFixed(2);

export const MB = 2 ** 20;
export const megabytes = (bytes: number): string => (bytes / MB).toFixed(0);

export const whole = (number: number): string => number.toLocaleString('en-US');

/** What there is none of. */
export const none = '–';
