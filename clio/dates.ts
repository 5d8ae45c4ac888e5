import { refuse } from './errors';

/**
 * Dates as a person means them (design, "Verbs take the batch"):
 * a bare date, or a value that begins with one and has no offset, is that day;
 * a Luxon DateTime gives its own zone's day; an instant is converted in the workflow's time zone.
 */
export function toDay(value: unknown, zone: string, name: string): string {
	if (isDateTime(value)) {
		const date = value.toISODate();
		return date && isRealDay(date) ? date : notADate(value, name);
	}
	if (typeof value === 'string') {
		const [, date, rest = ''] = /^\s*(\d{4}-\d{2}-\d{2})([T ].*)?$/.exec(value) ?? [];
		if (!date || !isRealDay(date)) return notADate(value, name);
		if (!rest || !offset.test(rest)) {
			if (Number.isNaN(Date.parse(`${date}${rest.trim() ? rest.replace(' ', 'T') : ''}`)))
				return notADate(value, name);
			return date;
		}
	}
	return dayIn(zone, instant(value, name));
}

/** A moment as Clio takes it: ISO 8601 with an offset. Without one in the value, the workflow's zone is meant. */
export function toMoment(value: unknown, zone: string, name: string): string {
	if (typeof value === 'string') {
		const [, date, rest = ''] = /^(\d{4}-\d{2}-\d{2})(?:[T ](.+))?$/.exec(value.trim()) ?? [];
		if (!date || !isRealDay(date)) return notADate(value, name);
		if (!offset.test(rest)) {
			const local = Date.parse(`${date}T${rest.trim() || '00:00'}Z`);
			if (Number.isNaN(local)) return notADate(value, name);
			return new Date(zoned(local, zone)).toISOString();
		}
	}
	return instant(value, name).toISOString();
}

/** The day it is at a moment (milliseconds) in a zone. */
export function dayIn(zone: string, moment: Date): string {
	return isoDay(+moment + offsetAt(+moment, zone));
}

/** True for the name of a time zone, e.g. `America/New_York`. */
export function isZone(name: unknown): name is string {
	try {
		return typeof name === 'string' && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
	} catch {
		return false;
	}
}

/** The same moment by the clocks of a zone: `2026-01-31T09:00:00-05:00`. */
export function inZone(moment: string, zone: string): string {
	const at = Date.parse(moment);
	const ahead = offsetAt(at, zone);
	const shown = new Date(at + ahead).toISOString().slice(0, 19);
	const minutes = Math.abs(ahead) / 60_000;
	const part = (number: number) => String(Math.floor(number)).padStart(2, '0');
	return `${shown}${ahead < 0 ? '-' : '+'}${part(minutes / 60)}:${part(minutes % 60)}`;
}

/** The same time of the next day: around a clock change that is not 24 hours later. */
export function nextDay(moment: string, zone: string): string {
	const shown = Date.parse(moment) + offsetAt(Date.parse(moment), zone);
	return new Date(zoned(shown + day, zone)).toISOString();
}

export type DayUnit = 'businessDays' | 'days' | 'months' | 'weeks';

/** The day so many units after a day; before it, if `count` is negative. */
export function dayFrom(start: string, count: number, unit: DayUnit): string {
	switch (unit) {
		case 'days':
			return isoDay(Date.parse(start) + count * day);
		case 'weeks':
			return isoDay(Date.parse(start) + count * 7 * day);
		case 'months':
			return monthsFrom(start, count);
		case 'businessDays':
			return businessDaysFrom(start, count);
	}
}

/** 31 January and one month is the last day of February. */
function monthsFrom(start: string, count: number): string {
	const [year, month, date] = start.split('-').map(Number);
	const last = new Date(Date.UTC(year, month + count, 0));
	return isoDay(last.setUTCDate(Math.min(date, last.getUTCDate())));
}

/** Monday to Friday; holidays count as any other day. */
function businessDaysFrom(start: string, count: number): string {
	let moment = Date.parse(start);
	for (let left = Math.abs(count); left > 0;) {
		moment += Math.sign(count) * day;
		if (![0, 6].includes(new Date(moment).getUTCDay())) left--;
	}
	return isoDay(moment);
}

const isoDay = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

const day = 24 * 3_600_000;

const offset = /(Z|[+-]\d{2}:?\d{2})\s*$/i;

interface DateTimeLike {
	toISODate(): string | null;
}

/** Luxon's DateTime, told by its methods: shipped code has no dependencies. */
function isDateTime(value: unknown): value is DateTimeLike {
	return typeof (value as DateTimeLike | null)?.toISODate === 'function';
}

/**
 * A Date, a DateTime, milliseconds, or text with an offset. A small number is refused: it is more likely
 * seconds or a spreadsheet's count of days than a moment early in 1970.
 */
function instant(value: unknown, name: string): Date {
	const isMeant =
		typeof value === 'number'
			? Math.abs(value) > 1e11
			: typeof value === 'string' || isDateTime(value) || value instanceof Date;
	const date = new Date(isMeant ? (value?.valueOf() as number | string) : NaN);
	return isOurs(date.getUTCFullYear()) ? date : notADate(value, name);
}

/** False for days that JavaScript would shift, e.g. 2026-02-30. */
function isRealDay(date: string): boolean {
	const parsed = new Date(`${date}T00:00:00Z`);
	return isOurs(parsed.getUTCFullYear()) && parsed.toISOString().startsWith(date);
}

/** A year of four digits: 26 is what is left of 2026 where two digits were read as all of it. */
const isOurs = (year: number): boolean => year >= 1_000 && year <= 9_999;

/**
 * The moment at which a zone's clocks show `local` (milliseconds as if it were UTC): the first of two when
 * they are put back; the time left out when they are put forward counts on from before.
 */
function zoned(local: number, zone: string): number {
	const [before, after] = [local - day, local + day].map((near) => local - offsetAt(near, zone));
	const shows = (moment: number) => moment + offsetAt(moment, zone) === local;
	return !shows(before) && shows(after) ? after : before;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The clock of a time zone; to set one up takes far longer than to read it. */
function clockOf(zone: string): Intl.DateTimeFormat {
	const known = clocks.get(zone);
	if (known) return known;
	const clock = new Intl.DateTimeFormat('en-US', {
		timeZone: zone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	clocks.set(zone, clock);
	return clock;
}

function offsetAt(moment: number, zone: string): number {
	const parts = clockOf(zone).formatToParts(moment);
	const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
	const shown = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
	return shown - Math.floor(moment / 1000) * 1000;
}

function notADate(value: unknown, name: string): never {
	return refuse(
		`${name} is not a date: "${String(value)}"`,
		'Use a date like 2026-01-31, or 2026-01-31T14:00 with a time.',
	);
}
