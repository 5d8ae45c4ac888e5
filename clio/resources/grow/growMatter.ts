import { reference, yesNo, type Resource } from '../vocabulary';
import { growFilters, ofGrow } from './shared';

export const growMatter: Resource = {
	...ofGrow,
	name: 'growMatter',
	label: 'Matter',
	plural: 'Matters',
	help: 'A case of a possible or hired client in Clio Grow; matters can be read, not changed',
	path: 'matters',
	permission: 'grow_matter_read',
	operations: ['get', 'getAll'],
	// Its list has no search: it is read and searched here.
	lookup: {
		shows: 'description',
		hint: 'client.full_name',
		names: ['description', 'client.full_name'],
		called: 'Description or Client',
		example: 'Divorce',
	},

	reads: [
		'id',
		'global_id',
		'clio_id',
		'description',
		'inbox_lead_id',
		'hired_date',
		'is_locked',
		'location',
		'type',
		'status',
		'status_category',
		'matter_assignee_ids',
		'created_at',
		'updated_at',
	],
	records: {
		client: 'growClient',
		primary_contact: 'growClient',
		custom_field_values: 'growCustomFieldValue',
	},
	// clioId is the ID of the same matter in Clio Manage.
	simplified: {
		description: 'description',
		type: 'type',
		status: 'status',
		statusCategory: 'status_category',
		client: 'client.full_name',
		clientId: 'client.id',
		email: 'client.primary_email',
		hired: 'hired_date',
		leadId: 'inbox_lead_id',
		clioId: 'clio_id',
	},

	writes: {},
	filters: {
		// An accepted lead is in no list to choose from.
		inbox_lead_id: reference('lead', {
			label: 'Lead ID',
			help: 'The matter that was made of this lead',
			example: '12345',
		}),
		submitted_only: yesNo({
			label: 'Sent by This App',
			help: 'to return only matters of leads that came through the app of this credential',
		}),
		...growFilters,
	},
};
