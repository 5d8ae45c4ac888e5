import { lookupOnly } from './shared';

export const matterStage = lookupOnly({
	name: 'matterStage',
	label: 'Matter Stage',
	plural: 'Matter Stages',
	path: 'matter_stages',
	permission: 'Matters',
	lookup: { shows: 'name', narrowedBy: { practice_area: 'practice_area_id' } },
	orders: [],
	reads: ['id', 'etag', 'practice_area_id', 'name', 'order', 'created_at', 'updated_at'],
});
