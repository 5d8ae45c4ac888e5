import { reference, standardFilters, type Resource } from './vocabulary';
import { everyFolder, filedFilters, filedRecords } from './shared';

export const folder: Resource = {
	name: 'folder',
	label: 'Folder',
	plural: 'Folders',
	help: 'A folder of documents, of a matter, a contact or the firm',
	path: 'folders',
	permission: 'Documents',
	operations: [],
	pages: ['matters/{matter.id}', 'contacts/{contact.id}'],
	lookup: { by: 'query', shows: 'name', order: 'id(desc)', query: everyFolder },
	whole: everyFolder,
	// A list also hides what is in the trash (facts 4.4).
	byIds: { ...everyFolder, include_deleted: 'true' },

	reads: ['id', 'etag', 'created_at', 'updated_at', 'deleted_at', 'type', 'locked', 'name', 'root'],
	records: filedRecords,
	simplified: {
		name: 'name',
		parent: 'parent.name',
		parentId: 'parent.id',
		category: 'document_category.name',
		matter: 'matter.display_number',
		matterId: 'matter.id',
		contact: 'contact.name',
		contactId: 'contact.id',
		creator: 'creator.name',
	},

	writes: {},
	filters: {
		...standardFilters,
		...filedFilters,
		parent: reference('folder', { wire: 'parent_id', label: 'Parent Folder' }),
	},
	orders: ['id', 'name', 'updated_at'],
};
