import {
	choice,
	list,
	number,
	object,
	reference,
	standardFilters,
	text,
	yesNo,
	type Resource,
} from './vocabulary';

const rateTypes = { User: "Timekeeper's Own", Custom: 'Hourly', FlatRate: 'Flat Fee' };

export const activityDescription: Resource = {
	name: 'activityDescription',
	label: 'Activity Category',
	plural: 'Activity Categories',
	help: 'A kind of work that time is entered for, with a rate of its own if it has one',
	path: 'activity_descriptions',
	permission: 'Activities',
	operations: ['create', 'delete', 'findOrCreate', 'get', 'getAll', 'update'],
	pages: [],
	naturalKey: ['name'],
	lookup: { shows: 'name' },
	byIds: {},

	reads: [
		'id',
		'etag',
		'name',
		'visible_to_co_counsel',
		'created_at',
		'updated_at',
		'default',
		'type',
		'utbms_activity_id',
		'utbms_task_name',
		'utbms_task_id',
		'xero_service_code',
		'accessible_to_user',
		'category_type',
	],
	records: {
		rate: 'activityDescriptionRate',
		groups: 'group',
		currency: 'currency',
		utbms_task: 'utbmsCode',
		utbms_activity: 'utbmsCode',
	},
	simplified: {
		name: 'name',
		rate: 'rate.amount',
		rateType: 'rate.type',
		billedBy: 'category_type',
		default: 'default',
		groups: 'groups.name',
		type: 'type',
	},

	writes: {
		name: text({ required: true, main: true, example: 'e.g. Court appearance' }),
		rate_type: choice(rateTypes, {
			wire: 'rate.type',
			label: 'Rate',
			help: 'What time of this category is charged at',
		}),
		rate_amount: number({
			wire: 'rate.amount',
			help: 'The hourly rate or the flat fee, in the currency of the category; set Rate, too',
			example: 'e.g. 250.00',
		}),
		default: yesNo({ help: 'to offer the category first to the connected user' }),
		groups: list(
			{ group: reference('group', { wire: '.' }) },
			{
				label: 'Permission Groups',
				entry: 'Group',
				removal: '_deleted',
				ids: true,
				help: 'Who may use the category',
			},
		),
		visible_to_co_counsel: yesNo({
			label: 'Visible to Co-Counsel',
			help: 'to let co-counsel see the category',
		}),
		rate_non_billable_amount: number({
			wire: 'rate.non_billable_amount',
			label: 'Non-Billable Rate Amount',
			help: 'The rate of non-billable time; set Rate, too',
		}),
		currency: object({}, { hidden: true }),
		rate: object(
			{ type: choice(rateTypes), amount: number(), non_billable_amount: number() },
			{ hidden: true },
		),
	},

	filters: {
		user: reference('user', { wire: 'user_id', help: 'Only categories this user may use' }),
		flat_rate: yesNo({
			label: 'Flat Fee',
			help: 'to return only categories with a flat fee (off: only those without)',
		}),
		type: choice({ clio: "The Firm's Own", utbms: 'UTBMS' }, { label: 'Kind' }),
		rate_for_matter: reference('matter', {
			wire: 'rate_for[matter_id]',
			label: 'Rates for Matter',
			help: 'Return the rates that hold for this matter',
		}),
		rate_for_user: reference('user', {
			wire: 'rate_for[user_id]',
			label: 'Rates for User',
			help: 'Return the rates that hold for this user',
		}),
		...standardFilters,
	},
	orders: [],
};
