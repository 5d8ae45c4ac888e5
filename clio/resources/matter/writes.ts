import {
	choice,
	day,
	list,
	longText,
	number,
	object,
	reference,
	text,
	yesNo,
	type Fields,
} from '../vocabulary';
import {
	customFieldSets,
	customFieldValues,
	kycFieldValues,
	taskListAssignment,
	taskStatuses,
} from '../shared';

const billingTypes = {
	HourlyRate: 'Hourly',
	FlatRate: 'Flat Fee',
	ContingencyFee: 'Contingency',
};

/** What a person can give a matter. */
export const writes: Fields = {
	client: reference('contact', {
		required: true,
		main: true,
	}),
	description: text({
		required: true,
		main: true,
		example: 'e.g. Sale of 12 Harbour Street',
	}),
	practice_area: reference('practiceArea', { main: true }),
	matter_stage: reference('matterStage', {
		label: 'Stage',
		main: true,
		onUpdate: 'Move to Stage',
		help: "One of the stages of the matter's practice area",
	}),
	responsible_attorney: reference('user', { main: true, stays: true, parts: ['me'] }),
	// Written in lower case, read back as Open, Pending, Closed (facts, trap 12).
	status: choice(
		{ open: 'Open', pending: 'Pending', closed: 'Closed' },
		{ main: true, preset: 'open' },
	),
	open_date: day({
		main: true,
		forNew: true,
		empty: 'today, if the matter is open',
		whenEmpty: { use: 'today', onlyIf: { status: ['open'] } },
	}),
	billing: object(
		{
			type: choice(billingTypes, { preset: 'HourlyRate' }),
			hourly_rate: number({
				when: { type: ['HourlyRate'] },
				help: 'Money an hour; leave empty for the usual rates',
			}),
			flat_fee: number({ when: { type: ['FlatRate'] }, label: 'Amount' }),
			percentage: number({
				when: { type: ['ContingencyFee'] },
				help: 'Share of the award, from 0 to 100',
			}),
			user: reference('user', {
				label: 'For',
				parts: ['responsibleAttorney', 'me'],
				help: "Whose rate it is; leave empty for the matter's responsible attorney, or yourself if there is none",
			}),
		},
		{
			own: true,
			entry: 'Billing',
			help: 'How the matter is billed; a change drops the rates that are stored on the matter',
		},
	),
	rates: list(
		{
			user: reference('user', { label: 'For', required: true }),
			activity_description: reference('activityDescription', { label: 'Activity Category' }),
			rate: number({ label: 'Hourly Rate' }),
		},
		{
			own: true,
			only: 'create',
			entry: 'Rate',
			help: 'Hourly rates of people that are not their usual ones, for all or one kind of work',
		},
	),
	limitation_date: day({
		wire: 'statute_of_limitations.due_at',
		label: 'Limitation Date',
		help: 'When the statute of limitations runs out',
	}),
	related_parties: list(
		{
			contact: reference('contact'),
			relationship: text({ example: 'e.g. Opposing counsel' }),
		},
		{
			own: true,
			entry: 'Related Party',
			help: 'People and companies that have to do with the matter; none is added twice',
		},
	),
	task_template_list_instances: list(taskListAssignment, {
		label: 'Task Lists',
		entry: 'Task List',
		forNew: true,
		help: 'Lists whose tasks the matter gets; an update assigns a list again that the matter has already',
	}),
	folders: longText({
		own: true,
		example: 'Correspondence/In',
		help: 'Folders for its documents, one path a line; those that are there already are used',
	}),
	trust_minimum: number({
		wire: 'evergreen_retainer.minimum_threshold',
		stays: true,
		help: 'Clio tells people when less than this is in trust for the matter',
	}),
	if_exists: choice(
		{
			createAnother: 'Create Another',
			leave: 'Use the Existing One',
			update: 'Update the Existing One',
			stop: 'Stop with an Error',
		},
		{
			own: true,
			only: 'create',
			when: { '/operation': ['create'] },
			preset: 'createAnother',
			help: 'What to do if the client has a matter with this description already; its status and open date stay as they are',
		},
	),
	originating_attorney: reference('user', { stays: true, parts: ['me'] }),
	responsible_staff: reference('user', { stays: true, parts: ['me'] }),
	location: text(),
	client_reference: text(),
	close_date: day({
		empty: 'today, if the matter is closed',
		whenEmpty: { use: 'today', onlyIf: { status: ['closed'] } },
	}),
	pending_date: day({
		empty: 'today, if the matter is pending',
		whenEmpty: { use: 'today', onlyIf: { status: ['pending'] } },
	}),
	group: reference('group', { label: 'Permission Group', help: 'Who may see the matter' }),
	display_number: text({
		label: 'Matter Number',
		help: 'Only for firms that number their matters by hand',
	}),
	billable: yesNo({ help: 'the matter is billable' }),
	reset_matter_number: yesNo({
		everyTime: true,
		help: "the matter gets a new number by the firm's numbering scheme",
		hidden: true,
	}),
	currency: object({}, { hidden: true }),
	custom_field_set_associations: customFieldSets,
	custom_field_values: customFieldValues,
	custom_rate: object(
		{
			type: choice(billingTypes),
			rates: list(
				{
					user: reference('user'),
					group: reference('group'),
					activity_description: reference('activityDescription'),
					rate: number(),
					award: number(),
					note: text(),
					date: day(),
				},
				{ removal: '_destroy' },
			),
		},
		{ hidden: true, forNew: true },
	),
	evergreen_retainer: object(
		{
			minimum_threshold: number(),
			recipients: list({}, { removal: '_destroy', ids: true }),
			_destroy: yesNo({ only: 'update' }),
		},
		{ hidden: true },
	),
	kyc_field_values: kycFieldValues,
	matter_budget: object(
		{
			budget: number(),
			include_expenses: yesNo(),
			notification_threshold: number(),
			notify_users: yesNo(),
			_destroy: yesNo(),
		},
		{ hidden: true },
	),
	relationships: list(
		{ description: text(), contact: reference('contact') },
		{ removal: '_destroy', hidden: true },
	),
	split_invoice_payers: list(
		{
			contact: reference('contact', { wire: 'contact_id', label: 'Payer' }),
			split_portion: number({ label: 'Percentage', example: '50' }),
			send_to_bill_recipients: yesNo({
				label: 'To Bill Recipients',
				help: "to send the payer's bill to the bill recipients of the matter, too",
			}),
		},
		{
			removal: '_destroy',
			key: ['contact_id'],
			label: 'Split Payers',
			entry: 'Payer',
			help: 'Who shares the bills of the matter, and in what percentage',
		},
	),
	statute_of_limitations: object(
		{
			status: choice(taskStatuses),
			due_at: day(),
			reminders: list(
				{
					duration_value: number(),
					duration_unit: text(),
					notification_method: reference('notificationMethod'),
				},
				{ removal: '_destroy' },
			),
		},
		{ hidden: true },
	),
};
