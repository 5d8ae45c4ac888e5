import { invalid } from './errors.cts';
import { instant, isDay, stamp } from './time.cts';
import type { Place, Rule } from './vocabulary.cts';

/**
 * Rules for the values of a body. A null clears. Numbers and booleans written as text are taken:
 * Clio's spec lists form encodings of the same bodies, where everything is text.
 */

const unlessNull =
	(rule: Rule): Rule =>
	(value, place) =>
		value === null || value === undefined ? null : rule(value, place);

const wrong = ({ field }: Place, what: string) => invalid(`${field} ${what}`);

export const text: Rule = unlessNull((value, place) => {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	throw wrong(place, 'must be text');
});

export const number: Rule = unlessNull((value, place) => {
	const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof parsed === 'number' && Number.isFinite(parsed)) return parsed;
	throw wrong(place, 'must be a number');
});

export const integer: Rule = unlessNull((value, place) => {
	const parsed = number(value, place);
	if (Number.isInteger(parsed)) return parsed;
	throw wrong(place, 'must be a whole number');
});

export const bool: Rule = unlessNull((value, place) => {
	if (typeof value === 'boolean') return value;
	if (value === 'true' || value === 'false') return value === 'true';
	throw wrong(place, 'must be true or false');
});

/** A plain day, stored as given. */
export const day: Rule = unlessNull((value, place) => {
	if (value === '') return null;
	if (typeof value === 'string' && isDay(value)) return value;
	throw wrong(place, 'is not a valid date');
});

/** A date-time that is kept as a day: a task's due_at takes one and answers the other (spec). */
export const dayOrTime: Rule = unlessNull((value, place) => {
	if (value === '') return null;
	if (typeof value === 'string' && !Number.isNaN(instant(value))) return value.slice(0, 10);
	throw wrong(place, 'is not a valid date');
});

export const time: Rule = unlessNull((value, place) => {
	const ms = typeof value === 'string' ? instant(value) : NaN;
	if (!Number.isNaN(ms)) return stamp(ms);
	throw wrong(place, 'is not a valid date-time');
});

/** A name of the time zone database. */
export const timeZone: Rule = unlessNull((value, place) => {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: String(value) }) && value;
	} catch {
		throw wrong(place, 'is not a time zone');
	}
});

/** Strict in case, as sub-list names were seen to be (facts 5.2). */
export const oneOf = (...values: string[]): Rule =>
	unlessNull((value, place) => {
		if (values.includes(value as string)) return value;
		throw wrong(place, `must be one of ${values.join(', ')}`);
	});

/** A known key whose value changes nothing. */
export const ignored: Rule = () => undefined;

function idIn(value: unknown, place: Place): number | null {
	if (typeof value !== 'object' || value === null)
		throw wrong(place, 'must be an object with an id');
	const { id } = value as { id?: unknown };
	return integer(id, { ...place, field: `${place.field}.id` }) as number | null;
}

/** `{id}` of a record that exists; stored as the id. A missing one is 422 (UNKNOWN: maybe 404). */
export const ref = (resource: string): Rule =>
	unlessNull((value, place) => {
		const id = idIn(value, place);
		if (id === null) return null;
		if (place.world.store.get(resource, id)) return id;
		throw wrong(place, `does not exist (${id})`);
	});

/** A list of such, in place of the one before. */
export const refs = (resource: string): Rule =>
	unlessNull((value, place) => {
		if (!Array.isArray(value)) throw wrong(place, 'must be a list');
		return value.map((each) => ref(resource)(each, place)).filter((id) => id !== null);
	});

/** The id alone, where elsewhere an object with the id stands (facts 5.8). */
export const plainId = (resource: string): Rule =>
	unlessNull((id, place) => ref(resource)({ id }, place));

/** A list of such, in place of the one before. */
export const plainIds = (resource: string): Rule =>
	unlessNull((value, place) => {
		if (!Array.isArray(value)) throw wrong(place, 'must be a list');
		return value.map((id) => plainId(resource)(id, place));
	});

/** `{id}` of a record that can be exchanged but not taken away: null and {} change nothing, a null id is
 * 422, as users have seen it of a matter's attorneys (users-ask.md). */
export const lastingRef =
	(resource: string): Rule =>
	(value, place) => {
		if (value === null || value === undefined) return undefined;
		if (typeof value === 'object' && Object.keys(value).length === 0) return undefined;
		if ((value as { id?: unknown }).id === null) throw wrong(place, 'cannot be cleared');
		return ref(resource)(value, place);
	};

/** `{id}` of something the sandbox does not keep: taken as it is. */
export const looseRef: Rule = unlessNull((value, place) => {
	const id = idIn(value, place);
	return id === null ? null : { id };
});

/** `{id, type}` where several kinds of record may stand. */
export const member = (resources: Record<string, string>): Rule =>
	unlessNull((value, place) => {
		const id = idIn(value, place);
		const type = oneOf(...Object.keys(resources))((value as { type?: unknown }).type, {
			...place,
			field: `${place.field}.type`,
		}) as string | null;
		if (id === null || type === null) throw wrong(place, 'needs an id and a type');
		if (place.world.store.get(resources[type], id)) return { id, type };
		throw wrong(place, `does not exist (${type} ${id})`);
	});

/** An object with its own rules; its unknown keys are dropped like those of the body. */
export const object = (rules: Record<string, Rule>): Rule =>
	unlessNull((value, place) => {
		if (typeof value !== 'object' || Array.isArray(value)) throw wrong(place, 'must be an object');
		return applyRules(rules, value as Record<string, unknown>, place.before ?? {}, place);
	});

/** The values that the rules know; what they do not know is dropped in silence (facts 2.1, trap 4). */
export function applyRules(
	rules: Record<string, Rule>,
	body: Record<string, unknown>,
	before: Record<string, unknown>,
	{ world, field }: { world: Place['world']; field?: string },
): Record<string, unknown> {
	const stored: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(body)) {
		if (!Object.hasOwn(rules, key)) continue;
		const name = field ? `${field}.${key}` : key;
		const result = rules[key](value, { field: name, world, before: before[key] });
		if (result !== undefined) stored[key] = result;
	}
	return stored;
}
