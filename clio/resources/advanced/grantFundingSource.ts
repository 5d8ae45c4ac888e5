import { text, standardFilters, type Resource } from '../vocabulary';

export const grantFundingSource: Resource = {
	name: 'grantFundingSource',
	label: 'Grant Funding Source',
	plural: 'Grant Funding Sources',
	help: 'Who gives grants',
	path: 'grant_funding_sources',
	permission: 'Billing',
	permissionIsLikely: true,
	operations: ['create', 'delete', 'getAll', 'update'],
	pages: [],
	lookup: { shows: 'name' },
	byIds: {},

	reads: ['id', 'etag', 'name', 'created_at', 'updated_at'],
	records: { grants: 'grant' },
	simplified: { name: 'name', grants: 'grants.name', grantIds: 'grants.id' },

	writes: { name: text({ required: true, main: true }) },
	filters: { name: text(), ...standardFilters },
	orders: [],
};
