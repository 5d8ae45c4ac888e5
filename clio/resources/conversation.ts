import { day, reference, standardFilters, yesNo, type Resource } from './vocabulary';

export const conversation: Resource = {
	name: 'conversation',
	label: 'Secure Message Conversation',
	plural: 'Secure Message Conversations',
	help: 'The secure messages on one subject; a message starts it and others answer',
	path: 'conversations',
	permission: 'Communications',
	operations: ['get', 'getAll', 'update'],
	pages: ['matters/{matter.id}'],
	lookup: {
		shows: 'subject',
		hint: 'updated_at',
		called: 'Subject',
		order: 'last_message_id(desc)',
	},
	byIds: {},

	reads: [
		'id',
		'etag',
		'subject',
		'archived',
		'read',
		'read_only',
		'current_user_is_member',
		'message_count',
		'time_entries_count',
		'created_at',
		'updated_at',
	],
	records: {
		matter: 'matter',
		first_message: 'conversationMessage',
		last_message: 'conversationMessage',
		messages: 'conversationMessage',
		documents: 'document',
		memberships: 'conversationMembership',
	},
	simplified: {
		subject: 'subject',
		lastMessage: 'last_message.body',
		lastMessageAt: 'last_message.created_at',
		messages: 'message_count',
		read: 'read',
		archived: 'archived',
		matter: 'matter.display_number',
		matterId: 'matter.id',
		documents: 'documents.name',
	},

	writes: {
		matter: reference('matter', { stays: true }),
		read: yesNo({ help: 'to mark the conversation as read (off: as unread)' }),
		archived: yesNo({
			help: 'to put the conversation into the archive (off: to take it out again)',
		}),
	},

	filters: {
		matter: reference('matter', { wire: 'matter_id', orNone: true }),
		contact: reference('contact', { wire: 'contact_id' }),
		read_status: yesNo({
			label: 'Read',
			help: 'to return read conversations only (off: only unread ones)',
		}),
		archived: yesNo({ help: 'to return archived conversations only (off: only the others)' }),
		date: day({ label: 'Begun On' }),
		time_entries: yesNo({
			label: 'With Time Entries',
			help: 'to return conversations with time entries only (off: only those without)',
		}),
		...standardFilters,
		for_user: yesNo({
			label: 'Of My Groups',
			help: "to return the conversations of the connected user's groups (off: only those the user takes part in)",
		}),
	},
	orders: ['id', 'last_message_id', 'matter_id'],
};
