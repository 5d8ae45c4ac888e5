import { invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { bool, integer, oneOf, text } from '../rules.cts';
import type { Row } from '../store.cts';
import { subList } from '../sub-lists.cts';
import { many, words, type Resource } from '../vocabulary.cts';

const TYPES = words(`checkbox contact currency date time email matter numeric picklist text_area
	text_line url`);

function settle(row: Row): void {
	if (row.picklist_options?.length && row.field_type !== 'picklist') {
		throw invalid('picklist_options are for a picklist only');
	}
}

/** Definitions; their values are part of matters and contacts (custom-field-values.cts). */
export const customFields: Resource = {
	name: 'CustomField',
	path: 'custom_fields',
	permission: 'Custom fields',
	operations: 'LGCUD',
	fields:
		words(`id etag created_at updated_at name parent_type field_type displayed deleted required
		display_order`),
	nested: { picklist_options: many('PicklistOption') },
	body: {
		display_order: integer,
		displayed: bool,
		field_type: oneOf(...TYPES),
		name: text,
		parent_type: oneOf('Contact', 'Matter'),
		// `_deleted`, not `_destroy` (facts, trap 13). UNKNOWN whether a deleted option is still listed;
		// here it is, with its deleted_at, and can no longer be chosen.
		picklist_options: subList(
			{ option: text },
			{ kind: 'PicklistOption', required: ['option'], removal: '_deleted', keepsRemoved: true },
		),
		required: bool,
	},
	// Neither type can change later (facts 5.1).
	createOnly: ['field_type', 'parent_type'],
	required: ['name', 'parent_type', 'field_type'],
	defaults: ({ store }) => ({
		deleted: false,
		display_order: store.all('custom_fields').length,
		displayed: false,
		required: false,
	}),
	settle,
	// Deleted for future use (spec): the values that there are stay, marked soft_deleted.
	remains: () => ({ deleted: true }),
	heldBack: ({ deleted }, query) => deleted && query.get('deleted') !== 'true',
	filters: {
		deleted: filter.flag('deleted'),
		field_type: filter.choice('field_type', ...TYPES),
		// Lower case in the filter, capitalised in the record (facts 5.1).
		parent_type: filter.choice('parent_type', 'matter', 'contact'),
		query: filter.search((row) => [row.name]),
		visible_and_required: filter.flag((row) => row.displayed && row.required),
	},
	order: words('id name display_order'),
};
