import type { Setting } from '../body';
import type { Json } from '../client';
import { dayFrom, dayIn, toDay, toMoment } from '../dates';
import { refuse } from '../errors';
import { own, type Own } from './own';

const hour = 3_600_000;
const dayLong = 24 * hour;
const mostDays = 366;

type Ends = 'after' | 'allDay' | 'at';

interface Span {
	start: number;
	end: number;
	allDay: boolean;
}

interface Situation {
	given: Own;
	zone: string;
	/** The event as it is, if it is changed. */
	before?: Span;
}

/** When an event starts and ends, as people say it, in the fields of Clio. */
export async function spanOf(values: Json, setting: Setting): Promise<Json> {
	const { zone, resource, operation } = setting;
	const given = own(resource.writes, values, zone, 'Enter it, or choose another way in Ends.');
	const isNew = operation === 'create';
	// A new event without a start is refused with all else that is required.
	if (isNew && !given.has('start_at')) return {};
	if (!['start_at', 'ends', 'length', 'end', 'days'].some((key) => given.has(key))) return {};
	const before = isNew ? undefined : await storedSpan(setting);
	// Of an event whose times the user may not see Clio allows no change: it says so itself.
	if (!isNew && !before) return {};
	const span = newSpan(values, { given, zone, before });
	check(span);
	const moment = (time: number) => new Date(time).toISOString();
	return {
		...(span.start === before?.start && !given.has('start_at')
			? {}
			: { start_at: moment(span.start) }),
		end_at: moment(span.end),
		...(span.allDay === before?.allDay ? {} : { all_day: span.allDay }),
	};
}

async function storedSpan({ record }: Setting): Promise<Span | undefined> {
	const at = async (path: string) => Date.parse(String(await record?.(path)));
	const [start, end] = [await at('start_at'), await at('end_at')];
	const allDay = (await record?.('all_day')) === true;
	return Number.isNaN(start) || Number.isNaN(end) ? undefined : { start, end, allDay };
}

/** A new start alone keeps the length; a new end or length alone keeps the start. */
function newSpan(values: Json, situation: Situation): Span {
	const { given, before } = situation;
	const ends = waysToEnd(given) ?? (before?.allDay ? 'allDay' : 'after');
	const start = startOf(values, situation, ends);
	const end = {
		at: () => Date.parse(given.need<string>('end')),
		allDay: () => endOfDays(start, situation),
		after: () => start + lengthOf(situation),
	}[ends]();
	return { start, end, allDay: ends === 'allDay' };
}

/** What the menu says, or else the one thing that is given. */
function waysToEnd({ get, has }: Own): Ends | undefined {
	if (has('ends')) return get<Ends>('ends');
	const ways: Array<[Ends, string]> = [
		['after', 'length'],
		['at', 'end'],
		['allDay', 'days'],
	];
	const given = ways.filter(([, key]) => has(key));
	if (given.length < 2) return given[0]?.[0];
	return refuse(
		'It is said in several ways when the event ends',
		'Give one of Duration, End and Number of Days, or add Ends to say which one counts.',
	);
}

/** An event that lasts all day starts when the day does. */
function startOf(values: Json, { given, zone, before }: Situation, ends: Ends): number {
	const value = given.has('start_at') ? values.start_at : new Date(before?.start ?? NaN);
	const start = ends === 'allDay' ? toDay(value, zone, 'Starts') : value;
	return Date.parse(toMoment(start, zone, 'Starts'));
}

/**
 * When the day after the last one begins. UNKNOWN whether Clio counts that moment in: with other calendars,
 * too, a day ends where the next one begins.
 */
function endOfDays(start: number, { given, zone, before }: Situation): number {
	const kept = before?.allDay ? Math.round((before.end - before.start) / dayLong) : 1;
	const days = given.get<number>('days') ?? Math.max(1, kept);
	if (!Number.isInteger(days) || days < 1 || days > mostDays) {
		refuse(
			`Number of Days cannot be ${days}`,
			`An event lasts at least one whole day and at most ${mostDays}.`,
		);
	}
	return Date.parse(toMoment(dayFrom(dayIn(zone, new Date(start)), days, 'days'), zone, 'Ends'));
}

function lengthOf({ given, before }: Situation): number {
	const seconds = given.get<number>('length');
	if (seconds !== undefined) return seconds * 1000;
	return before && !before.allDay ? before.end - before.start : hour;
}

function check({ start, end }: Span): void {
	// Clio moves such a date to 1900 without a word (facts 5.6).
	if (start < Date.UTC(1900, 0, 2))
		refuse('The event is before the year 1900', "Clio's calendar begins there: check the date.");
	if (end < start) refuse('The event ends before it starts', 'Check both times and their days.');
	if (end === start)
		refuse('The event ends when it starts', 'Give it a duration, or an end after the start.');
	if (end - start > (mostDays + 1) * dayLong)
		refuse('The event lasts longer than a year', 'Check both days, or let a shorter event repeat.');
}
