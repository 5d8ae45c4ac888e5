import { choice, longText, reference, text, type Resource } from '../vocabulary';
import { growFilters, ofGrow } from './shared';

export const growLead: Resource = {
	...ofGrow,
	name: 'growLead',
	label: 'Lead',
	plural: 'Leads',
	help: 'Somebody who asks the firm for help: leads wait in the Lead Inbox of Clio Grow until they are accepted or ignored',
	path: 'inbox_leads',
	permission: 'grow_lead_inbox_read and grow_lead_inbox_write',
	operations: ['create', 'get', 'getAll'],
	lookup: {
		by: 'query',
		shows: 'last_name',
		hint: 'first_name',
		query: { state: 'untriaged' },
		names: ['last_name', 'email'],
		called: 'Last Name or E-Mail',
		example: 'Kaur',
	},
	// No list without a state: those that are ignored are read one by one.
	byIds: { state: 'untriaged' },

	// What a lead wrote, Grow tells only in the answer to its creation (facts, Platform 7).
	reads: [
		'id',
		'first_name',
		'last_name',
		'email',
		'phone_number',
		'state',
		'created_at',
		'updated_at',
	],
	records: {
		marketing_source: 'growNamed',
		matter_type: 'growNamed',
		matter_location: 'growNamed',
	},
	simplified: {
		firstName: 'first_name',
		lastName: 'last_name',
		email: 'email',
		phone: 'phone_number',
		state: 'state',
		marketingSource: 'marketing_source.name',
		matterType: 'matter_type.name',
		location: 'matter_location.name',
		created: 'created_at',
	},

	writes: {
		first_name: text({ required: true, main: true }),
		last_name: text({ required: true, main: true }),
		email: text({ label: 'E-Mail', main: true, example: 'name@example.com' }),
		phone_number: text({ label: 'Phone', main: true, example: '+1 555 010 0199' }),
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
			help: 'Where the lead comes from, in a word or two',
			example: 'Website form',
		}),
		referring_url: text({
			label: 'Referring URL',
			required: true,
			main: true,
			isAddress: 'any',
			help: 'The page on which the lead wrote',
			example: 'https://www.example.com/contact',
		}),
		marketing_source: reference('growSource', {
			help: "One of the firm's marketing sources in Clio Grow",
		}),
		// Grow ignores both in silence where the account does not have them yet (facts, Platform 7).
		matter_type: reference('growMatterType', {
			mayBeLeftOut: true,
			help: 'Clio Grow leaves it out where the account cannot have it on leads yet',
		}),
		matter_location: reference('growLocation', {
			label: 'Location',
			mayBeLeftOut: true,
			help: 'An office of the firm; Clio Grow leaves it out where the account cannot have it on leads yet',
		}),
	},

	filters: {
		state: choice(
			{ untriaged: 'Untriaged', ignored: 'Ignored' },
			{
				required: true,
				main: true,
				preset: 'untriaged',
				help: 'Leads that were accepted are no longer here: Get Many of matters finds them by Lead ID',
			},
		),
		query: text({ label: 'Search', help: 'What to look for, e.g. a name or an e-mail address' }),
		...growFilters,
	},
};
