import { instant, stamp } from './time.cts';
import { beginnings } from './recurrence.cts';
import type { Row } from './store.cts';
import type { World } from './world.cts';

/** Occurrences of a series of calendar entries. Their ids are text (facts, trap 15); how it looks is UNKNOWN. */

const YEAR = 366 * 86_400_000;
/** So that the numbers of occurrences never meet those of entries. */
const MOST = 10_000;

const textId = ({ id }: Row, at: number) => `${id}_${stamp(at).replace(/[-:]/g, '')}`;

function* of(series: Row, end: number): Generator<Row> {
	const start = Date.parse(series.start_at);
	const length = Date.parse(series.end_at) - start;
	const excluded: string[] = series.excluded ?? [];
	let number = 0;
	for (const at of beginnings(series.recurrence_rule, start, end)) {
		number += 1;
		if (number >= MOST) return;
		const start_at = stamp(at);
		if (excluded.includes(start_at) || start_at >= (series.ends_before ?? '9')) continue;
		yield {
			...series,
			// Numbers that grow, for the pages of a list; shown is the text.
			id: series.id * MOST + number,
			text_id: textId(series, at),
			start_at,
			end_at: stamp(at + length),
			parent_calendar_entry: series.id,
		};
	}
}

/** Every occurrence in place of its series, as far as the list reaches; a year ahead without an end. */
export function expanded(rows: Row[], query: URLSearchParams, { now }: World): Row[] {
	const to = instant(query.get('to') ?? '');
	const end = Number.isNaN(to) ? now() + YEAR : to;
	const each = rows.flatMap((row) => (row.recurrence_rule ? [...of(row, end)] : [row]));
	return each.sort((a, b) => a.id - b.id);
}

/** By its text id. */
export function occurrence(key: string, { store, now }: World): Row | undefined {
	const [, id, time] = /^(\d+)_(\d{8}T\d{6}Z)$/.exec(key) ?? [];
	const series = id ? store.get('calendar_entries', Number(id)) : undefined;
	if (!series?.recurrence_rule) return undefined;
	const [date, clock] = [time.slice(0, 8), time.slice(9, 15)];
	const at = Date.parse(
		`${date.replace(/(....)(..)(..)/, '$1-$2-$3')}T${clock.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`,
	);
	if (!(at < now() + 10 * YEAR)) return undefined;
	return [...of(series, at)].find(({ text_id }) => text_id === key);
}

function changeSeries({ parent_calendar_entry: id }: Row, values: object, world: World): void {
	const series = world.store.get('calendar_entries', id)!;
	const updated_at = stamp(world.now());
	const changed = { ...series, ...values, updated_at, version: series.version + 1 };
	world.store.commit('calendar_entries', changed);
	world.forget();
}

/** The series goes on without it. */
export function leaveOut(found: Row, world: World): void {
	changeSeries(found, { excluded: [...(found.excluded ?? []), found.start_at] }, world);
}

/** The series ends before it. */
export function endBefore(found: Row, world: World): void {
	changeSeries(found, { ends_before: found.start_at }, world);
}
