import type { Json } from './client';
import { isEmpty } from './convert';
import { chosenFields, valuesAt } from './fields';
import type { Firm } from './firm';
import type { Field, Fields, Resource } from './resources/vocabulary';
import { terms } from './terms';
import type { Along } from './terms/terms';

export interface How {
	/** Leaves out what the record has already. */
	onlyChanges?: boolean;
	/** Leaves out fields that have a value at Clio. */
	onlyEmpty?: boolean;
}

/** What must be read of a record before `changesTo`; undefined if nothing must. */
export function fieldsToCompare(resource: Resource, data: Json, how: How): string | undefined {
	const all = how.onlyChanges || how.onlyEmpty;
	const names = Object.keys(data).filter(
		(name) => isReadable(resource, name) && (all || isKeyed(resource, name)),
	);
	const along = alongOf(resource, data)?.reads ?? [];
	const toRead = [...new Set([...names, ...along])];
	return toRead.length ? chosenFields(resource, toRead) : undefined;
}

const alongOf = ({ name }: Resource, data: Json): Along | undefined => {
	const along = terms[name]?.along;
	return along?.needs(data) ? along : undefined;
};

/** What of `data` to send, with what must go along with it. */
export async function changesFor(
	resource: Resource,
	around: { data: Json; before: Json; firm: Firm },
	how: How,
): Promise<Json> {
	const changes = changesTo(resource, around.before, around.data, how);
	return (await alongOf(resource, around.data)?.changes(changes, around)) ?? changes;
}

const isReadable = (resource: Resource, name: string): boolean =>
	resource.reads.includes(name) || name in resource.records;

const isKeyed = (resource: Resource, name: string): boolean =>
	keyOf(fieldOf(resource.writes, name)).length > 0;

const keyOf = (field: Field | undefined): string[] => (field?.kind === 'list' && field.key) || [];

/** The field that is written under a name. */
const fieldOf = (fields: Fields, name: string): Field | undefined => entryOf(fields, name)?.[1];

const entryOf = (fields: Fields, name: string): [string, Field] | undefined =>
	Object.entries(fields).find(
		([key, { wire, own }]) => !own && (wire ?? key).split('.')[0] === name,
	);

/**
 * What of `data` to send, now that the record is known. Entries that the record has are not added again:
 * one with the same e-mail address, number or custom field is changed by its own id (facts 5.1 and 5.2).
 */
export function changesTo(resource: Resource, record: Json, data: Json, how: How): Json {
	const changes: Json = {};
	for (const [name, value] of Object.entries(data)) {
		const field = fieldOf(resource.writes, name);
		const stored = record[name];
		if (keyOf(field).length) {
			const entries = merged(field as Keyed, value as Json[], stored, how);
			if (entries.length) changes[name] = entries;
		} else if (!isReadable(resource, name) || isWanted(field, value, stored, how)) {
			changes[name] = value;
		}
	}
	return isOnlyEffects(resource, changes) ? {} : changes;
}

function isWanted(field: Field | undefined, value: unknown, stored: unknown, how: How): boolean {
	if (how.onlyEmpty && !isEmpty(stored)) return false;
	return !(how.onlyChanges && isSame(field, value, stored));
}

/** To tell people of a change that is none would be wrong. */
const isOnlyEffects = ({ writes }: Resource, changes: Json): boolean =>
	Object.keys(changes).every((name) => fieldOf(writes, name)?.everyTime);

/**
 * What of a new record's body a person has said of one that is there already: without what stood in the form
 * from the start, what was filled in, and what is said of new records only.
 * @param values of the form
 * @param extra Additional JSON, in which nothing stands from the start
 */
export function saidOf(
	resource: Resource,
	data: Json,
	{ values, extra = {} }: { values: Json; extra?: Json },
): Json {
	const isSaid = ([name, value]: [string, unknown]): boolean => {
		const [key, field] = entryOf(resource.writes, name) ?? [];
		if (!key || !field) return !(name in (resource.fixed ?? {}));
		if (field.only === 'create' || field.forNew) return false;
		// A menu on top always says something, so whatever it says, it says of new records.
		const isPreset = field.kind === 'choice' && (field.main || field.preset === value);
		return name in extra || !(isPreset || (field.whenEmpty && isEmpty(values[key])));
	};
	return Object.fromEntries(Object.entries(data).filter(isSaid));
}

