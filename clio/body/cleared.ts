import type { Json } from '../client';
import { refuse } from '../errors';
import { isClearable, nameOf } from '../facts';
import type { Field, Resource } from '../resources/vocabulary';
import { put } from './written';

/** Empties a field of the form. */
export function putCleared(data: Json, { writes, label }: Resource, key: string): void {
	const field = writes[key] as Field | undefined;
	if (!field) refuse(`${label} has no field "${key}" to clear`, 'Choose it from the list.');
	const name = nameOf(key, field as Field);
	if (!isClearable(field as Field))
		refuse(
			`${name} cannot be cleared`,
			'Clio keeps what is there. Give it another value instead, or change it in Clio.',
		);
	put(data, (field as Field).wire ?? key, emptyValue(field as Field), name);
}

/** A text is emptied by an empty one; an association, a day or a number by null. */
export const emptyValue = ({ kind }: Field): '' | null =>
	kind === 'text' || kind === 'longText' ? '' : null;
