import { byIdOnly, longText, reference, standardFilters, type Resource } from '../vocabulary';

const { created_since, updated_since } = standardFilters;

export const comment: Resource = {
	name: 'comment',
	label: 'Comment',
	plural: 'Comments',
	help: 'A comment on a document or folder',
	path: 'comments',
	permission: 'Documents',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: [],
	lookup: byIdOnly,

	reads: ['id', 'etag', 'message', 'created_at', 'updated_at', 'deleted_at'],
	records: { creator: 'user', document_version: 'documentVersion' },
	simplified: {
		message: 'message',
		creator: 'creator.name',
		created: 'created_at',
		documentId: 'document_version.document_id',
		filename: 'document_version.filename',
	},

	writes: {
		item: reference('document', {
			label: 'Document',
			required: true,
			main: true,
			help: 'A document; of a folder the ID',
		}),
		message: longText({ required: true, main: true }),
	},
	filters: {
		item: reference('document', {
			wire: 'item_id',
			label: 'Document',
			help: 'A document; of a folder the ID',
		}),
		created_since,
		updated_since,
	},
	orders: [],
};
