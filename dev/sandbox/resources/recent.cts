import { bool } from '../rules.cts';
import { one, words, type Computed, type Resource } from '../vocabulary.cts';

/** What the caller saw last, and what others in the firm did meanwhile. */

const item: Computed = ({ type, item_id: id }, { store }) => {
	const isMatter = type === 'MatterLogEntry';
	const found = store.get(isMatter ? 'matters' : 'contacts', id);
	const identifier = found && (isMatter ? found.display_number : found.name);
	return found && { id, type: isMatter ? 'Matter' : 'Contact', identifier };
};

export const logEntries: Resource = {
	name: 'LogEntry',
	path: 'log_entries',
	permission: 'General',
	operations: 'L',
	fields: words('id etag type accessed_at created_at updated_at'),
	nested: { item: one('PolymorphicObject'), user: one('users') },
	computed: { item },
	visible: (row, { user }) => row.user === user.id,
	order: words('id accessed_at'),
};

/** UNKNOWN which id an update takes, since the record itself shows none; here that of its event. */
export const myEvents: Resource = {
	name: 'MyEvent',
	path: 'internal_notifications/my_events',
	permission: 'General',
	operations: 'LUD',
	fields: [],
	nested: { event: one('Event') },
	computed: { event: ({ event, id, created_at }) => ({ ...event, id, occurred_at: created_at }) },
	body: { marked_as_read: bool },
	visible: (row, { user }) => row.user === user.id,
	lacks: ['ids[]', 'created_since', 'updated_since'],
};
