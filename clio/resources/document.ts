import { moment, reference, standardFilters, text, yesNo, type Resource } from './vocabulary';
import {
	everyFolder,
	externalProperties,
	externalPropertyFilters,
	filedFilters,
	filedRecords,
} from './shared';

const { matter, contact, query, document_category, scope, include_deleted } = filedFilters;

export const document: Resource = {
	name: 'document',
	label: 'Document',
	plural: 'Documents',
	help: 'A file kept in Clio; those in linked Google Drive or Office 365 folders cannot be reached',
	path: 'documents',
	permission: 'Documents',
	operations: ['delete', 'download', 'get', 'getAll', 'update'],
	pages: ['documents/{id}/details'],
	file: { name: 'name', filename: 'filename', type: 'content_type', size: 'size' },
	onDownload: {
		version: reference('documentVersion', {
			label: 'Version ID',
			wire: 'document_version_id',
			empty: 'the current one',
			help: 'Get Many Versions lists them',
			example: '12345',
		}),
	},
	lookup: {
		by: 'query',
		shows: 'name',
		hint: 'matter.display_number',
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

	writes: {
		name: text({ stays: true }),
		parent: reference(['folder', 'matter', 'contact'], {
			unlike: true,
			label: 'Move To',
			stays: true,
			help: 'A folder, or the folder of a matter or contact',
		}),
		document_category: reference('documentCategory', { label: 'Category' }),
		received_at: moment({ label: 'Received' }),
		restore: yesNo({ help: 'to take the document out of the trash' }),
		communication: reference('communication', {
			wire: 'communication_id',
			label: 'Call or E-Mail',
		}),
		copy_version: yesNo({
			label: 'New Version When Renamed',
			help: 'to make a new version if the new name has another ending, e.g. .pdf',
		}),
		external_properties: externalProperties,
	},

	filters: {
		matter,
		contact,
		query,
		document_category,
		parent: reference('folder', { wire: 'parent_id', label: 'Folder', orNone: true }),
		scope,
		...standardFilters,
		include_deleted,
		locked: yesNo({ help: 'to return locked documents only' }),
		show_uncompleted: yesNo({
			label: 'With Unfinished',
			help: 'to return documents that are still being uploaded as well',
		}),
		...externalPropertyFilters,
	},
	orders: ['id', 'created_at', 'document_number', 'name', 'received_at', 'updated_at'],
};
