import type { Json } from '../client';
import { isEmpty } from '../convert';
import type { Firm } from '../firm';
import { customFields, type ParentType } from './definitions';
import { isNamed, type LateNames } from './lateNames';

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
 * @param late knows the names of records, or fills them in later
 */
export async function toNames(
	firm: Firm,
	parent: ParentType,
	records: Json[],
	late: LateNames,
): Promise<Json[]> {
	const options = records.some((record) => entriesOf(record).some(isChosen))
		? await optionsOf(firm, parent)
		: new Map<string, Options>();
	return records.map((record) => {
		const shown: Json = {};
		for (const entry of entriesOf(record)) {
			if (entry.soft_deleted === true) continue;
			const name = String(entry.field_name);
			const key = name in shown ? `${name} (${definitionOf(entry)})` : name;
			shown[key] = shownValue(entry, options);
			const { field_type: kind, value } = entry;
			if (isNamed(kind) && !isEmpty(value)) late.put(kind, String(value), shown, key);
		}
		return shown;
	});
}

/** Texts by the ids of options. */
type Options = Map<string, string>;

/** Of each picklist. */
async function optionsOf(firm: Firm, parent: ParentType): Promise<Map<string, Options>> {
	const fields = await firm.whereAllowed('customField', customFields(firm, parent), []);
	return new Map(
		fields.map(({ id, options }) => [id, new Map(options.map((one) => [one.id, one.option]))]),
	);
}

function entriesOf({ custom_field_values: given }: Json): Json[] {
	if (Array.isArray(given)) return given as Json[];
	return given ? [given as Json] : [];
}

const definitionOf = ({ custom_field }: Json): string => String((Object(custom_field) as Json).id);

const isChosen = ({ field_type, value, soft_deleted }: Json): boolean =>
	field_type === 'picklist' && !isEmpty(value) && soft_deleted !== true;

function shownValue(entry: Json, options: Map<string, Options>): unknown {
	const { value, field_type: type } = entry;
	if (isEmpty(value)) return null;
	switch (type) {
		case 'picklist':
			return options.get(definitionOf(entry))?.get(String(value)) ?? value;
		case 'checkbox':
			return value === true || value === 'true';
		case 'currency':
		case 'numeric':
			return Number.isFinite(Number(value)) ? Number(value) : value;
		default:
			return value;
	}
}
