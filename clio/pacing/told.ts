import type { Headers } from './index';

/* What an answer tells of the budget. Whatever it says, no wait on the word of one answer is longer than this. */
const longestPause = 120_000;
const shortestPause = 1_000;

/** Milliseconds Clio asks us to wait after a 429; undefined if it does not say. */
export function askedPause(headers: Headers, clioNow: number): number | undefined {
	const after = headers['retry-after'];
	const asked = after === undefined ? NaN : (inSeconds(after) ?? Date.parse(after) - clioNow);
	const wait = Number.isNaN(asked) ? untilReset(headers, clioNow) : asked;
	return wait === undefined ? undefined : clamp(wait, shortestPause);
}

/** Milliseconds until the window ends, by Clio's clock (facts 2.8). */
export function untilReset(headers: Headers, clioNow: number): number | undefined {
	const reset = numberIn(headers['x-ratelimit-reset']);
	return reset === undefined ? undefined : clamp(reset * 1_000 - clioNow, 0);
}

/** How many requests there are in a window, and how many are left. */
export const limitTold = (headers: Headers) => numberIn(headers['x-ratelimit-limit']);
export const remainingTold = (headers: Headers) => numberIn(headers['x-ratelimit-remaining']);

/** The time on Clio's clock, in milliseconds; `now` where the answer does not tell. */
export function serverNow(headers: Headers, now: number): number {
	const date = Date.parse(headers.date ?? '');
	return Number.isNaN(date) ? now : date;
}

const inSeconds = (text: string): number | undefined => {
	const seconds = numberIn(text);
	return seconds === undefined ? undefined : seconds * 1_000;
};

function numberIn(text: string | undefined): number | undefined {
	const number = text?.trim() ? Number(text) : NaN;
	return Number.isFinite(number) ? number : undefined;
}

const clamp = (ms: number, least: number): number => Math.min(Math.max(ms, least), longestPause);
