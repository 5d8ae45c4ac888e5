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
	const field = fieldOf(await customFields(firm, parent), String(key ?? ''), parent);
	const wanted = await toValue(field, value, firm, zone);
	return {
		said: `${field.name} ${String(value)}`,
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

function isValue({ type }: CustomField, stored: unknown, wanted: string): boolean {
	if (isEmpty(stored)) return false;
	switch (type) {
		case 'currency':
		case 'numeric':
			return Number(stored) === Number(wanted);
		case 'date':
			return String(stored).slice(0, 10) === wanted.slice(0, 10);
		case 'time':
			// UNKNOWN how Clio writes it when it answers (facts 5.1): that there is one must do.
			return true;
		default:
			return plain(String(stored)) === plain(wanted);
	}
}
