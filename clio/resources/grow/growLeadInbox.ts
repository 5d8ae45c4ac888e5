import { byIdOnly, longText, text, type Resource } from '../vocabulary';

/** The older way, by a token instead of an app: nothing can be read (facts, Platform 10). */
export const growLeadInbox: Resource = {
	name: 'growLeadInbox',
	api: 'leadInbox',
	label: 'Lead Inbox',
	plural: 'Lead Inboxes',
	help: 'Sends a lead with nothing but the token of the Lead Inbox, without an app at Clio',
	path: 'inbox_leads',
	permission: 'Lead Inbox Token',
	operations: ['create'],
	wording: {
		create: {
			name: 'Add Lead',
			action: 'Add lead to lead inbox',
			description: 'Put a new lead into the Lead Inbox of Clio Grow',
		},
	},
	pages: [],
	lookup: byIdOnly,

	reads: [],
	records: {},
	simplified: {},

	writes: {
		from_first: text({ label: 'First Name', required: true, main: true }),
		from_last: text({ label: 'Last Name', required: true, main: true }),
		from_email: text({ label: 'E-Mail', main: true, example: 'name@example.com' }),
		from_phone: text({ label: 'Phone', main: true, example: '+1 555 010 0199' }),
		from_message: longText({
			label: 'Message',
			required: true,
			main: true,
			help: 'What the lead wrote or said',
		}),
		from_source: text({
			label: 'Source',
			required: true,
			main: true,
			help: 'What sends the lead, in a word or two',
			example: 'Website form',
		}),
		referring_url: text({
			label: 'Referring URL',
			required: true,
			main: true,
			help: 'The page on which the lead wrote; here any text will do',
			example: 'https://www.example.com/contact',
		}),
	},
	filters: {},
	orders: [],
};
