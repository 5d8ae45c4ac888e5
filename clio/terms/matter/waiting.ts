import type { Json } from '../../client';
import { isEmpty, toBoolean } from '../../convert';
import { dayIn } from '../../dates';
import { refuse } from '../../errors';
import { nameOf } from '../../facts';
import { recordId } from '../../ids';
import { resources } from '../../resources';
import type { Asking, Sieve } from '../terms';

/** Matters that wait for somebody. Clio's list cannot be asked for any of these, so it is read and chosen from. */
const waiting: Record<string, (value: unknown, asking: Asking) => Sieve | undefined> = {
	inactive_days: (value, asking) => {
		const days = wholeDays('inactive_days', value);
		const lastOf = (record: Json) => dayOf(record.last_activity_date, asking);
		// One on which nothing was ever done waits since it was opened.
		const since = (record: Json) =>
			lastOf(record) ?? dayOf(record.open_date, asking) ?? dayOf(record.created_at, asking);
		return {
			reads: ['last_activity_date', 'open_date', 'created_at'],
			keeps: (record) => daysSince(since(record), asking) >= days,
			adds: (record) => ({
				lastActivity: lastOf(record) ?? null,
				daysWithoutActivity: daysSince(since(record), asking),
			}),
		};
	},
	in_stage_days: (value, asking) => {
		const days = wholeDays('in_stage_days', value);
		// Whether Clio stamps the stage that a matter was created in is not known.
		const since = (record: Json) =>
			dayOf(record.matter_stage_updated_at, asking) ?? dayOf(record.created_at, asking);
		return {
			reads: ['matter_stage.id', 'matter_stage_updated_at', 'created_at'],
			keeps: (record) => !!record.matter_stage && daysSince(since(record), asking) >= days,
			adds: (record) => ({
				inStageSince: since(record) ?? null,
				daysInStage: daysSince(since(record), asking),
			}),
		};
	},
	limitation_days: (value, asking) => {
		const days = wholeDays('limitation_days', value);
		const dueOf = (record: Json) =>
			dayOf((Object(record.statute_of_limitations) as Json).due_at, asking);
		return {
			reads: ['statute_of_limitations.due_at', 'statute_of_limitations.status'],
			keeps: (record) => {
				const { status } = Object(record.statute_of_limitations) as Json;
				return status !== 'complete' && daysSince(dueOf(record), asking) >= -days;
			},
			adds: (record) => {
				const daysLeft = 0 - daysSince(dueOf(record), asking);
				return { limitationDate: dueOf(record), daysLeft, isOverdue: daysLeft < 0 };
			},
		};
	},
	trust_below_minimum: (value) => {
		if (!toBoolean(value, labelOf('trust_below_minimum'))) return undefined;
		return {
			reads: [
				'account_balances.balance',
				'account_balances.type',
				'evergreen_retainer.minimum_threshold',
			],
			keeps: (record) => cents(minimumOf(record)) > cents(trustOf(record)),
			adds: (record) => ({
				trustBalance: trustOf(record),
				trustMinimum: minimumOf(record),
				shortfall: (cents(minimumOf(record)) - cents(trustOf(record))) / 100,
			}),
		};
	},
};

/** Closed matters wait for nobody, unless the filter Status says so. */
export function notClosed(values: Json): Json {
	const own = Object.keys(values).filter((key) => resources.matter.filters[key]?.own);
	for (const key of own) {
		if (isEmpty(values[key]))
			refuse(
				`The filter ${labelOf(key)} is empty`,
				'Give it a value, or remove the filter to get all records.',
			);
	}
	if (!own.some((key) => key in waiting) || !isEmpty(values.status)) return values;
	return { ...values, status: ['open', 'pending'] };
}

/** What all these filters together keep. */
export function sieve(values: Json, asking: Asking): Sieve | undefined {
	const parts = Object.entries(values).flatMap(([key, value]) => {
		const one = key === 'stage' ? ofStage(value) : waiting[key]?.(value, asking);
		return one ?? [];
	});
	if (!parts.length) return undefined;
	return {
		reads: [...new Set(parts.flatMap(({ reads }) => reads))],
		keeps: (record) => parts.every(({ keeps }) => keeps(record)),
		adds: (record) => Object.assign({}, ...parts.map(({ adds }) => adds?.(record))) as Json,
	};
}

function ofStage(value: unknown): Sieve {
	const wanted = recordId(resources.matterStage, value);
	return {
		reads: ['matter_stage.id'],
		keeps: ({ matter_stage: stage }) => String((Object(stage) as Json).id) === wanted,
	};
}

const labelOf = (key: string): string => nameOf(key, resources.matter.filters[key]);

/** A hundred years. */
const mostDays = 36_525;

function wholeDays(key: string, value: unknown): number {
	const typed = typeof value === 'number' ? value : String(value).trim();
	const days = /^\d+$/.test(String(typed)) ? Number(typed) : NaN;
	if (days <= mostDays) return days;
	return refuse(
		`${labelOf(key)} cannot be "${String(value)}"`,
		'Enter a whole number of days, e.g. 30.',
	);
}

/** A date as it is, a moment as the day it was in the workflow's time zone. */
function dayOf(value: unknown, { zone }: Asking): string | undefined {
	if (isEmpty(value)) return undefined;
	const text = String(value);
	return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : dayIn(zone, new Date(text));
}

/** Days from then to today, less than nothing for one to come; of no day there are none. */
function daysSince(day: string | undefined, { zone, now }: Asking): number {
	const today = dayIn(zone, new Date(now));
	return day ? Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000) : NaN;
}

const trustOf = ({ account_balances: balances }: Json): number =>
	([balances ?? []].flat() as Json[])
		.filter(({ type }) => /^trust/i.test(String(type)))
		.reduce((sum, { balance }) => sum + cents(balance), 0) / 100;

const minimumOf = ({ evergreen_retainer: retainer }: Json): number =>
	Number((Object(retainer) as Json).minimum_threshold ?? 0);

const cents = (amount: unknown): number => Math.round(Number(amount ?? 0) * 100);
