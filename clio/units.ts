import { refuse } from './errors';

const longest = 24 * 3600;

/**
 * Seconds of a duration as people write it: `1.5` or `1.5h` (hours), `1:30` (hours and minutes),
 * `90m`, `1h 30m`, or from when to when: `9:15-10:45`. A bare number is hours, as on a timesheet.
 */
export function toSeconds(value: unknown, name: string): number {
	const typed = String(value).trim().toLowerCase().replace(',', '.');
	const range = timesOfDay(typed);
	if (range) return secondsBetween(range, value, name);
	const words = /^(?:([\d.]+)\s*(?:h|hrs?|hours?))?\s*(?:([\d.]+)\s*(?:m|mins?|minutes?))?$/;
	const [, hours, minutes] =
		/^(\d+):([0-5]\d)$/.exec(typed) ?? /^(\d*\.?\d+)$/.exec(typed) ?? words.exec(typed) ?? [];
	const seconds = Math.round(Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60);
	if (seconds > longest) {
		refuse(
			`${name} is longer than a day: "${String(value)}"`,
			'A bare number means hours. For minutes write 90m.',
		);
	}
	if (seconds > 0) return seconds;
	return refuse(
		`${name} is not a length of time: "${String(value)}"`,
		'Use hours like 1.5, hours and minutes like 1:30, minutes like 90m, or from when to when like 9:15-10:45.',
	);
}

type Half = 'am' | 'pm';

interface TimeOfDay {
	hour: number;
	minute: number;
	half?: Half;
}

/** `9:15 am - 10:45` as two times; undefined for what does not look like it. "9-10" could mean anything. */
function timesOfDay(typed: string): [TimeOfDay, TimeOfDay] | undefined {
	const one = String.raw`(\d{1,2})(?::([0-5]\d))?\s*(?:([ap])\.?m\.?)?`;
	const range = new RegExp(String.raw`^${one}\s*(?:-|–|—|to|until)\s*${one}$`).exec(typed);
	if (!range || !/[:m]/.test(typed)) return undefined;
	return [timeOfDay(range.slice(1, 4)), timeOfDay(range.slice(4))];
}

const timeOfDay = ([hour, minute, half]: Array<string | undefined>): TimeOfDay => ({
	hour: Number(hour),
	minute: Number(minute ?? 0),
	half: half ? (`${half}m` as Half) : undefined,
});

function secondsBetween(times: [TimeOfDay, TimeOfDay], value: unknown, name: string): number {
	const advice =
		'Write 9:15-10:45, or 9:15 am - 1:30 pm. Work past midnight needs a start and an end with their dates.';
	if (!times.every(isOnClock))
		refuse(`${name} has a time that no clock shows: "${String(value)}"`, advice);
	const [from, to] = minutesOf(...times);
	if (to > from) return (to - from) * 60;
	const problem = to === from ? 'ends when it starts' : 'ends before it starts';
	return refuse(`${name} ${problem}: "${String(value)}"`, advice);
}

const isOnClock = ({ hour, half }: TimeOfDay): boolean =>
	half ? hour >= 1 && hour <= 12 : hour < 24;

/** Minutes of the day. What has am or pm at one end only is in one half of the day, or else spans noon. */
function minutesOf(start: TimeOfDay, end: TimeOfDay): [number, number] {
	const from = minuteOf(start, start.half ?? end.half);
	const to = minuteOf(end, end.half ?? start.half);
	if (to > from) return [from, to];
	return [
		start.half ? from : minuteOf(start, end.half && 'am'),
		end.half ? to : minuteOf(end, start.half && 'pm'),
	];
}

/** An hour past 12 is of a clock with 24. */
function minuteOf({ hour, minute }: TimeOfDay, half?: Half): number {
	const hours = half && hour <= 12 ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour;
	return hours * 60 + minute;
}

/** Seconds of a number of days, e.g. how long a payment link is valid. */
export function daysToSeconds(value: unknown, name: string): number {
	const days = typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
	if (Number.isFinite(days) && days > 0) return Math.round(days * 86_400);
	return refuse(`${name} is not a number of days: "${String(value)}"`, 'Use digits, e.g. 30.');
}
