import { lookupOnly } from './shared';

export const activityDescription = lookupOnly({
	name: 'activityDescription',
	label: 'Activity Category',
	plural: 'Activity Categories',
	path: 'activity_descriptions',
	permission: 'Activities',
	lookup: { shows: 'name' },
	orders: [],
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
});
