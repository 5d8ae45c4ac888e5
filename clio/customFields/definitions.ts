import type { Json } from '../client';
import { isEmpty } from '../convert';
import { refuse } from '../errors';
import type { Firm } from '../firm';
import { resources } from '../resources';

export type ParentType = 'Matter' | 'Contact';

export type FieldType =
	| 'checkbox'
	| 'contact'
	| 'currency'
	| 'date'
	| 'time'
	| 'email'
	| 'matter'
	| 'numeric'
	| 'picklist'
	| 'text_area'
	| 'text_line'
	| 'url';

/** One of the firm's own fields (facts 5.1). */
export interface CustomField {
	id: string;
	name: string;
	type: FieldType;
	required: boolean;
	displayed: boolean;
	/** Of a picklist; a deleted one may still be the value of a record. */
	options: Array<{ id: string; option: string; deleted: boolean }>;
}

const definitionFields =
	'id,name,field_type,required,displayed,deleted,display_order,picklist_options{id,option,deleted_at}';

/** What the firm has set up for matters or for contacts, in the firm's own order; without deleted ones. */
export async function customFields(firm: Firm, parent: ParentType): Promise<CustomField[]> {
	// Lower case in the filter, capitalised in the record (facts 5.1).
	const query = { parent_type: parent.toLowerCase(), fields: definitionFields };
	const all = await firm.list(resources.customField, query);
	return all
		.filter(({ deleted }) => deleted !== true)
		.sort((a, b) => Number(a.display_order ?? 0) - Number(b.display_order ?? 0))
		.map(toField);
}

const toField = (record: Json): CustomField => ({
	id: String(record.id),
	name: String(record.name),
	type: record.field_type as FieldType,
	required: record.required === true,
	displayed: record.displayed === true,
	options: ((record.picklist_options ?? []) as Json[]).map(({ id, option, deleted_at }) => ({
		id: String(id),
		option: String(option),
		deleted: !isEmpty(deleted_at),
	})),
});

/** The field with this id, or else this name. */
export function fieldOf(all: CustomField[], key: string, parent: ParentType): CustomField {
	const byId = all.find(({ id }) => id === key);
	if (byId) return byId;
	const named = all.filter(({ name }) => name.trim().toLowerCase() === key.trim().toLowerCase());
	if (named.length === 1) return named[0];
	return named.length
		? refuse(`${named.length} custom fields are called "${key}"`, 'Choose the field from the list.')
		: refuse(
				`"${key}" is no custom field of a ${parent.toLowerCase()} in Clio`,
				'It may have been deleted there. Open the custom fields of this node, refresh the list of fields, and remove it or choose another.',
			);
}
