import { apiOf } from './api';
import { refuse } from './errors';
import { hasId } from './facts';
import { plainValues } from './resources';
import type { Resource } from './resources/vocabulary';

/** Everything a record can answer with, records within it with all their plain values (one level, facts 2.3). */
export function allFields(resource: Resource): string {
	const names = Object.keys(resource.records);
	return [...resource.reads, ...names.map((name) => within(resource, name))].join(',');
}

/** In a list of fields: whatever comes. */
const whatever = '*';

/** All fields, and where Clio sends records whole also those that this package does not know yet. */
export const wholeRecord = (resource: Resource): string =>
	apiOf(resource).isWhole ? `${allFields(resource)},${whatever}` : allFields(resource);

/** The `fields` for a choice of names, as in the Selected Fields checklist. */
export function chosenFields(resource: Resource, names: string[]): string {
	const known = names.map((name) => (name in resource.records ? within(resource, name) : name));
	const id = hasId(resource) ? ['id'] : [];
	return checkedFields(resource, [...id, ...known.filter((name) => name !== 'id')].join(','));
}

/** The `fields` needed to read the given paths, e.g. `client.name` and `client.id` -> `client{name,id}`. */
export function fieldsForPaths(paths: string[]): string {
	const nested = new Map<string, string[]>();
	for (const path of paths) {
		const [name, inner] = path.split('.');
		nested.set(name, [...(nested.get(name) ?? []), ...(inner ? [inner] : [])]);
	}
	return [...nested]
		.map(([name, inner]) => (inner.length ? `${name}{${inner.join(',')}}` : name))
		.join(',');
}

/** A list of fields that has these paths, too; as it is if it has them. */
export function withFields(fields: string, paths: string[]): string {
	const parts = new Map(split(fields).map((part) => [parsed(part).name, parsed(part).inner]));
	for (const path of paths) {
		const [name, inner] = path.split('.');
		const known = parts.get(name)?.split(',') ?? [];
		if (inner && !known.includes(inner)) parts.set(name, [...known, inner].join(','));
		else if (!parts.has(name)) parts.set(name, undefined);
	}
	return [...parts].map(([name, inner]) => (inner ? `${name}{${inner}}` : name)).join(',');
}

/** Two lists of fields in one. */
export const joinFields = (one: string, other: string): string => withFields(one, pathsIn(other));

/** What a list of fields asks for, of a record that has more. */
export function onlyFields(
	record: Record<string, unknown>,
	fields: string,
): Record<string, unknown> {
	const parts = split(fields);
	if (parts.includes(whatever)) return record;
	return Object.fromEntries(
		parts
			.map(parsed)
			.filter(({ name }) => name in record)
			.map(({ name, inner }) => [name, narrowed(record[name], inner)]),
	);
}

function narrowed(value: unknown, inner?: string): unknown {
	if (inner === undefined || typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map((entry) => narrowed(entry, inner));
	const wanted = inner.split(',');
	return Object.fromEntries(Object.entries(value).filter(([key]) => wanted.includes(key)));
}

const pathsIn = (fields: string): string[] =>
	split(fields)
		.map(parsed)
		.flatMap(({ name, inner }) => inner?.split(',').map((one) => `${name}.${one}`) ?? [name]);

/**
 * Checks a list typed by hand and returns it without blanks. Clio refuses the whole call for one wrong
 * name or a second level of braces (facts, trap 2), so nothing is sent for such a list.
 */
export function checkedFields(resource: Resource, typed: string): string {
	const list = typed.replace(/\s+/g, '').replace(/^,+|,+$/g, '');
	if (!list) refuse('The list of fields is empty', 'Enter at least one field, e.g. id,etag.');
	const parts = split(list);
	for (const part of parts) checkPart(resource, part);
	return parts.join(',');
}

/**
 * The list without a name that Clio has refused, or undefined if the name is not in it. Clio retires
 * fields from one minor version to the next that still stand in its documentation (facts 2.3).
 */
export function withoutField(list: string, refused: string): string | undefined {
	const parts = split(list);
	const rest = parts.filter((part) => parsed(part).name !== refused);
	const left = rest.length < parts.length ? rest : parts.flatMap((part) => without(part, refused));
	return left.length && left.join(',') !== list ? left.join(',') : undefined;
}

function without(part: string, refused: string): string[] {
	const { name, inner } = parsed(part);
	if (inner === undefined) return [part];
	const kept = inner.split(',').filter((one) => one !== refused);
	return kept.length ? [`${name}{${kept.join(',')}}`] : [];
}

/** True if a value of the record is among the fields asked for. */
export const asksFor = (fields: string, name: string): boolean =>
	split(fields).some((part) => [name, whatever].includes(parsed(part).name));

/** Splits at commas outside braces. */
function split(list: string): string[] {
	if (/\{[^}]*\{/.test(list)) {
		refuse(
			'The list of fields has braces within braces',
			'Clio gives one level only: write client{id,name} and read the rest with another node.',
		);
	}
	const parts = list.match(/[^,{}]+(\{[^{}]*\})?/g) ?? [];
	if (parts.join(',') !== list) {
		refuse(
			'The braces or commas in the list of fields do not fit together',
			'Write names with commas between them and braces behind a record, e.g. id,client{id,name}.',
		);
	}
	return parts;
}

/** `client{id,name}` as its name and what is in its braces. */
function parsed(part: string): { name: string; inner?: string } {
	const [name, inner] = part.replace(/\}$/, '').split('{');
	return { name, inner };
}

function checkPart(resource: Resource, part: string): void {
	const { name, inner } = parsed(part);
	const known = [...resource.reads, ...Object.keys(resource.records)];
	if (!known.includes(name)) unknown(resource.label, name, known);
	if (inner === undefined) return;
	const kind = resource.records[name];
	if (!kind) refuse(`${name} has no fields of its own`, `Write ${name} without braces.`);
	for (const one of inner.split(',')) {
		if (!plainValues(kind).includes(one)) unknown(name, one, plainValues(kind));
	}
}

function unknown(where: string, name: string, known: string[]): never {
	return refuse(`${where} has no field "${name}"`, `Known fields: ${known.join(', ')}.`);
}

const within = (resource: Resource, name: string): string =>
	`${name}{${plainValues(resource.records[name]).join(',')}}`;

/** The values at a path, of every entry where a list is on the way; none where there is nothing. */
export function valuesAt(record: unknown, path: string): unknown[] {
	let values = [record];
	for (const key of path.split('.')) {
		values = values.flatMap((value) => (Object(value) as Record<string, unknown>)[key] ?? []);
	}
	return values;
}

/** The value at a path; through a list, the values of its entries with commas between them. */
export const valueAt = (record: unknown, path: string): unknown => readerOf(path)(record);

/** Reads the value at a path, of one record after the other. */
export function readerOf(path: string): (record: unknown) => unknown {
	const keys = path.split('.');
	return (record) => {
		let value = record;
		for (const key of keys) value = Array.isArray(value) ? inEach(value, key) : plainIn(value, key);
		return value;
	};
}

const inEach = (list: unknown[], key: string): string =>
	list.map((entry) => plainIn(entry, key)).join(', ');

const plainIn = (value: unknown, key: string): unknown =>
	value === null || value === undefined ? undefined : (value as Record<string, unknown>)[key];
