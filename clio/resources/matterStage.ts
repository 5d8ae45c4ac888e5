import { reference, standardFilters, type Resource } from './vocabulary';

export const matterStage: Resource = {
	name: 'matterStage',
	label: 'Matter Stage',
	plural: 'Matter Stages',
	help: 'A step that matters of a practice area go through; stages can be listed, not changed',
	path: 'matter_stages',
	permission: 'Matters',
	operations: ['getAll'],
	pages: [],
	lookup: {
		shows: 'name',
		hint: 'practice_area_id',
		hintOf: 'practiceArea',
		narrowedBy: { practice_area: 'practice_area_id' },
	},
	byIds: {},

	reads: ['id', 'etag', 'practice_area_id', 'name', 'order', 'created_at', 'updated_at'],
	records: {},
	simplified: { name: 'name', position: 'order', practiceAreaId: 'practice_area_id' },

	writes: {},
	filters: {
		practice_area: reference('practiceArea', { wire: 'practice_area_id' }),
		...standardFilters,
	},
	orders: [],
};
