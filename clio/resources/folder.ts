import { reference, standardFilters, text, yesNo, type Resource } from './vocabulary';
import {
	everyFolder,
	externalProperties,
	externalPropertyFilters,
	filedFilters,
	filedRecords,
} from './shared';

const { matter, contact, query, document_category, scope, include_deleted } = filedFilters;

export const folder: Resource = {
	name: 'folder',
	label: 'Folder',
	plural: 'Folders',
	help: 'A folder of documents, of a matter, a contact or the firm',
	path: 'folders',
	permission: 'Documents',
	operations: ['create', 'delete', 'findOrCreate', 'get', 'getAll', 'update'],
	pages: ['matters/{matter.id}', 'contacts/{contact.id}'],
	naturalKey: ['parent', 'name'],
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

	writes: {
		name: text({ required: true, main: true, example: 'e.g. Correspondence' }),
		parent: reference(['matter', 'contact', 'folder'], {
			unlike: true,
			label: 'In',
			required: true,
			main: true,
			help: 'A folder, or the folder of a matter or contact; on an update it moves there',
		}),
		document_category: reference('documentCategory', { label: 'Category' }),
		restore: yesNo({ only: 'update', help: 'to take the folder out of the trash' }),
		external_properties: externalProperties,
	},

	filters: {
		matter,
		contact,
		query,
		document_category,
		parent: reference('folder', { wire: 'parent_id', label: 'Parent Folder' }),
		scope,
		...standardFilters,
		include_deleted,
		...externalPropertyFilters,
	},
	orders: ['id', 'name', 'updated_at'],
};
