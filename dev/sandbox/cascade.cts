import { dayOf } from './time.cts';

/** A day so much before or after another one. */
export interface Offset {
	cascading_offset: number;
	cascading_offset_type: string;
	cascading_offset_polarity: string;
}

const DAY = 86_400_000;

export function cascaded(from: string, offset: Offset): string {
	const { cascading_offset: count, cascading_offset_type: type } = offset;
	const sign = offset.cascading_offset_polarity === 'Before' ? -1 : 1;
	if (type === 'BusinessDays') return businessDays(from, count, sign);
	if (type === 'CalendarMonths') return months(from, sign * count);
	if (type === 'CalendarYears') return months(from, sign * count * 12);
	return dayOf(Date.parse(from) + sign * count * DAY * (type === 'CalendarWeeks' ? 7 : 1));
}

/** Monday to Friday; UNKNOWN whether Clio knows holidays. */
function businessDays(from: string, count: number, sign: number): string {
	let at = Date.parse(from);
	for (let left = count; left > 0;) {
		at += sign * DAY;
		if (![0, 6].includes(new Date(at).getUTCDay())) left--;
	}
	return dayOf(at);
}

/** 31 January and a month is the last day of February. */
function months(from: string, count: number): string {
	const date = new Date(from);
	const wanted = date.getUTCDate();
	date.setUTCDate(1);
	date.setUTCMonth(date.getUTCMonth() + count);
	const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
	date.setUTCDate(Math.min(wanted, last));
	return dayOf(date.getTime());
}
