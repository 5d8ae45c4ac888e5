import { kindOf } from '../kinds.cts';
import type { Row } from '../store.cts';
import { words, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';

/** What there is one of: how the firm bills, and how much the caller has not read. */

const billingSetting: Resource = {
	...kindOf('BillingSetting'),
	path: 'settings/billing',
	single: true,
	// UNKNOWN which area it is.
	permission: 'Billing',
	operations: 'G',
};

/** Notifications are the same on every device here; there are no texts and no client portal. */
function metrics({ store, user }: World): Row {
	const events = store
		.all('internal_notifications/my_events')
		.filter((each) => each.user === user.id && !each.marked_as_read);
	const isMine = ({ member }: Row) => member.type === 'User' && member.id === user.id;
	const unread = store
		.all('conversations')
		.filter(({ memberships, read }) => !read && memberships.some(isMine));
	const { created_at, updated_at } = user;
	return {
		...{ id: user.id, version: events.length + unread.length, created_at, updated_at },
		unread_mobile_events: events.length,
		unread_web_events: events.length,
		unread_secure_messages: unread.length,
		unread_client_portal_messages: 0,
		unread_text_messages: 0,
	};
}

const eventMetrics: Resource = {
	name: 'EventMetrics',
	path: 'internal_notifications/event_metrics',
	single: true,
	permission: 'General',
	operations: 'G',
	fields: words(`unread_mobile_events unread_web_events unread_secure_messages
		unread_client_portal_messages unread_text_messages`),
	rows: (world) => [metrics(world)],
};

export const singles: Resource[] = [billingSetting, eventMetrics];
