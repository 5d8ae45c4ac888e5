import {
	list,
	longText,
	number,
	object,
	reference,
	standardFilters,
	text,
	type Resource,
} from './vocabulary';

export const conversationMessage: Resource = {
	name: 'conversationMessage',
	label: 'Secure Message',
	plural: 'Secure Messages',
	help: 'A message to clients or colleagues inside Clio; it starts a conversation or answers in one',
	path: 'conversation_messages',
	permission: 'Communications',
	operations: ['create', 'get', 'getAll'],
	pages: [],
	lookup: { by: 'query', shows: 'body', hint: 'date', order: 'id(desc)' },

	reads: ['id', 'etag', 'date', 'body', 'created_at', 'updated_at'],
	records: {
		// Clio's file is silent on what is in them; should Clio refuse a name of theirs, it is left out.
		sender: 'participant',
		receivers: 'participant',
		document: 'document',
		conversation: 'conversation',
	},
	simplified: {
		subject: 'conversation.subject',
		text: 'body',
		from: 'sender.name',
		to: 'receivers.name',
		sent: 'created_at',
		document: 'document.name',
		conversationId: 'conversation.id',
	},

	writes: {
		matter: reference('matter', { main: true }),
		receivers: list(
			{
				person: reference(['contact', 'user'], {
					wire: '.',
					label: 'Person',
					parts: ['client', 'responsibleAttorney', 'responsibleStaff'],
				}),
			},
			{
				label: 'To',
				entry: 'Person',
				required: true,
				main: true,
				ids: true,
				help: 'Clients and other contacts who use Clio for Clients, and users of the firm',
			},
		),
		subject: text({ required: true, main: true }),
		body: longText({ label: 'Text', required: true, main: true }),
		conversation: reference('conversation', {
			help: 'The conversation to answer in; without one, a new conversation begins',
		}),
		document: reference('document', {
			wire: 'attachment.document_id',
			label: 'Attachment',
			help: 'A document kept in Clio to send along',
		}),
		attachment: object({ document_id: number(), document_version_id: number() }, { hidden: true }),
	},

	filters: {
		conversation: reference('conversation', {
			wire: 'conversation_id',
			required: true,
			main: true,
			orNone: true,
		}),
		query: text({ label: 'Search', help: 'Words to find in the text' }),
		...standardFilters,
	},
	orders: ['id'],
};
