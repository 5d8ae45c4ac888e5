import { lookupOnly } from './shared';

export const practiceArea = lookupOnly({
	name: 'practiceArea',
	label: 'Practice Area',
	plural: 'Practice Areas',
	path: 'practice_areas',
	permission: 'Matters',
	// `name` of the list may take whole names only: the list is searched here.
	lookup: { shows: 'name' },
	orders: ['id', 'name', 'category', 'code'],
	reads: ['id', 'etag', 'created_at', 'updated_at', 'name', 'category', 'code'],
});
