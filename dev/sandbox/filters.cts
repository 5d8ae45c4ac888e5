import { compare } from './custom-field-values.cts';
import { badRequest } from './errors.cts';
import type { Row } from './store.cts';
import { dayOf, instant, isDay } from './time.cts';
import type { Filter } from './vocabulary.cts';
import type { World } from './world.cts';

/**
 * Filters for lists. They see stored rows, where a reference is an id. A bad value is 400; a blank
 * one is no filter (UNKNOWN). Of a repeated single-valued parameter the last counts.
 */

type Reader = string | ((row: Row, world: World) => unknown);

const reader = (read: Reader) =>
	typeof read === 'string' ? (row: Row) => row[read] ?? null : read;

const single =
	(make: (value: string, world: World, query: URLSearchParams) => (row: Row) => boolean): Filter =>
	(values, world, query) => {
		const value = values.at(-1)!;
		return value === '' ? () => true : make(value, world, query);
	};

export function readId(value: string): number {
	if (!/^\d+$/.test(value)) throw badRequest(`${value} is not a valid id`);
	return Number(value);
}

/** By the id of a record; `null` finds those without one. */
export const idOrNull = (read: Reader): Filter =>
	single((value, world) => {
		const wanted = value === 'null' ? null : readId(value);
		const get = reader(read);
		return (row) => get(row, world) === wanted;
	});

/** By the id of a record; here the keyword `null` is refused. */
export const id = (read: Reader): Filter =>
	single((value, world) => {
		const wanted = readId(value);
		const get = reader(read);
		return (row) => get(row, world) === wanted;
	});

/** By an id that may be among several. */
export const idAmong = (read: (row: Row, world: World) => unknown[]): Filter =>
	single((value, world) => {
		const wanted = readId(value);
		return (row) => read(row, world).includes(wanted);
	});

export const flag = (read: Reader): Filter =>
	single((value, world) => {
		if (value !== 'true' && value !== 'false') throw badRequest(`${value} is not true or false`);
		const get = reader(read);
		return (row) => !!get(row, world) === (value === 'true');
	});

/** Values as filters write them, which may differ in case from the stored ones (trap 12). */
export const choice = (read: Reader, ...allowed: string[]): Filter =>
	single((value, world) => matching(read, [value], allowed, world));

/** `status=open,pending` */
export const choices = (read: Reader, ...allowed: string[]): Filter =>
	single((value, world) => matching(read, value.split(','), allowed, world));

/** `statuses[]=pending&statuses[]=complete` */
export const choiceList =
	(read: Reader, ...allowed: string[]): Filter =>
	(values, world) =>
		matching(read, values, allowed, world);

function matching(read: Reader, wanted: string[], allowed: string[], world: World) {
	const stranger = wanted.find((each) => !allowed.includes(each));
	if (stranger !== undefined) throw badRequest(`${stranger} is not one of ${allowed.join(', ')}`);
	const get = reader(read);
	const known = new Set(wanted.map((each) => each.toLowerCase()));
	return (row: Row) => known.has(String(get(row, world)).toLowerCase());
}

export const equals = (read: Reader): Filter =>
	single((value, world) => {
		const get = reader(read);
		return (row) => String(get(row, world)).toLowerCase() === value.toLowerCase();
	});

const wordsOf = (value: string) => value.toLowerCase().split(/\s+/).filter(Boolean);

const textOf = (texts: unknown[]) => texts.filter(Boolean).join('\n').toLowerCase();

/** Wildcard search: every word of the query occurs somewhere. How Clio splits words is UNKNOWN. */
export const search = (read: (row: Row, world: World) => unknown[]): Filter =>
	single((value, world) => {
		const wanted = wordsOf(value);
		return (row) => {
			const text = textOf(read(row, world));
			return wanted.every((word) => text.includes(word));
		};
	});

export type Has = (text: unknown) => boolean;

interface Texts {
	/** Of the row itself: kept for as long as the row is. */
	own: (row: Row) => unknown[];
	/** Which rows a word is found in by way of other records. */
	others: (has: Has, world: World) => (row: Row) => boolean;
}

/** The same over many rows. */
export const searchIn = ({ own, others }: Texts): Filter => {
	const known = new WeakMap<Row, string>();
	const ownText = (row: Row): string => {
		const text = known.get(row) ?? textOf(own(row));
		known.set(row, text);
		return text;
	};
	return single((value, world) => {
		const tests = wordsOf(value).map((word) => {
			const has = (text: unknown) => !!text && String(text).toLowerCase().includes(word);
			const isRelated = others(has, world);
			return (row: Row) => ownText(row).includes(word) || isRelated(row);
		});
		return (row) => tests.every((test) => test(row));
	});
};

/** The ids of the records that have a word in one of their texts. */
export const idsWhere = (rows: Row[], read: (row: Row) => boolean): Set<number> =>
	new Set(rows.filter(read).map(({ id: each }) => each));

function readInstant(value: string): number {
	const ms = instant(value);
	if (Number.isNaN(ms)) throw badRequest(`${value} is not a valid ISO-8601 date`);
	return ms;
}

/** A stored moment on or after, or on or before, the one given. */
export const moment = (read: Reader, operator: '>=' | '<='): Filter =>
	single((value, world) => {
		const wanted = readInstant(value);
		const get = reader(read);
		return (row) => {
			const found = get(row, world);
			return found != null && compare(Date.parse(String(found)), operator, wanted);
		};
	});

/** A stored day against the day of the value, be it a day or a date-time. */
export const onDay = (read: Reader, operator: '>=' | '<=' | '='): Filter =>
	single((value, world) => {
		const wanted = isDay(value) ? value : dayOf(readInstant(value));
		const get = reader(read);
		return (row) => {
			const found = get(row, world);
			return found != null && compare(String(found).slice(0, 10), operator, wanted);
		};
	});

/** `open_date[]=>=2024-01-01`: all conditions must hold; a bare date is refused (no operator). */
export const dayConditions =
	(field: string): Filter =>
	(values) => {
		const conditions = values.map((value) => {
			const [, operator, wanted] = /^(<=|>=|<|>|=)(.+)$/.exec(value) ?? [];
			if (!operator || !isDay(wanted)) throw badRequest(`${value} is not an operator and a date`);
			return (day: string) => compare(day, operator, wanted);
		});
		return (row) => row[field] != null && conditions.every((holds) => holds(row[field]));
	};

/** `exclude_ids[]=…` */
export const excluded: Filter = (values) => {
	const ids = new Set(values.map(readId));
	return (row) => !ids.has(row.id);
};

/** By the very values that the rows show under the same names. */
export const shown = (...names: string[]): Record<string, Filter> =>
	Object.fromEntries(names.map((name) => [name, equals(name)]));

/** Known, but nothing here depends on it. */
export const noEffect: Filter = () => () => true;

/** Several of the choices may hold for a row. */
export const choiceAmong = (
	read: (row: Row, world: World) => unknown[],
	...allowed: string[]
): Filter =>
	single((value, world) => {
		if (!allowed.includes(value)) throw badRequest(`${value} is not one of ${allowed.join(', ')}`);
		return (row) => read(row, world).includes(value);
	});
