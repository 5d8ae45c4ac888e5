import { standardFilters, type Resource } from '../vocabulary';

export const currency: Resource = {
	name: 'currency',
	label: 'Currency',
	plural: 'Currencies',
	path: 'currencies',
	permission: 'Billing',
	permissionIsLikely: true,
	operations: ['getAll'],
	pages: [],
	lookup: { shows: 'code', hint: 'sign', called: 'Code', example: 'USD' },
	byIds: {},

	reads: ['id', 'etag', 'code', 'sign', 'created_at', 'updated_at'],
	records: {},
	simplified: { code: 'code', sign: 'sign' },

	writes: {},
	filters: standardFilters,
	orders: [],
};
