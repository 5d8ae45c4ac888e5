import type { Row, Store } from '../store.cts';

/** A value as it is stored with its record: the field's id, and what was written. */
export interface StoredValue {
	id: number;
	global_id: string;
	clio_id: string | null;
	field: number;
	raw_value: string | null;
	created_at: string;
	updated_at: string;
}

/** With its definition inside, as a reader sees it. */
export function customFieldValues(values: StoredValue[], store: Store) {
	return values.map(({ field: id, ...value }) => {
		const field = store.get('custom_fields', id)!;
		const { name, field_type, picklist_options = [] } = field;
		const chosen = (picklist_options as Row[]).find(({ option }) => option === value.raw_value);
		return {
			...value,
			field_name: name,
			field_type,
			value: coerced(value.raw_value, field_type),
			custom_field: definition(field),
			...(field_type === 'picklist' && { picklist_option: chosen ?? null }),
		};
	});
}

/** In the type of the field; null when it cannot be read so. */
function coerced(raw: string | null, type: string): string | number | boolean | null {
	if (raw === null || raw === '') return null;
	if (type === 'checkbox') return { true: true, false: false }[raw] ?? null;
	if (type !== 'numeric' && type !== 'currency') return raw;
	return Number.isNaN(Number(raw)) ? null : Number(raw);
}

function definition({ version: _version, ...field }: Row) {
	return field;
}
