import type { Json } from '../client';
import { isEmpty } from '../convert';
import type { Firm } from '../firm';
import { resources } from '../resources';
import { customFields, type CustomField, type FieldType, type ParentType } from './definitions';

/** Paths to read of a record for `toNames`. */
export const customFieldPaths = [
	'id',
	'field_name',
	'field_type',
	'value',
	'custom_field',
	'soft_deleted',
].map((name) => `custom_field_values.${name}`);

/**
 * Custom fields as `{"Incident Date": "2026-01-31"}`, with the text of options and the names of records;
 * ids in their place where the app may not read those, which a hint then tells.
 */
export async function toNames(firm: Firm, parent: ParentType, records: Json[]): Promise<Json[]> {
	const all = records.map(entriesOf);
	const context: Shown = {
		fields: all.flat().some(isOfType('picklist'))
			? await firm.whereAllowed('customField', customFields(firm, parent), [])
			: [],
		contact: await namesOf(firm, 'contact', all.flat()),
		matter: await namesOf(firm, 'matter', all.flat()),
	};
	return all.map((entries) => {
		const shown: Json = {};
		for (const entry of entries) {
			const name = String(entry.field_name);
			const key = name in shown ? `${name} (${definitionOf(entry)})` : name;
			shown[key] = shownValue(entry, context);
		}
		return shown;
	});
}

interface Shown {
	fields: CustomField[];
	contact: Map<string, unknown>;
	matter: Map<string, unknown>;
}

const entriesOf = (record: Json): Json[] =>
	([record.custom_field_values ?? []].flat() as Json[]).filter(
		({ soft_deleted }) => soft_deleted !== true,
	);

const definitionOf = ({ custom_field }: Json): string => String((Object(custom_field) as Json).id);

const isOfType =
	(type: FieldType) =>
	({ field_type, value }: Json): boolean =>
		field_type === type && !isEmpty(value);

/** Of the records that the values refer to, in as few calls as there are. */
async function namesOf(
	firm: Firm,
	type: 'contact' | 'matter',
	entries: Json[],
): Promise<Map<string, unknown>> {
	const { shows } = resources[type].lookup;
	const ids = entries.filter(isOfType(type)).map(({ value }) => String(value));
	const found = await firm.whereAllowed(
		type,
		firm.readAll(type, ids, `id,${shows}`),
		new Map<string, Json>(),
	);
	return new Map([...found].map(([id, record]) => [id, record[shows]]));
}

function shownValue(entry: Json, { fields, contact, matter }: Shown): unknown {
	const { value, field_type: type } = entry;
	if (isEmpty(value)) return null;
	switch (type) {
		case 'picklist': {
			const field = fields.find(({ id }) => id === definitionOf(entry));
			return field?.options.find(({ id }) => id === String(value))?.option ?? value;
		}
		case 'contact':
			return contact.get(String(value)) ?? value;
		case 'matter':
			return matter.get(String(value)) ?? value;
		case 'checkbox':
			return value === true || value === 'true';
		case 'currency':
		case 'numeric':
			return Number.isFinite(Number(value)) ? Number(value) : value;
		default:
			return value;
	}
}
