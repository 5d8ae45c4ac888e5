import { depths, filedRecords, filedFilters, externalPropertyFilters } from './shared';
import { byIdOnly, choice, reference, standardFilters, yesNo, type Resource } from './vocabulary';

const { matter, contact, query, document_category, include_deleted } = filedFilters;

export const folderContents: Resource = {
	name: 'folderContents',
	label: 'Folder Item',
	plural: 'Folder Items',
	operationOf: {
		resource: 'folder',
		operation: 'listContents',
		name: 'List Contents',
		action: 'List contents of folder',
		description: 'Get the folders and documents in a folder',
	},
	path: 'folders/list',
	permission: 'Documents',
	operations: ['getAll'],
	pages: [],
	lookup: byIdOnly,

	reads: ['id', 'etag', 'created_at', 'updated_at', 'deleted_at', 'type', 'locked', 'name'],
	records: filedRecords,
	simplified: {
		name: 'name',
		type: 'type',
		folder: 'parent.name',
		folderId: 'parent.id',
		category: 'document_category.name',
		matter: 'matter.display_number',
		matterId: 'matter.id',
		filename: 'latest_document_version.filename',
		size: 'latest_document_version.size',
		creator: 'creator.name',
	},
	writes: {},
	filters: {
		parent: reference('folder', {
			wire: 'parent_id',
			label: 'Folder',
			main: true,
			help: "Leave empty for the firm's root folder",
		}),
		scope: choice(depths, { label: 'How Deep', main: true, preset: 'children' }),
		matter,
		contact,
		query,
		document_category,
		...standardFilters,
		include_deleted,
		show_uncompleted: yesNo({
			label: 'With Unfinished',
			help: 'to return documents that are still being uploaded as well',
		}),
		...externalPropertyFilters,
	},
	orders: ['id', 'document_number', 'name', 'updated_at', 'created_at', 'received_at'],
	byCursor: true,
};
