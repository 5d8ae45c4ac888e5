import { invalid } from './errors.cts';
import { dayOf } from './time.cts';

/** The days of a series by its RRULE (RFC 5545): what calendars make by themselves, in UTC. */

const DAY = 86_400_000;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

interface Rule {
	frequency: string;
	interval: number;
	count: number;
	until: number;
	/** 'MO', or '2MO': the second Monday of a month. */
	weekdays: string[];
	monthDays: number[];
}

export function readRule(text: string): Rule {
	const parts = new Map(
		text
			.replace(/^RRULE:/, '')
			.split(';')
			.map((part) => part.split('=') as [string, string]),
	);
	const frequency = parts.get('FREQ') ?? '';
	// UNKNOWN what else Clio understands, and whether it refuses the rest.
	if (!FREQUENCIES.includes(frequency)) throw invalid('recurrence_rule is not understood');
	return {
		frequency,
		interval: Number(parts.get('INTERVAL') ?? 1),
		count: Number(parts.get('COUNT') ?? Infinity),
		until: untilOf(parts.get('UNTIL')),
		weekdays: parts.get('BYDAY')?.split(',') ?? [],
		monthDays: parts.get('BYMONTHDAY')?.split(',').map(Number) ?? [],
	};
}

function untilOf(text: string | undefined): number {
	const [, year, month, day, time] = /^(\d{4})(\d\d)(\d\d)(?:T(\d{6})Z?)?$/.exec(text ?? '') ?? [];
	if (!year) return Infinity;
	const clock = (time ?? '235959').replace(/(..)(..)(..)/, '$1:$2:$3');
	return Date.parse(`${year}-${month}-${day}T${clock}Z`);
}

/** The beginnings from the first one on, up to a moment. */
export function* beginnings(text: string, start: number, end: number): Generator<number> {
	const rule = readRule(text);
	let left = rule.count;
	for (let at = start; at <= Math.min(end, rule.until) && left > 0; at += DAY) {
		if (!isOn(rule, new Date(start), new Date(at))) continue;
		left -= 1;
		yield at;
	}
}

function isOn(rule: Rule, start: Date, at: Date): boolean {
	const { frequency, interval } = rule;
	const months =
		(at.getUTCFullYear() - start.getUTCFullYear()) * 12 + at.getUTCMonth() - start.getUTCMonth();
	if (frequency === 'DAILY') return ((at.getTime() - start.getTime()) / DAY) % interval === 0;
	if (frequency === 'WEEKLY')
		return weekOf(at, start) % interval === 0 && isWeekday(rule, start, at);
	if (frequency === 'MONTHLY') return months % interval === 0 && isMonthDay(rule, start, at);
	const isSameMonth = months % 12 === 0 && (months / 12) % interval === 0;
	return isSameMonth && at.getUTCDate() === start.getUTCDate();
}

/** Weeks begin on Monday. */
function weekOf(at: Date, start: Date): number {
	const monday = Date.parse(dayOf(start.getTime())) - ((start.getUTCDay() + 6) % 7) * DAY;
	return Math.floor((at.getTime() - monday) / (7 * DAY));
}

function isWeekday({ weekdays }: Rule, start: Date, at: Date): boolean {
	if (weekdays.length === 0) return at.getUTCDay() === start.getUTCDay();
	return weekdays.includes(WEEKDAYS[at.getUTCDay()]);
}

function isMonthDay({ weekdays, monthDays }: Rule, start: Date, at: Date): boolean {
	const name = WEEKDAYS[at.getUTCDay()];
	const week = Math.ceil(at.getUTCDate() / 7);
	const isLast = new Date(at.getTime() + 7 * DAY).getUTCMonth() !== at.getUTCMonth();
	if (weekdays.length > 0) {
		return weekdays.some((each) => each === `${week}${name}` || (isLast && each === `-1${name}`));
	}
	return (monthDays.length > 0 ? monthDays : [start.getUTCDate()]).includes(at.getUTCDate());
}
