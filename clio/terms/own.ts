import type { Json } from '../client';
import { isEmpty, toWire } from '../convert';
import { refuse } from '../errors';
import { nameOf } from '../facts';
import type { Fields } from '../resources/vocabulary';

/** Reads the values of fields that Clio has not, converted as those are that it has. */
export interface Own {
	/** The value; undefined if nothing was entered. */
	get: <T>(key: string) => T | undefined;
	/** The value; refused if nothing was entered. */
	need: <T>(key: string) => T;
	/** True if something was entered. */
	has: (key: string) => boolean;
}

/** @param why what the value is needed for, a sentence for the message */
export function own(fields: Fields, values: Json, zone: string, why: string): Own {
	const has = (key: string): boolean => !isEmpty(values[key]);
	const converted = (key: string): unknown => {
		const field = fields[key];
		return field.kind === 'reference'
			? values[key]
			: toWire(field, values[key], nameOf(key, field), zone);
	};
	const get = <T>(key: string) => (has(key) ? (converted(key) as T) : undefined);
	const need = <T>(key: string): T =>
		has(key) ? (converted(key) as T) : refuse(`${nameOf(key, fields[key])} is missing`, why);
	return { get, need, has };
}
