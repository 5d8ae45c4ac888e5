import { badRequest } from '../../errors.cts';
import type { Row, Store } from '../../store.cts';
import type { Resource } from '../vocabulary.cts';

const STATES = ['untriaged', 'ignored'];

/**
 * Leads that nobody has taken up yet, or that were set aside. One that was taken up is a matter and in no
 * list any more; UNKNOWN what a get by its id says then, here it goes on answering with `accepted`.
 */
export const inboxLeads: Resource = {
	path: 'inbox_leads',
	table: 'inbox_leads',
	name: 'Inbox lead',
	operations: 'LGC',
	read: 'grow_lead_inbox_read',
	write: 'grow_lead_inbox_write',
	fields: `id first_name last_name email phone_number state created_at updated_at`.split(' '),
	worked: {
		marketing_source: (row, { store }) => named(store, 'sources', row.marketing_source),
		matter_type: (row, { store }) => named(store, 'matter_types', row.matter_type),
		matter_location: (row, { store }) => named(store, 'locations', row.matter_location),
	},
	onlyAtCreate: ['from_message', 'from_source', 'referring_url'],
	needs: ['state'],
	filters: {
		state(value) {
			if (!STATES.includes(value)) throw badRequest(`state must be one of ${STATES.join(', ')}`);
			return ({ state }) => state === value;
		},
	},
	searched: ({ first_name, last_name, email, phone_number }) => [
		[first_name, last_name].filter(Boolean).join(' '),
		email,
		phone_number,
	],
	// Without this scope an app sees its own leads only (reported once, facts of the Platform, 3).
	visible: (row, { may }) => row.by_app || may('grow_lead_inbox_all_read'),
	body: {
		first_name: { required: true },
		last_name: { required: true },
		from_message: { required: true },
		referring_url: { required: true, is: 'address' },
		from_source: { required: true },
		email: { is: 'email' },
		phone_number: {},
		// UNKNOWN what becomes of a source that is not there; of the two others it is known.
		marketing_source: { ref: 'sources', or: 'refused' },
		matter_type: { ref: 'matter_types', or: 'ignored' },
		matter_location: { ref: 'locations', or: 'ignored' },
	},
	defaults: {
		first_name: null,
		last_name: null,
		email: null,
		phone_number: null,
		state: 'untriaged',
		by_app: false,
	},
};

function named(store: Store, table: string, id?: number | null) {
	const row: Row | undefined = id == null ? undefined : store.get(table, id);
	return row ? { id: row.id, name: row.name } : null;
}
