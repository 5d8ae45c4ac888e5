import { file, reference, standardFilters, text, type Resource } from '../vocabulary';

export const documentTemplate: Resource = {
	name: 'documentTemplate',
	label: 'Document Template',
	plural: 'Document Templates',
	help: 'A file with merge fields, from which Clio makes documents',
	path: 'document_templates',
	permission: 'Documents',
	operations: ['create', 'delete', 'download', 'get', 'getAll', 'update'],
	file: { filename: 'filename', type: 'content_type', size: 'size' },
	pages: [],
	lookup: { shows: 'filename', order: 'filename(asc)', called: 'File Name' },
	byIds: {},

	reads: ['id', 'etag', 'size', 'content_type', 'filename', 'created_at', 'updated_at'],
	records: { document_category: 'documentCategory', last_modified_by: 'user' },
	simplified: {
		filename: 'filename',
		category: 'document_category.name',
		size: 'size',
		type: 'content_type',
		lastModifiedBy: 'last_modified_by.name',
		lastModified: 'updated_at',
	},

	writes: {
		binaryPropertyName: file({ wire: 'file', required: true, main: true, names: 'filename' }),
		filename: text({
			required: true,
			main: true,
			empty: "the file's name",
			whenEmpty: { use: 'terms' },
		}),
		document_category: reference('documentCategory', { label: 'Category' }),
	},
	filters: standardFilters,
	orders: ['id', 'filename', 'category.name', 'last_modified', 'last_modified_by.name'],
};
