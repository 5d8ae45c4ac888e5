import type { Json } from '../client';
import { dayFrom, dayIn } from '../dates';
import { refuse } from '../errors';
import { resources } from '../resources';
import { own } from './own';
import type { Terms } from './terms';

const { report: resource } = resources;

/** The period as people say it, and the format that what is returned is made from. */
export const report: Terms = {
	write(values, { zone, now }) {
		const { get, need, has } = own(resource.writes, values, zone, 'Period is Between.');
		const period = get<string>('period') ?? unsaid(has);
		const days: Days | undefined =
			period === 'between'
				? [need('start_date'), need('end_date')]
				: periods[period]?.(dayIn(zone, new Date(now)));
		if (days && has('year'))
			refuse('Year and Period are both given', 'Set Period to None, or remove Year.');
		if (days && days[1] < days[0])
			refuse(`To (${days[1]}) is before From (${days[0]})`, 'Check both dates.');
		if (has('year') && !/^\d{4}$/.test(need<string>('year').trim()))
			refuse(`Year is not a year: ${need<string>('year')}`, 'Enter one like 2026.');
		const wanted = get<string>('return') ?? 'rows';
		return { ...values, ...spanOf(days), format: wanted === 'rows' ? 'csv' : wanted };
	},
};

/** What else was entered tells, e.g. by an agent; else it is as the form begins. */
function unsaid(has: (key: string) => boolean): string {
	if (has('start_date') || has('end_date')) return 'between';
	return has('year') ? 'none' : 'lastMonth';
}

/** The first day and the last. */
type Days = [string, string];

const spanOf = (days?: Days): Json => ({ start_date: days?.[0], end_date: days?.[1] });

/** By the day it is. */
const periods: Record<string, (today: string) => Days> = {
	lastWeek: (today) => {
		const monday = dayFrom(today, -((new Date(today).getUTCDay() + 6) % 7) - 7, 'days');
		return [monday, dayFrom(monday, 6, 'days')];
	},
	thisMonth: (today) => [monthOf(today), today],
	lastMonth: (today) => before(monthOf(today), 1),
	thisQuarter: (today) => [quarterOf(today), today],
	lastQuarter: (today) => before(quarterOf(today), 3),
	yearToDate: (today) => [yearOf(today), today],
	lastYear: (today) => before(yearOf(today), 12),
};

const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;
const yearOf = (day: string): string => `${day.slice(0, 4)}-01-01`;

function quarterOf(day: string): string {
	const month = Number(day.slice(5, 7));
	return dayFrom(monthOf(day), -((month - 1) % 3), 'months');
}

/** So many months up to a day, which is not in it any more. */
const before = (end: string, months: number): Days => [
	dayFrom(end, -months, 'months'),
	dayFrom(end, -1, 'days'),
];
