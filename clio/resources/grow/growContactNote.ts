import { byIdOnly, reference, type Resource } from '../vocabulary';
import { ofGrow, ofNotes } from './shared';

export const growContactNote: Resource = {
	...ofGrow,
	...ofNotes,
	name: 'growContactNote',
	label: 'Contact Note',
	plural: 'Contact Notes',
	help: 'A note on a contact in Clio Grow; it cannot be changed later',
	path: 'contacts/{contact}/notes',
	within: { contact: reference('growContact') },
	permission: 'grow_contact_note_read and grow_contact_note_write',
	operations: ['create', 'getAll'],
	lookup: byIdOnly,
};
