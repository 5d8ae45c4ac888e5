import {
	choice,
	day,
	longText,
	reference,
	standardFilters,
	text,
	yesNo,
	type Resource,
} from './vocabulary';
import { subscribers } from './shared';

const about = { Matter: 'Matter', Contact: 'Contact' };

export const note: Resource = {
	name: 'note',
	label: 'Note',
	plural: 'Notes',
	help: 'A note on a matter or a contact',
	path: 'notes',
	permission: 'Matters and Contacts',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: ['matters/{matter.id}', 'contacts/{contact.id}'],
	lookup: {
		by: 'query',
		shows: 'subject',
		hint: 'date',
		order: 'id(desc)',
		query: { type: 'Matter' },
	},

	reads: [
		'id',
		'etag',
		'type',
		'subject',
		'detail',
		'detail_text_type',
		'date',
		'created_at',
		'updated_at',
		'time_entries_count',
	],
	records: {
		matter: 'matter',
		contact: 'contact',
		author: 'user',
		time_entries: 'activity',
		notification_event_subscribers: 'notificationEventSubscriber',
	},
	simplified: {
		subject: 'subject',
		detail: 'detail',
		date: 'date',
		matter: 'matter.display_number',
		matterId: 'matter.id',
		contact: 'contact.name',
		contactId: 'contact.id',
		author: 'author.name',
	},

	writes: {
		type: choice(about, {
			label: 'Note On',
			required: true,
			main: true,
			only: 'create',
			preset: 'Matter',
			help: 'Where the note belongs; it cannot be moved later',
		}),
		// The spec requires both, its text and Clio itself the one that the type names (facts, trap 16).
		matter: reference('matter', {
			required: true,
			main: true,
			only: 'create',
			when: { type: ['Matter'] },
		}),
		contact: reference('contact', {
			required: true,
			main: true,
			only: 'create',
			when: { type: ['Contact'] },
		}),
		subject: text({ main: true }),
		detail: longText({ label: 'Note', required: true, main: true }),
		date: day({ empty: 'today' }),
		detail_text_type: choice(
			{ plain_text: 'Plain Text', rich_text: 'Rich Text' },
			{ label: 'Note Format' },
		),
		notification_event_subscribers: subscribers,
	},

	filters: {
		type: choice(about, { label: 'Notes On', required: true, main: true, preset: 'Matter' }),
		matter: reference('matter', { wire: 'matter_id' }),
		contact: reference('contact', { wire: 'contact_id' }),
		query: text({ label: 'Search', help: 'Words to find in the subject or the note' }),
		has_time_entries: yesNo({
			label: 'With Time Entries',
			help: 'to return notes with time entries only (off: only those without)',
		}),
		...standardFilters,
	},
	orders: ['id', 'date', 'author', 'updated_at'],
};
