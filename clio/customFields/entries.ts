import type { Json } from '../client';
import { isEmpty } from '../convert';
import { refuse } from '../errors';
import type { Firm } from '../firm';
import { customFields, fieldOf, type ParentType } from './definitions';
import { toValue } from './values';

/**
 * What a person entered for custom fields, by id or name of the field, as entries of `custom_field_values`:
 * option ids, days, numbers, ids of records, all as text (Clio's schema). Empty ones are left out, since
 * they change nothing.
 * @throws ClioError for a field that does not exist (any more) and for a value that does not fit its type
 */
export async function toEntries(
	firm: Firm,
	parent: ParentType,
	entered: Json,
	zone: string,
): Promise<Json[]> {
	const entries = new Map<string, Json>();
	for (const [key, value] of Object.entries(entered)) {
		if (isEmpty(value)) continue;
		const field = fieldOf(await customFields(firm, parent), key, parent);
		if (entries.has(field.id))
			refuse(`${field.name} is set twice`, 'Remove one of the two values.');
		entries.set(field.id, {
			custom_field: { id: Number(field.id) },
			value: await toValue(field, value, firm, zone),
		});
	}
	return [...entries.values()];
}

/** Entries that empty these custom fields, by id or name; changes.ts finds the ids of their values. */
export async function toRemovals(firm: Firm, parent: ParentType, keys: string[]): Promise<Json[]> {
	if (!keys.length) return [];
	const all = await customFields(firm, parent);
	return keys.map((key) => ({
		custom_field: { id: Number(fieldOf(all, key, parent).id) },
		_destroy: true,
	}));
}
