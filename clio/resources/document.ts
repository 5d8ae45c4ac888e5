import { reference, standardFilters, yesNo, type Resource } from './vocabulary';
import { everyFolder, filedFilters, filedRecords } from './shared';

export const document: Resource = {
	name: 'document',
	label: 'Document',
	plural: 'Documents',
	help: 'A file kept in Clio; those in linked Google Drive or Office 365 folders cannot be reached',
	path: 'documents',
	permission: 'Documents',
	operations: [],
	pages: ['documents/{id}/details'],
	lookup: {
		by: 'query',
		shows: 'name',
		hint: 'received_at',
		order: 'id(desc)',
		query: everyFolder,
	},
	whole: everyFolder,
	// A list also hides what is in the trash and what is still being uploaded (facts 4.1 and 4.4).
	byIds: { ...everyFolder, include_deleted: 'true', show_uncompleted: 'true' },

	reads: [
		'id',
		'etag',
		'created_at',
		'updated_at',
		'deleted_at',
		'type',
		'locked',
		'name',
		'received_at',
		'filename',
		'size',
		'content_type',
	],
	records: filedRecords,
	simplified: {
		name: 'name',
		filename: 'filename',
		size: 'size',
		received: 'received_at',
		category: 'document_category.name',
		folder: 'parent.name',
		matter: 'matter.display_number',
		matterId: 'matter.id',
		contact: 'contact.name',
		creator: 'creator.name',
	},

	writes: {},
	filters: {
		...standardFilters,
		...filedFilters,
		parent: reference('folder', { wire: 'parent_id', label: 'Folder', orNone: true }),
		locked: yesNo({ help: 'to return locked documents only' }),
		show_uncompleted: yesNo({
			label: 'With Unfinished',
			help: 'to return documents that are still being uploaded as well',
		}),
	},
	orders: ['id', 'created_at', 'document_number', 'name', 'received_at', 'updated_at'],
};
