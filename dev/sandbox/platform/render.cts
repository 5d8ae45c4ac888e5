import type { Row } from '../store.cts';
import { customFieldValues } from './custom-fields.cts';
import type { Resource, World } from './vocabulary.cts';

const VALUES = 'custom_field_values';

/** A record as a reader sees it. Where `redacted_fields` stands is UNKNOWN; here it is in the record. */
export function render(resource: Resource, row: Row, world: World): Record<string, unknown> {
	const { fields, worked = {}, customFields } = resource;
	const shown: Record<string, unknown> = Object.fromEntries([
		...fields.map((field) => [field, row[field]]),
		...Object.entries(worked).map(([field, value]) => [field, value(row, world)]),
	]);
	const redacted = resource.redacted?.(row, world) ?? [];
	if (customFields && world.include.has(VALUES)) {
		shown[VALUES] = customFieldValues(row[VALUES], world.store);
		if (!world.may('grow_custom_field_read')) redacted.push(VALUES);
	}
	for (const field of redacted) shown[field] = null;
	return redacted.length > 0 ? { ...shown, redacted_fields: redacted } : shown;
}
