import { text, standardFilters, type Resource } from '../vocabulary';

export const grant: Resource = {
	name: 'grant',
	label: 'Grant',
	plural: 'Grants',
	help: 'Money from a funding source that pays for the work on matters',
	path: 'grants',
	permission: 'Billing',
	permissionIsLikely: true,
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: [],
	lookup: { shows: 'name', hint: 'funding_source_name' },
	byIds: {},

	reads: [
		'id',
		'etag',
		'name',
		'funding_code',
		'funding_code_and_name',
		'funding_source_name',
		'created_at',
		'updated_at',
		'balance',
		'start_date',
		'end_date',
	],
	records: { grant_funding_source: 'grantFundingSource' },
	simplified: {
		name: 'name',
		fundingSource: 'funding_source_name',
		fundingCode: 'funding_code',
		balance: 'balance',
		starts: 'start_date',
		ends: 'end_date',
	},

	writes: { name: text({ required: true, main: true }) },
	filters: { name: text(), ...standardFilters },
	orders: [],
};