type Keyed = Extract<Field, { kind: 'object' | 'list' }>;

function merged(field: Keyed, entries: Json[], stored: unknown, how: How): Json[] {
	const known = [stored ?? []].flat() as Json[];
	const changes: Json[] = [];
	for (const entry of entries) {
		const isRepeated = changes.some((one) => isSameKey(field, one, entry));
		const removal = field.removal && entry[field.removal] === true;
		const match =
			known.find((one) => !isEmpty(one.id) && isSameKey(field, one, entry)) ??
			(removal ? undefined : onlyOneLabelled(field, entry, entries, known));
		if (entry.id !== undefined && !field.ids) changes.push(entry);
		else if (isRepeated || (removal && !match)) continue;
		else if (!match)
			changes.push(
				...(how.onlyEmpty && known.length && !field.each ? [] : [newEntry(field, entry)]),
			);
		else if (removal) changes.push({ id: match.id, [String(field.removal)]: true });
		else if (!how.onlyEmpty || isBlank(field, match)) {
			if (!isSameEntry(field, entry, match)) changes.push(byId(field, entry, match));
		}
	}
	return changes;
}

/**
 * The entry at Clio whose place another one takes: the old address of who has moved. Where several have that
 * label, here or there, none is meant.
 */
function onlyOneLabelled(
	field: Keyed,
	entry: Json,
	entries: Json[],
	known: Json[],
): Json | undefined {
	const { labelled } = field;
	if (!labelled) return undefined;
	const labelOf = (one: Json) => plainText(String(newEntry(field, one)[labelled] ?? ''));
	const [given, [stored, ...more]] = [entries, known].map((all) =>
		all.filter((one) => labelOf(one) === labelOf(entry)),
	);
	if (given.length > 1 || !stored || more.length || isEmpty(stored.id)) return undefined;
	const isTaken = entries.some((one) => one.id === stored.id || isSameKey(field, one, stored));
	return isTaken ? undefined : stored;
}

/** Clio may keep an entry for a custom field that has no value, or has it as an option or a record. */
function isBlank({ each }: Keyed, { value, picklist_option, contact, matter, id }: Json): boolean {
	return each ? [value, picklist_option, contact, matter].every(isEmpty) : isEmpty(value ?? id);
}

/** Lists in which entries are told apart, as a new record gets them. */
export function newEntries({ writes }: Resource, data: Json): Json {
	const complete = ([name, value]: [string, unknown]): Array<[string, unknown]> => {
		const field = fieldOf(writes, name);
		if (field?.kind !== 'list' || !Array.isArray(value)) return [[name, value]];
		// What is not there yet has nothing to remove.
		const { removal = '' } = field;
		const entries = (value as Json[]).filter((entry) => entry[removal] !== true);
		if (!entries.length && value.length) return [];
		return [[name, keyOf(field).length ? entries.map((one) => newEntry(field, one)) : entries]];
	};
	return Object.fromEntries(Object.entries(data).flatMap(complete));
}

/** A label that nobody chose: of a new entry that of the form, of one that is there already its own. */
function newEntry({ of }: Keyed, entry: Json): Json {
	const presets = Object.entries(of).flatMap(([name, field]) =>
		field.kind === 'choice' && field.preset ? [[name, field.preset]] : [],
	);
	return { ...Object.fromEntries(presets), ...entry };
}

/**
 * An entry that changes one at Clio says which by its id, so what it refers to is not said again, nor what
 * told it: a number stays written as it is.
 */
function byId({ of, key = [] }: Keyed, entry: Json, match: Json): Json {
	const rest = Object.entries(entry).filter(
		([name, value]) =>
			!(key.includes(name) && isSameAt(name, entry, match)) &&
			of[name]?.kind !== 'reference' &&
			!isUnsaid(of[name], value),
	);
	return { id: match.id, ...Object.fromEntries(rest) };
}

