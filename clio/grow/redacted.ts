import type { Json } from '../client';
import { titleCase } from '../facts';
import { asksFor } from '../fields';

/** What a value is called, and the permission without which it may be kept back (Platform facts 3). */
const known: Record<string, string> = {
	custom_field_values: 'Custom Fields (grow_custom_field_read)',
	inbox_lead_id: 'Lead ID (grow_lead_inbox_all_read)',
};

/**
 * Which of the values that were asked for Clio keeps from this connection. It names them in the record; whether it
 * always does is UNKNOWN, but no list of the firm's own fields is none that is empty (Platform facts 7).
 */
export function redactedIn(record: Json, fields: string): string[] {
	const named = [record.redacted_fields ?? []].flat().map(String);
	const isGone = record.custom_field_values === null;
	const all = new Set([...named, ...(isGone ? ['custom_field_values'] : [])]);
	return [...all]
		.filter((name) => asksFor(fields, name))
		.map((name) => known[name] ?? titleCase(name));
}
