import { invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { day, oneOf, ref, text } from '../rules.cts';
import type { Row } from '../store.cts';
import { dayOf } from '../time.cts';
import { many, one, words, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';
import { subscribers } from './communications.cts';

const TYPES = ['Matter', 'Contact'];

const activitiesOf = (row: Row, world: World) =>
	(world.grouped('activities', `${row.type.toLowerCase()}_note`).get(row.id) ?? []).map(
		({ id }) => id,
	);

/** One parent, the one that the type names, though the spec requires both (facts 5.7, trap 16). */
function settle(row: Row, world: World): void {
	const [parent, other] = row.type === 'Matter' ? ['matter', 'contact'] : ['contact', 'matter'];
	if (!row[parent]) throw invalid(`${parent} can't be blank for a note of type ${row.type}`);
	row[other] = null;
	row.date ??= dayOf(world.now());
}

export const notes: Resource = {
	name: 'Note',
	path: 'notes',
	// They ride on the matters and contacts (facts 1.4).
	permission: 'Matters',
	operations: 'LGCUD',
	fields: words(`id etag type subject detail detail_text_type date created_at updated_at
		time_entries_count`),
	nested: {
		matter: one('matters'),
		contact: one('contacts'),
		author: one('users'),
		time_entries: many('activities'),
		notification_event_subscribers: many('NotificationEventSubscriber'),
	},
	computed: {
		time_entries: activitiesOf,
		time_entries_count: (row, world) => activitiesOf(row, world).length,
	},
	body: {
		contact: ref('contacts'),
		date: day,
		detail: text,
		detail_text_type: oneOf('plain_text', 'rich_text'),
		matter: ref('matters'),
		notification_event_subscribers: subscribers,
		subject: text,
		type: oneOf(...TYPES),
	},
	createOnly: ['type', 'matter', 'contact'],
	required: ['type'],
	defaults: (world) => ({ author: world.user.id, detail_text_type: 'plain_text' }),
	settle,
	filters: {
		contact_id: filter.id('contact'),
		has_time_entries: filter.flag((row, world) => activitiesOf(row, world).length > 0),
		matter_id: filter.id('matter'),
		query: filter.search((row) => [row.subject, row.detail]),
		type: filter.choice('type', ...TYPES),
	},
	requiredFilters: ['type'],
	order: words('id date author updated_at'),
	orderValues: { author: (row, world) => world.store.get('users', row.author)?.name },
};
