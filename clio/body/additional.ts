import type { Json } from '../client';
import { checkedText, toText, toWire } from '../convert';
import { refuse } from '../errors';
import { wireType } from '../facts';
import { isIdOf, wireId, wireKinds } from '../ids';
import type { Field, Fields } from '../resources/vocabulary';
import { isPlain, written } from './written';

/**
 * Names and values as on the wire, held against the fields of the catalogue. Clio drops names it does not know
 * without a word (facts, trap 4): they are refused here, as are values that cannot be meant. Words of a menu
 * get Clio's casing.
 */
export function checkedNames(fields: Fields, given: Json, where: string): Json {
	const known = onTheWire(fields);
	const names = Object.keys(known);
	const checked: Json = {};
	for (const [name, value] of Object.entries(given)) {
		if (!names.includes(name))
			refuse(`${where} has no field "${name}"`, `Known fields: ${names.join(', ')}.`);
		checked[name] = checkedValue(known[name], value, name);
	}
	return checked;
}

/** The fields by their names on the wire: `discount.rate` and `discount.type` are in one object. */
function onTheWire(fields: Fields): Fields {
	const known: Fields = {};
	for (const [key, field] of Object.entries(fields)) {
		const [name, ...rest] = (field.wire ?? key).split('.');
		const path = rest.join('.');
		if (name === '') Object.assign(known, namesWithin(field));
		else if (!path) known[name] = joined(known[name], { ...field, wire: name });
		else
			known[name] = joined(known[name], {
				kind: 'object',
				of: { [path]: { ...field, wire: path } },
			});
	}
	return known;
}

const joined = (one: Field | undefined, other: Field): Field =>
	one?.kind === 'object' && other.kind === 'object'
		? { ...other, of: { ...one.of, ...other.of } }
		: other;

function checkedValue(field: Field, value: unknown, name: string): unknown {
	if (value === null || value === '') return value;
	switch (field.kind) {
		case 'raw':
		case 'json':
			return value;
		case 'choice':
		case 'choices':
		case 'ids':
		case 'yesNo':
			return written(field, value, name, '');
		// Seconds and amounts as they are, not what a person enters.
		case 'days':
		case 'duration':
		case 'number':
			return toWire({ kind: 'number' }, value, name, '');
		case 'reference':
			if (isPlain(field)) return checkedId(field, value, name);
			return checkedObject(namesWithin(field), value, name, '{"id": 12345}');
		case 'object':
			return checkedObject(field.of, value, name, '{"name": "value"}');
		case 'list':
			if (!Array.isArray(value))
				refuse(`${name} is not a list`, 'Write its entries in square brackets, e.g. [{…}, {…}].');
			return (value as unknown[]).map((entry) =>
				checkedObject(namesWithin(field), entry, name, '[{…}, {…}]'),
			);
		default:
			checkedText(field, toText(value, name), name);
			return value;
	}
}

function checkedObject(fields: Fields, value: unknown, name: string, example: string): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		refuse(`${name} cannot be ${JSON.stringify(value)}`, `Write it as an object, e.g. ${example}.`);
	return Object.keys(fields).length ? checkedNames(fields, value as Json, name) : value;
}

type Reference = Extract<Field, { kind: 'reference' }>;

function checkedId(field: Reference, value: unknown, name: string): unknown {
	const typed = String(value).trim();
	if (isIdOf(wireKinds(field), typed)) return wireId(typed);
	return refuse(`${name} is not an ID: ${JSON.stringify(value)}`, 'Write a number like 12345.');
}

/** The fields of what a field holds: of an object or list its own, of a reference the id (and type). */
export function namesWithin(field: Field): Fields {
	const any: Field = { kind: 'raw' };
	if (field.kind === 'reference') return isPlain(field) ? {} : identity(field);
	if (field.kind === 'object') return field.of;
	if (field.kind !== 'list') return {};
	const people = Object.values(field.of).filter(({ wire }) => wire === '.');
	return {
		...(field.removal || field.ids ? { id: any } : {}),
		...Object.fromEntries(Object.entries(field.of).filter(([, { wire }]) => wire !== '.')),
		...Object.assign({}, ...people.map(namesWithin)),
		...(field.removal ? { [field.removal]: any } : {}),
	};
}

function identity(field: Reference): Fields {
	const id: Field = { ...field, wire: 'id' };
	const kinds = wireKinds(field).map(wireType);
	if (kinds.length < 2) return { id };
	return {
		id,
		type: { kind: 'choice', values: Object.fromEntries(kinds.map((one) => [one, one])) },
	};
}
