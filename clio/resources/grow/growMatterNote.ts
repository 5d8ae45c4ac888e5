import { byIdOnly, reference, type Resource } from '../vocabulary';
import { ofGrow, ofNotes } from './shared';

export const growMatterNote: Resource = {
	...ofGrow,
	...ofNotes,
	name: 'growMatterNote',
	label: 'Matter Note',
	plural: 'Matter Notes',
	help: 'A note on a matter in Clio Grow; it cannot be changed later',
	path: 'matters/{matter}/notes',
	within: { matter: reference('growMatter') },
	permission: 'grow_matter_note_read and grow_matter_note_write',
	operations: ['create', 'getAll'],
	lookup: byIdOnly,
};
