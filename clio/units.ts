import { refuse } from './errors';

const longest = 24 * 3600;

/**
 * Seconds of a duration as people write it: `1.5` or `1.5h` (hours), `1:30` (hours and minutes),
 * `90m`, `1h 30m`. A bare number is hours, as on a timesheet.
 */
export function toSeconds(value: unknown, name: string): number {
	const typed = String(value).trim().toLowerCase().replace(',', '.');
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
		'Use hours like 1.5, hours and minutes like 1:30, or minutes like 90m.',
	);
}

/** Seconds of a number of days, e.g. how long a payment link is valid. */
export function daysToSeconds(value: unknown, name: string): number {
	const days = typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
	if (Number.isFinite(days) && days > 0) return Math.round(days * 86_400);
	return refuse(`${name} is not a number of days: "${String(value)}"`, 'Use digits, e.g. 30.');
}
