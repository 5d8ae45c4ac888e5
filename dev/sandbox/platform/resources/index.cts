import type { Resource } from '../vocabulary.cts';
import { contacts } from './contacts.cts';
import { customActions } from './custom-actions.cts';
import { inboxLeads } from './leads.cts';
import { matters } from './matters.cts';
import { locations, matterTypes, sources } from './names.cts';
import { contactNotes, matterNotes } from './notes.cts';
import { users } from './users.cts';

/** All that Clio Grow has below /grow. */
export const resources: Resource[] = [
	contacts,
	contactNotes,
	customActions,
	inboxLeads,
	locations,
	matterNotes,
	matterTypes,
	matters,
	sources,
	users,
];
