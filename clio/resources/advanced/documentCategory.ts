import { lookupOnly } from '../shared';

export const documentCategory = lookupOnly({
	name: 'documentCategory',
	label: 'Document Category',
	plural: 'Document Categories',
	path: 'document_categories',
	permission: 'Documents',
	// By its schema `query` takes nothing but the word "name": the list is searched here.
	lookup: { shows: 'name', order: 'name(asc)' },
	orders: ['id', 'name'],
	reads: ['id', 'etag', 'name', 'created_at', 'updated_at'],
});
