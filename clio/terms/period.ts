import { dayFrom, dayIn, toMoment } from '../dates';
import { refuse } from '../errors';
import type { Asking } from './terms';

/** Days as moments: from the first moment of one to the first moment after another. */
export interface Period {
	from: string;
	to: string;
}

/** From so many days after today (before, if negative) to so many, in the workflow's zone. */
export function periodOf({ zone, now }: Asking, first: number, last: number): Period {
	const today = dayIn(zone, new Date(now));
	const midnight = (days: number) => toMoment(dayFrom(today, days, 'days'), zone, 'Days');
	return { from: midnight(first), to: midnight(last + 1) };
}

const most = 3660;

/** A number of days that a person can mean. */
export function wholeDays(days: number, name: string): number {
	if (Number.isInteger(days) && days >= 1 && days <= most) return days;
	return refuse(`${name} is not a whole number from 1 to ${most}: ${days}`, 'Use one like 7.');
}
