import { invalid } from '../errors.cts';
import { externalProperties } from '../external-properties.cts';
import * as filter from '../filters.cts';
import { integer, oneOf, ref, text, time } from '../rules.cts';
import type { Row } from '../store.cts';
import { members, subList } from '../sub-lists.cts';
import { many, one, words, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';

const TYPES = ['EmailCommunication', 'PhoneCommunication'];

const people = members({ User: 'users', Contact: 'contacts' }, '_deleted');

/** The user id comes as text in the spec, as a number in what is read. */
export const subscribers = subList({ user_id: integer }, { kind: 'NotificationEventSubscriber' });

const activitiesOf = (row: Row, world: World) =>
	(world.grouped('activities', 'communication').get(row.id) ?? []).map(({ id }) => id);

const participants = (type: 'User' | 'Contact') => (row: Row) =>
	[...(row.senders ?? []), ...(row.receivers ?? [])]
		.filter((each) => each.type === type)
		.map((each) => each.id);

export const communications: Resource = {
	name: 'Communication',
	path: 'communications',
	permission: 'Communications',
	operations: 'LGCUD',
	fields: words(`id etag subject body type date time_entries_count created_at updated_at
		received_at`),
	nested: {
		user: one('users'),
		matter: one('matters'),
		communication_eml_file: one('CommunicationEmlFile'),
		senders: many('Participant'),
		receivers: many('Participant'),
		external_properties: many('ExternalProperty'),
		time_entries: many('activities'),
		documents: many('documents'),
		notification_event_subscribers: many('NotificationEventSubscriber'),
	},
	computed: {
		// Not written since 4.0.13 (facts 9): it is the day of received_at.
		date: (row) => row.received_at?.slice(0, 10),
		time_entries: activitiesOf,
		time_entries_count: (row, world) => activitiesOf(row, world).length,
	},
	body: {
		body: text,
		external_properties: externalProperties.rule,
		matter: ref('matters'),
		notification_event_subscribers: subscribers,
		received_at: time,
		receivers: people,
		senders: people,
		subject: text,
		type: oneOf(...TYPES),
	},
	required: ['body', 'subject', 'type', 'received_at'],
	defaults: (world) => ({ user: world.user.id }),
	settle: (row) => {
		// For phone calls only (facts 5.7); that Clio refuses rather than drops them is a guess.
		const { length = 0 } = row.notification_event_subscribers ?? [];
		if (length > 0 && row.type !== 'PhoneCommunication') {
			throw invalid('notification_event_subscribers are for a PhoneCommunication only');
		}
	},
	filters: {
		...externalProperties.filters,
		contact_id: filter.idAmong(participants('Contact')),
		date: filter.onDay('received_at', '='),
		having_time_entries: filter.flag((row, world) => activitiesOf(row, world).length > 0),
		matter_id: filter.idOrNull('matter'),
		query: filter.search((row) => [row.subject, row.body]),
		received_at: filter.onDay('received_at', '='),
		received_before: filter.moment('received_at', '<='),
		received_since: filter.moment('received_at', '>='),
		type: filter.choice('type', ...TYPES),
		user_id: filter.idAmong((row) => [row.user, ...participants('User')(row)]),
	},
	order: words('id date received_at matter'),
	orderValues: { matter: (row, world) => world.store.get('matters', row.matter)?.display_number },
	defaultOrder: 'date(asc)',
};
