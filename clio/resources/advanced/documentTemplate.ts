import { reference, standardFilters, text, type Resource } from '../vocabulary';

export const documentTemplate: Resource = {
	name: 'documentTemplate',
	label: 'Document Template',
	plural: 'Document Templates',
	help: 'A file with merge fields, from which Clio makes documents',
	path: 'document_templates',
	permission: 'Documents',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
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
		updated: 'updated_at',
	},

	writes: {
		filename: text({ required: true, main: true, example: 'Engagement letter.docx' }),
		file: text({
			label: 'File as Base64',
			required: true,
			main: true,
			help: 'The file as text, as the node Extract From File makes it',
			example: 'UEsDBBQABgAIAAAAIQ==',
		}),
		document_category: reference('documentCategory', { label: 'Category' }),
	},
	filters: standardFilters,
	orders: ['id', 'filename', 'category.name', 'last_modified', 'last_modified_by.name'],
};
