import { toWire } from '../convert';
import { toMoment } from '../dates';
import { refuse } from '../errors';
import type { Firm } from '../firm';
import { recordId } from '../ids';
import { idOf } from '../references';
import { resources } from '../resources';
import { day, number, reference, text, yesNo, type Field } from '../resources/vocabulary';
import type { CustomField, FieldType } from './definitions';

const kinds: Record<Exclude<FieldType, 'picklist' | 'time'>, Field> = {
	checkbox: yesNo(),
	contact: reference('contact'),
	currency: number(),
	date: day(),
	email: text(),
	matter: reference('matter'),
	numeric: number(),
	text_area: text(),
	text_line: text(),
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
	if (field.type === 'time') return toTime(value, field.name, zone);
	// A type that is new at Clio is passed on as text.
	const kind = kinds[field.type] ?? text();
	if (kind.kind !== 'reference') return String(toWire(kind, value, field.name, zone));
	const given = typeof value === 'number' ? String(value) : value;
	const id = await idOf(kind, given, field.name, { firm, values: {} });
	return recordId(resources[kind.to[0]], id);
}

/** A time of day, or a moment: UNKNOWN which of the two Clio keeps (facts 5.1), so each is passed on as such. */
function toTime(value: unknown, name: string, zone: string): string {
	const text = String(value).trim();
	const typed = /^(\d\d?)(?::([0-5]\d)(?::[0-5]\d)?)?\s*(?:([ap])\.?m?\.?)?$/i.exec(text);
	const [, hour, minutes, half] = typed ?? [];
	if (!minutes && !half) {
		const isMoment = typeof value !== 'string' || /^\d{4}-\d/.test(text);
		return isMoment && !typed ? toMoment(value, zone, name) : notATime(value, name);
	}
	const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hour);
	if (hours >= 24 || (half && Number(hour) > 12)) return notATime(value, name);
	return `${String(hours).padStart(2, '0')}:${minutes ?? '00'}`;
}

const notATime = (value: unknown, name: string): never =>
	refuse(`${name} is not a time: "${String(value)}"`, 'Use a time like 14:30 or 2:30 pm.');

/** By its text in any casing, or by its id. */
function optionOf({ name, options }: CustomField, value: unknown): { id: string } {
	const typed = String(value).trim();
	const called = (all: CustomField['options']) =>
		all.find(({ option }) => option.trim().toLowerCase() === typed.toLowerCase()) ??
		all.find(({ id }) => id === typed);
	const inUse = options.filter(({ deleted }) => !deleted);
	const found = called(inUse);
	if (found) return found;
	const advice = `Use one of: ${inUse.map(({ option }) => option).join(', ')}.`;
	// Records that have it keep it, so that it may still be read and mapped.
	const gone = called(options);
	return gone
		? refuse(
				`${name} no longer has the option "${gone.option}"`,
				`It was deleted in Clio; records that have it keep it. ${advice}`,
			)
		: refuse(`${name} has no option "${typed}"`, advice);
}
