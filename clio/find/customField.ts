import type { Json } from '../client';
import { isEmpty } from '../convert';
import {
	customFields,
	fieldOf,
	type CustomField,
	type ParentType,
} from '../customFields/definitions';
import { toFilters } from '../customFields/filters';
import { toValue } from '../customFields/values';
import { refuse } from '../errors';
import type { Firm } from '../firm';
import { plain } from '../names';
import type { Search } from './search';

/** How records with a value in one of the firm's own fields are looked for. */
export async function customFieldSearch(
	firm: Firm,
	parent: ParentType,
	{ field: key, value }: { field?: string; value: unknown },
	zone: string,
): Promise<Search> {
	if (isEmpty(key))
		refuse('The custom field is missing', 'Choose the custom field by which to look.');
	const field = fieldOf(await customFields(firm, parent), String(key), parent);
	const wanted = await toValue(field, value, firm, zone);
	return {
		said: `${field.name} ${String(value)}`,
		key: `${field.id} ${comparable(field, wanted)}`,
		query: await toFilters(firm, parent, [{ field: field.id, value }], zone),
		reads: ['id', 'custom_field', 'value'].map((name) => `custom_field_values.${name}`),
		// Not left to Clio's list: were its filter not understood, every record would be meant.
		is: ({ custom_field_values: entries }) =>
			([entries ?? []].flat() as Json[]).some(
				(one) =>
					String((Object(one.custom_field) as Json).id) === field.id &&
					isValue(field, one.value, wanted),
			),
	};
}

function isValue(field: CustomField, stored: unknown, wanted: string): boolean {
	if (isEmpty(stored)) return false;
	// UNKNOWN how Clio writes it when it answers (facts 5.1): that there is one must do.
	if (field.type === 'time') return true;
	return comparable(field, String(stored)) === comparable(field, wanted);
}

/** The same for all ways to write a value. */
function comparable({ type }: CustomField, value: string): string {
	switch (type) {
		case 'currency':
		case 'numeric':
			return String(Number(value));
		case 'date':
			return value.slice(0, 10);
		default:
			return plain(value);
	}
}
