import { toWire } from '../convert';
import { refuse } from '../errors';
import type { Firm } from '../firm';
import { recordId } from '../ids';
import { idOf } from '../references';
import { resources } from '../resources';
import { day, moment, number, reference, text, yesNo, type Field } from '../resources/vocabulary';
import type { CustomField, FieldType } from './definitions';

const kinds: Record<Exclude<FieldType, 'picklist'>, Field> = {
	checkbox: yesNo(),
	contact: reference('contact'),
	currency: number(),
	date: day(),
	email: text(),
	matter: reference('matter'),
	numeric: number(),
	text_area: text(),
	text_line: text(),
	time: moment(),
	url: text(),
};

/**
 * A value as Clio keeps it for a field of this type: the id of an option or a record, a day, a number; always
 * as text, which is what Clio's schema says.
 */
export async function toValue(
	field: CustomField,
	value: unknown,
	firm: Firm,
	zone: string,
): Promise<string> {
	if (field.type === 'picklist') return optionOf(field, value).id;
	// UNKNOWN whether Clio keeps a time of day or a moment: what is entered as either is sent as it.
	if (field.type === 'time' && timeOfDay.test(String(value))) return String(value).trim();
	// A type that is new at Clio is passed on as text.
	const kind = kinds[field.type] ?? text();
	if (kind.kind !== 'reference') return String(toWire(kind, value, field.name, zone));
	const given = typeof value === 'number' ? String(value) : value;
	const id = await idOf(kind, given, field.name, { firm, values: {} });
	return recordId(resources[kind.to[0]], id);
}

const timeOfDay = /^\s*([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?\s*$/;

/** By its text in any casing, or by its id. */
function optionOf({ name, options: all }: CustomField, value: unknown): { id: string } {
	const options = all.filter(({ deleted }) => !deleted);
	const typed = String(value).trim();
	const found =
		options.find(({ option }) => option.trim().toLowerCase() === typed.toLowerCase()) ??
		options.find(({ id }) => id === typed);
	if (found) return found;
	return refuse(
		`${name} has no option "${typed}"`,
		`Use one of: ${options.map(({ option }) => option).join(', ')}.`,
	);
}
