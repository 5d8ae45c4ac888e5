import type { Resource } from '../vocabulary.cts';

const shared = {
	name: 'Note',
	operations: 'LC',
	fields: ['id', 'subject', 'body', 'created_at', 'updated_at'],
	body: { subject: { required: true, longest: 255 }, body: { required: true, longest: 65_535 } },
} satisfies Partial<Resource>;

export const contactNotes: Resource = {
	...shared,
	path: 'contacts/{id}/notes',
	table: 'contact_notes',
	read: 'grow_contact_note_read',
	write: 'grow_contact_note_write',
	within: { table: 'contacts', key: 'contact_id' },
};

export const matterNotes: Resource = {
	...shared,
	path: 'matters/{id}/notes',
	table: 'matter_notes',
	read: 'grow_matter_note_read',
	write: 'grow_matter_note_write',
	within: { table: 'matters', key: 'matter_id' },
};