/** A switch of a row stands at off from the start: that does not make the main address another one. */
const isUnsaid = (field: Field | undefined, value: unknown): boolean =>
	field?.kind === 'yesNo' && value === false;

const isSameKey = ({ key = [] }: Keyed, a: Json, b: Json): boolean =>
	key.some((path) => textAt(path, a) || textAt(path, b)) &&
	key.every((path) => isSameAt(path, a, b));

function isSameAt(path: string, a: Json, b: Json): boolean {
	const [one, other] = [a, b].map((entry) => textAt(path, entry));
	return path === 'number' ? isSameNumber(one, other) : plainText(one) === plainText(other);
}

const textAt = (path: string, entry: Json): string => String(valuesAt(entry, path)[0] ?? '').trim();

const plainText = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ');

/** As many tell phone numbers apart. */
export const fewestDigits = 7;

/** A number without what people put between its digits, and without the ways to write "abroad" and "at home". */
export const digits = (text: string): string =>
	text
		.replace(/\(0\)/g, '')
		.replace(/\D/g, '')
		.replace(/^(00|0|1(?=\d{10}$))/, '');

/** With or without the code of the country or the area. */
export function isSameNumber(one: string, other: string): boolean {
	const [a, b] = [digits(one), digits(other)];
	// A Skype name is told by its letters.
	if (Math.min(a.length, b.length) < fewestDigits) return plainText(one) === plainText(other);
	return a === b || a.endsWith(b) || b.endsWith(a);
}

/** As short is the shortest number that people dial without the code of an area. */
const fewestInCountry = 8;

/** Codes of countries: none begins with another (ITU E.164). Some keep the zero of the area behind it. */
const countryCode =
	/^(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|(2[1-689]|3[578]|42|5[09]|6[7-9]|8[05789]|9[679])\d)0?$/;

/**
 * The same number for sure: one of the two may have the code of the country, but none lacks that of the
 * area, without which it is the number of many.
 */
export function isWholeNumber(one: string, other: string): boolean {
	if (digits(one) === digits(other)) return isSameNumber(one, other);
	const isAbroad = (long: string, short: string): boolean => {
		const all = long.replace(/\(0\)/g, '').replace(/\D/g, '').replace(/^00/, '');
		const own = digits(short);
		const isInternational = /^\s*(\+|00)/.test(long) || all.length > 10;
		if (!isInternational || own.length < fewestInCountry || !all.endsWith(own)) return false;
		return countryCode.test(all.slice(0, -own.length));
	};
	return isAbroad(one, other) || isAbroad(other, one);
}

function isSameEntry({ of, key = [] }: Keyed, entry: Json, stored: Json): boolean {
	const isSaidThere = ([name, value]: [string, unknown]): boolean => {
		const path = key.find((one) => one.split('.')[0] === name);
		if (path) return isSameAt(path, entry, stored);
		return isUnsaid(of[name], value) || isSame(of[name], value, stored[of[name]?.answered ?? name]);
	};
	return Object.entries(entry).every(isSaidThere);
}

/** True if a value says what is stored already, however Clio writes it when it answers (facts, trap 12). */
function isSame(field: Field | undefined, value: unknown, stored: unknown): boolean {
	if (isEmpty(value) || isEmpty(stored)) return isEmpty(value) === isEmpty(stored);
	if (Array.isArray(value)) return false;
	if (typeof value === 'object') {
		return Object.entries(Object(value) as Json).every(([name, one]) =>
			isSame(undefined, one, (Object(stored) as Json)[name]),
		);
	}
	const [a, b] = [String(value), String(stored)];
	if (field?.kind === 'moment') return Date.parse(a) === Date.parse(b);
	if (field?.kind === 'day') return a.slice(0, 10) === b.slice(0, 10);
	if (field?.kind === 'choice') return a.toLowerCase() === b.toLowerCase();
	return a === b || (isPlainNumber(a) && isPlainNumber(b) && Number(a) === Number(b));
}

/** "007" is no number but text. */
const isPlainNumber = (text: string): boolean => /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text);
