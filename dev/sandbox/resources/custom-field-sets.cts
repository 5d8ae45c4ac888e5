import * as filter from '../filters.cts';
import { bool, oneOf, plainIds, text } from '../rules.cts';
import { many, words, type Resource } from '../vocabulary.cts';

/** Fields that a matter or a contact gets together. */
export const customFieldSets: Resource = {
	name: 'CustomFieldSet',
	path: 'custom_field_sets',
	permission: 'Custom fields',
	operations: 'LGCUD',
	fields: words('id etag name parent_type displayed created_at updated_at'),
	nested: { custom_fields: many('custom_fields') },
	computed: { custom_fields: ({ custom_field_ids }) => custom_field_ids },
	body: {
		// UNKNOWN whether they add to those before; here they take their place.
		custom_field_ids: plainIds('custom_fields'),
		displayed: bool,
		name: text,
		parent_type: oneOf('Contact', 'Matter'),
	},
	required: ['name'],
	// UNKNOWN what it is without a parent_type, which the spec does not require.
	defaults: () => ({ custom_field_ids: [], displayed: false, parent_type: 'Matter' }),
	filters: {
		displayed: filter.flag('displayed'),
		// Capitalised here, other than with the fields themselves (facts 5.1).
		parent_type: filter.choice('parent_type', 'Matter', 'Contact'),
		query: filter.search((row) => [row.name]),
	},
	order: words('name id parent_type'),
};
