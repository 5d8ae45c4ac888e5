import type { Json } from '../client';
import { isEmpty } from '../convert';
import { refuse } from '../errors';
import type { Records } from '../records';
import { valueAt } from '../fields';

/**
 * Events that repeat. An occurrence has an id of its own, often with text in it, and names its series; Clio
 * takes `_deleted` on it for "this one" and "this and all that follow" (facts 5.6 and trap 15). A change of
 * an occurrence is a change of this one alone; for "this and all that follow" Clio has no word.
 */
export type Occurrences = 'single' | 'future' | 'all';

const isNumber = (id: string): boolean => /^\d+$/.test(id);

const isOccurrence = (id: string, record: Json): boolean =>
	!isNumber(id) || !isEmpty(record.parent_calendar_entry_id);

const ofSeries = 'id,recurrence_rule,parent_calendar_entry_id';

/** Deletes an event as a whole, or one or all following times of one that repeats. */
export async function removeOccurrences(
	id: string,
	which: Occurrences,
	records: Records,
): Promise<void> {
	if (which === 'all') return records.delete(await seriesOf(id, records));
	const record = await records.get(id, ofSeries);
	if (isOccurrence(id, record)) return records.remove(id, { _deleted: which });
	if (isEmpty(record.recurrence_rule)) refuseSingle();
	if (which === 'single') refuseSeries();
	// What follows the beginning of the series is all of it.
	return records.delete(id);
}

/** The record to change: of an occurrence that stands for its series, the series. */
export async function changedBy(
	id: string,
	which: Occurrences | undefined,
	records: Records,
): Promise<string> {
	if (which === 'all') return seriesOf(id, records);
	if (which !== 'single') return id;
	const record = await records.get(id, ofSeries);
	// UNKNOWN whether the first time goes by the id of its series: a change there would be one of all.
	if (!isOccurrence(id, record) && !isEmpty(record.recurrence_rule)) refuseSeries();
	return id;
}

/** UNKNOWN whether the id of an occurrence that was changed is a number: it names its series like any other, so the record is asked. */
async function seriesOf(id: string, records: Records): Promise<string> {
	const { parent_calendar_entry_id: series } = await records.get(id, ofSeries);
	return isEmpty(series) ? id : String(series);
}

const copied = 'summary description location start_at end_at all_day'.split(' ');
const references = 'calendar_owner matter calendar_entry_event_type'.split(' ');

/** What a new series is made of that takes the place of the occurrence and all that follow. */
export const readsOfNext = [
	ofSeries,
	...copied,
	...references.map((name) => `${name}{id}`),
	'attendees{id,type}',
	'external_properties{name,value}',
	'parent_calendar_entry{recurrence_rule}',
].join(',');

/**
 * In place of a change of an occurrence and all that follow, the new series, as the old one is but for the
 * changes; undefined if the record is the series itself.
 */
export function nextSeries(id: string, record: Json, changes: Json): Json | undefined {
	const old = record.recurrence_rule || valueAt(record, 'parent_calendar_entry.recurrence_rule');
	if (!isOccurrence(id, record)) return isEmpty(old) ? refuseSingle() : undefined;
	const rule = changes.recurrence_rule ?? old;
	if (rule === old && /COUNT=/.test(String(old)))
		refuse(
			'The series ends after a number of times, of which some are over',
			'Say in Repeats, and Last Day or Number of Times, how the event repeats from here on.',
		);
	const series: Json = {
		...Object.fromEntries(copied.map((name) => [name, record[name]])),
		...Object.fromEntries(references.map((name) => [name, referenceIn(record, name)])),
		external_properties: record.external_properties,
		...changes,
		attendees: merged(rows(record.attendees), rows(changes.attendees)),
		recurrence_rule: rule,
	};
	return Object.fromEntries(Object.entries(series).filter(([, value]) => !isEmpty(value)));
}

const rows = (value: unknown): Json[] => [value ?? []].flat() as Json[];

function referenceIn(record: Json, name: string): Json | undefined {
	const id = valueAt(record, `${name}.id`);
	return isEmpty(id) ? undefined : { id };
}

/** Those who are invited, with those who come and without those who go. */
function merged(before: Json[], changes: Json[]): Json[] {
	const isSame = (one: Json) => (other: Json) => one.id === other.id && one.type === other.type;
	const kept = before.filter((one) => !changes.some(isSame(one)));
	return [...kept, ...changes.filter(({ _destroy }) => _destroy !== true)];
}

function refuseSeries(): never {
	return refuse(
		'This is the ID of the whole series',
		'Take the ID of one occurrence: Get Many with Each Occurrence on has them.',
	);
}

function refuseSingle(): never {
	return refuse(
		'The event does not repeat',
		'Set Occurrences to All, which is also for events that take place once.',
	);
}
