/** The 17 scopes of the Platform (facts of the Platform, 3). */
export const SCOPES = [
	'grow_lead_inbox_read',
	'grow_lead_inbox_write',
	'grow_lead_inbox_all_read',
	'grow_custom_action_read',
	'grow_custom_action_write',
	'grow_custom_field_read',
	'grow_location_read',
	'grow_location_write',
	'grow_matter_read',
	'grow_matter_note_read',
	'grow_matter_note_write',
	'grow_matter_type_read',
	'grow_matter_type_write',
	'grow_contact_read',
	'grow_contact_note_read',
	'grow_contact_note_write',
	'grow_user_read',
] as const;

export type Scope = (typeof SCOPES)[number];

export function known(names: string[]): string[] {
	const stranger = names.find((name) => !isScope(name));
	if (stranger) throw new Error(`The Platform has no scope ${stranger}`);
	return names;
}

export const isScope = (name: string): name is Scope =>
	(SCOPES as readonly string[]).includes(name);
