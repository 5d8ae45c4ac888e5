import assert from 'node:assert/strict';
import type { Outcome } from '../engine/engine.cts';
import type { Line } from './chaos-line.cts';

/** What came of an item: all that should, or a message. */
export interface Verdict {
	error?: string;
}

/** Judges when all is over, for what was sent may arrive late; throws if anything is wrong. */
export type Judge = () => Verdict[] | Promise<Verdict[]>;

/** Something that a workflow does over a line, and what must be true of it whatever happens there. */
export interface Work {
	family: string;
	isChange: boolean;
	run(line: Line): Promise<Judge>;
}

/** Of one item: its records, or the message that took their place. */
export interface Told {
	records: Outcome['items'];
	error?: string;
	/** The message says that a change may have been carried out. */
	mayBeDone: boolean;
}

/** Settings of a node that goes on after errors. */
export const goesOn = { node: { onError: 'continueRegularOutput' as const } };

/** What was said of each input item. */
export function toldOf({ items, error }: Outcome, count = 1): Told[] {
	const whole = error && said(error.message, error.description);
	return Array.from({ length: count }, (_, item) => {
		const records = items.filter(({ pairedItem }) => Object(pairedItem).item === item);
		const failed = records.find(({ json }) => 'error' in json && 'details' in json);
		if (failed) return said(failed.json.error, failed.json.details);
		return whole ?? { records, mayBeDone: false };
	});
}

const inDoubt = /may or may not have been carried out|It goes on: ID|has been asked for it: ID/;
const programsWords = /undefined|\[object|\bnull\b|NaN|Cannot read|not a function|Unexpected|<html/;

/** A message as a person reads it: what happened, what to do, and none of a program's own words. */
export function said(message: unknown, details: unknown): Told {
	const error = `${String(message)} | ${String(details)}`;
	assert.ok(message && details, `A message lacks one of its halves: ${error}`);
	assert.doesNotMatch(error, programsWords);
	return { records: [], error, mayBeDone: inDoubt.test(error) };
}

/**
 * A change that was reported as done is done, once; one of which a message says that it failed is not, unless the
 * message says that it may be.
 */
export function judged(told: Told, times: number, what: string): Verdict {
	assert.ok(times <= 1, `${what} was done ${times} times`);
	if (!told.error) assert.equal(times, 1, `${what} was reported as done and is not`);
	else if (!told.mayBeDone) assert.equal(times, 0, `${what} is done, but was told: ${told.error}`);
	return { error: told.error };
}
