import type { Json } from '../client';
import { isEmpty, toBoolean, toReference, toWire } from '../convert';
import { refuse } from '../errors';
import { has, nameOf, removeKey } from '../facts';
import { wireId, wireKinds } from '../ids';
import { isAwaited } from '../references';
import type { Field, Fields } from '../resources/vocabulary';

/** A value as it stands in a body. */
export function written(field: Field, value: unknown, name: string, zone: string): unknown {
	if (field.kind === 'reference') {
		if (isAwaited(value)) return value;
		const reference = toReference(wireKinds(field), value);
		return isPlain(field) ? reference.id : reference;
	}
	if (field.kind === 'object') return writtenAll(field.of, value, name, zone);
	// Days of the week and ids are numbers in a body.
	if (field.kind === 'ids' || field.kind === 'choices')
		return (toWire(field, value, name, zone) as string[]).map(wireId);
	if (field.kind !== 'list') return toWire(field, value, name, zone);
	const rows = [value].flat().filter((row) => isFilled(field.of, Object(row) as Json));
	return rows.map((row) => {
		// Of the record's own entries one can be named to be changed; of people the id is the entry.
		if (!field.removal || 'id' in field.of) return writtenAll(field.of, row, name, zone);
		const { id, [removeKey]: remove = false, ...rest } = row as Json;
		const isGone = toBoolean(isEmpty(remove) ? false : remove, `Remove of ${name}`);
		return {
			...(isEmpty(id) ? {} : { id }),
			...writtenAll(field.of, rest, name, zone),
			...(isGone ? { [field.removal]: true } : {}),
		};
	});
}

/** `client_id: 5` in place of `client: {id: 5}`, by the name on the wire. */
export const isPlain = ({ wire = '' }: Field): boolean => /(^|[._])id$/.test(wire);

/** A row of which only presets and switches are left, since its mapped value is empty, is no entry. */
const isFilled = (of: Fields, row: Json): boolean =>
	Object.entries(row).some(
		([key, value]) =>
			key !== removeKey && !isEmpty(value) && !['choice', 'yesNo'].includes(of[key]?.kind),
	);

function writtenAll(fields: Fields, values: unknown, where: string, zone: string): Json {
	const data: Json = {};
	for (const [key, value] of Object.entries(Object(values) as Json)) {
		if (!has(fields, key))
			refuse(`${where} has no field "${key}"`, `Known fields: ${Object.keys(fields).join(', ')}.`);
		if (isEmpty(value)) continue;
		const field = fields[key];
		const one = written(field, value, nameOf(key, field), zone);
		// A person in a list of people is the entry itself.
		if (field.wire === '.') Object.assign(data, one);
		else put(data, field.wire ?? key, one, nameOf(key, field));
	}
	return data;
}

/** The entries of a list of the form in which something stands. */
export const rowsOf = (value: unknown): Json[] =>
	[value ?? []]
		.flat()
		.filter((row) =>
			typeof row === 'object' && row !== null
				? Object.values(row).some((one) => !isEmpty(one) && one !== false)
				: !isEmpty(row),
		) as Json[];

/** Sets a value at a path like `statute_of_limitations.due_at`. */
export function put(data: Json, path: string, value: unknown, name: string): void {
	const [key, ...rest] = path.split('.');
	if (rest.length) {
		data[key] ??= {};
		return put(data[key] as Json, rest.join('.'), value, name);
	}
	if (key in data) {
		refuse(
			`${name} is set twice`,
			'Two fields of this node set the same value at Clio: remove one of them.',
		);
	}
	data[key] = value;
}
