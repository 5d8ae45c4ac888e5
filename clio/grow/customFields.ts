import type { Json } from '../client';
import { isEmpty } from '../convert';
import type { Resource } from '../resources/vocabulary';

/** True for records that have the firm's own fields of Clio Grow, which come with their definition. */
export const hasOwnFields = ({ records }: Resource): boolean =>
	records.custom_field_values === 'growCustomFieldValue';

/** Paths to read of a record for `byName`. */
export const ownFieldPaths = ['custom_field_values.field_name', 'custom_field_values.value'];

/** `{"Incident Date": "2026-01-31"}`, with the text of the option where one was chosen. */
export function byName({ custom_field_values: given }: Json): Json {
	const shown: Json = {};
	for (const entry of [given ?? []].flat() as Json[]) {
		const name = String(entry.field_name ?? definitionOf(entry).name);
		const key = name in shown ? `${name} (${String(definitionOf(entry).id)})` : name;
		shown[key] = shownValue(entry);
	}
	return shown;
}

const definitionOf = ({ custom_field }: Json): Json => Object(custom_field) as Json;

/** What Grow could not read as the field's type is shown as it was written. Whether `value` of a list is its id is UNKNOWN. */
function shownValue({ value, raw_value: raw, picklist_option: option }: Json): unknown {
	const chosen = (Object(option) as Json).option;
	if (!isEmpty(chosen)) return chosen;
	return (isEmpty(value) ? raw : value) ?? null;
}
