import { badRequest, invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { bool, integer, member, object, ref, text } from '../rules.cts';
import type { Row } from '../store.cts';
import { entries } from '../sub-lists.cts';
import { stamp } from '../time.cts';
import { many, one, words, type Filter, type Resource, type Rule } from '../vocabulary.cts';
import type { World } from '../world.cts';

/** Secure messages: a conversation begins with its first message and cannot be deleted. */

const messagesOf = ({ id }: Row, world: World): Row[] =>
	world.grouped('conversation_messages', 'conversation').get(id) ?? [];

const isMember = ({ memberships }: Row, { user }: World) =>
	memberships.some(({ member: each }: Row) => each.type === 'User' && each.id === user.id);

const forUser: Filter = (values, world) => {
	if (!['true', 'false'].includes(values.at(-1)!))
		throw badRequest('for_user is not true or false');
	return (row) => values.at(-1) === 'true' || isMember(row, world);
};

export const conversations: Resource = {
	name: 'Conversation',
	path: 'conversations',
	permission: 'Communications',
	operations: 'LGU',
	fields: words(`id etag archived read_only current_user_is_member subject message_count
		time_entries_count read created_at updated_at`),
	nested: {
		last_message: one('conversation_messages'),
		first_message: one('conversation_messages'),
		matter: one('matters'),
		messages: many('conversation_messages'),
		documents: many('documents'),
		memberships: many('ConversationMembership'),
	},
	computed: {
		current_user_is_member: isMember,
		message_count: (row, world) => messagesOf(row, world).length,
		time_entries_count: () => 0,
		last_message: (row, world) => messagesOf(row, world).at(-1)?.id,
		first_message: (row, world) => messagesOf(row, world)[0]?.id,
		messages: (row, world) => messagesOf(row, world).map(({ id }) => id),
		documents: (row, world) => messagesOf(row, world).flatMap(({ document }) => document ?? []),
	},
	body: { archived: bool, matter: ref('matters'), read: bool },
	filters: {
		archived: filter.flag('archived'),
		contact_id: filter.idAmong(({ memberships }) =>
			memberships.map(({ member: each }: Row) => each.type !== 'User' && each.id),
		),
		date: filter.onDay('created_at', '='),
		for_user: forUser,
		matter_id: filter.idOrNull('matter'),
		read_status: filter.flag('read'),
		time_entries: filter.flag(() => false),
	},
	order: words('id last_message_id matter_id'),
	orderValues: {
		last_message_id: (row, world) => messagesOf(row, world).at(-1)?.id,
		matter_id: (row) => row.matter,
	},
};

const people = member({ Contact: 'contacts', User: 'users' });

const receivers: Rule = (value, place) => entries(value, place).map((each) => people(each, place));

/** Those who are not yet in it join; what is new is unread. */
export function addMembers(row: Row, members: { id: number; type: string }[], world: World): void {
	const at = stamp(world.now());
	const isIn = ({ id, type }: { id: number; type: string }) =>
		row.memberships.some(({ member: each }: Row) => each.id === id && each.type === type);
	for (const each of members.filter((one) => !isIn(one))) {
		const id = world.store.nextId('ConversationMembership');
		const fields = { id, member: each, read: false, archived: false };
		row.memberships = [...row.memberships, { ...fields, created_at: at, updated_at: at }];
	}
}

/** Without a conversation a message begins one. */
function settle(row: Row, world: World): void {
	if (!row.receivers.length) throw invalid("receivers can't be blank");
	const { store } = world;
	const at = stamp(world.now());
	const known = store.get('conversations', row.conversation);
	const usual = { subject: row.subject, matter: row.matter ?? null, memberships: [] };
	const fresh = { ...usual, archived: false, read_only: false, read: true };
	const conversation = known ?? store.insert('conversations', fresh, at);
	const changed: Row = { ...conversation, updated_at: at, version: conversation.version + 1 };
	addMembers(changed, [row.sender, ...row.receivers], world);
	store.commit('conversations', changed);
	row.conversation = changed.id;
	row.document = row.attachment?.document_id ?? null;
}

const ofConversation = (field: 'created_at' | 'updated_at') => (row: Row, world: World) =>
	world.store.get('conversations', row.conversation)?.[field];

export const conversationMessages: Resource = {
	name: 'ConversationMessage',
	path: 'conversation_messages',
	permission: 'Communications',
	operations: 'LGC',
	fields: words('id etag date body created_at updated_at'),
	nested: {
		// Clio calls them UnredactedParticipant, whose fields its spec leaves out.
		sender: one('Participant'),
		document: one('documents'),
		conversation: one('conversations'),
		receivers: many('Participant'),
	},
	computed: { date: ({ created_at }) => created_at.slice(0, 10) },
	body: {
		attachment: object({ document_id: integer, document_version_id: integer }),
		body: text,
		conversation: ref('conversations'),
		matter: ref('matters'),
		receivers,
		subject: text,
	},
	required: ['body', 'subject', 'receivers'],
	defaults: ({ user }) => ({ sender: { id: user.id, type: 'User' } }),
	settle,
	filters: {
		conversation_id: filter.idOrNull('conversation'),
		// Both look at the conversation (spec).
		created_since: filter.moment(ofConversation('created_at'), '>='),
		updated_since: filter.moment(ofConversation('updated_at'), '>='),
		query: filter.search((row) => [row.body]),
	},
	requiredFilters: ['conversation_id'],
	order: ['id'],
};
