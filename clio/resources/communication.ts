import {
	choice,
	day,
	list,
	longText,
	moment,
	reference,
	standardFilters,
	text,
	yesNo,
	type Field,
	type Resource,
} from './vocabulary';
import { externalProperties, externalPropertyFilters, subscribers } from './shared';

const types = { PhoneCommunication: 'Phone Call', EmailCommunication: 'E-Mail' };

/** Removed by `_deleted`, unlike most lists (facts, trap 13). */
const people = (label: string, help: string): Field =>
	list(
		{
			person: reference(['user', 'contact'], {
				wire: '.',
				label: 'Person',
				parts: ['me', 'client', 'responsibleAttorney', 'responsibleStaff'],
			}),
		},
		{ label, help, entry: 'Person', main: true, removal: '_deleted', ids: true },
	);

export const communication: Resource = {
	name: 'communication',
	label: 'Call or E-Mail Log',
	plural: 'Call and E-Mail Logs',
	help: 'What Clio lists under Communications',
	path: 'communications',
	permission: 'Communications',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: ['matters/{matter.id}'],
	lookup: { by: 'query', shows: 'subject', hint: 'date', order: 'id(desc)' },
	byIds: {},

	reads: [
		'id',
		'etag',
		'subject',
		'body',
		'type',
		'date',
		'time_entries_count',
		'created_at',
		'updated_at',
		'received_at',
	],
	records: {
		user: 'user',
		matter: 'matter',
		communication_eml_file: 'communicationEmlFile',
		senders: 'participant',
		receivers: 'participant',
		external_properties: 'externalProperty',
		time_entries: 'activity',
		documents: 'document',
		notification_event_subscribers: 'notificationEventSubscriber',
	},
	simplified: {
		type: 'type',
		subject: 'subject',
		body: 'body',
		received: 'received_at',
		from: 'senders.name',
		to: 'receivers.name',
		matter: 'matter.display_number',
		matterId: 'matter.id',
	},

	writes: {
		type: choice(types, { required: true, main: true, preset: 'PhoneCommunication' }),
		matter: reference('matter', { main: true }),
		senders: people('From', 'Who called or wrote'),
		receivers: people('To', 'Who was called or written to'),
		subject: text({ required: true, main: true }),
		body: longText({
			label: 'Text',
			required: true,
			main: true,
		}),
		received_at: moment({
			label: 'Date and Time',
			required: true,
			main: true,
			whenEmpty: { use: 'now' },
			empty: 'now',
		}),
		external_properties: externalProperties,
		// Phone calls only (facts 5.7).
		notification_event_subscribers: subscribers,
	},

	filters: {
		query: text({ label: 'Search', help: 'Words to find in the subject or text' }),
		type: choice(types),
		matter: reference('matter', { wire: 'matter_id', orNone: true }),
		contact: reference('contact', { wire: 'contact_id' }),
		user: reference('user', { wire: 'user_id' }),
		date: day({ label: 'Date' }),
		received_since: moment({ label: 'Date From' }),
		received_before: moment({ label: 'Date To' }),
		received_at: moment({
			label: 'Date and Time',
			help: 'Only calls and e-mails of exactly this time',
		}),
		having_time_entries: yesNo({
			label: 'With Time Entries',
			help: 'to return calls and e-mails with time entries only (off: only those without)',
		}),
		...standardFilters,
		...externalPropertyFilters,
	},
	orders: ['id', 'date', 'received_at', 'matter'],
};
