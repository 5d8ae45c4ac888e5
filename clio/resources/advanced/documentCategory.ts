import { standardFilters, text, type Resource } from '../vocabulary';

export const documentCategory: Resource = {
	name: 'documentCategory',
	label: 'Document Category',
	plural: 'Document Categories',
	path: 'document_categories',
	permission: 'Documents',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: [],
	// By its schema `query` takes nothing but the word "name": the list is searched here.
	lookup: { shows: 'name', order: 'name(asc)' },
	byIds: {},

	reads: ['id', 'etag', 'name', 'created_at', 'updated_at'],
	records: {},
	simplified: { name: 'name', created: 'created_at' },
	writes: { name: text({ required: true, main: true, example: 'Correspondence' }) },
	filters: standardFilters,
	orders: ['id', 'name'],
};
