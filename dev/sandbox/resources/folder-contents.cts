import { badRequest } from '../errors.cts';
import * as filter from '../filters.cts';
import type { Filter, Resource } from '../vocabulary.cts';
import { documents } from './documents.cts';
import { itemComputed, itemFields, itemFilters, itemNested } from './items.cts';

const parentId: Filter = (values, world, query) => {
	if (values.at(-1) === 'null') throw badRequest('null is not a valid id');
	return itemFilters.parent_id(values, world, query);
};

/** Documents and folders in one list, each with its type (facts 4.4). */
export const folderContents: Resource = {
	name: 'Item',
	path: 'folders/list',
	permission: 'Documents',
	operations: 'L',
	fields: itemFields,
	nested: itemNested,
	computed: itemComputed,
	rows: ({ store }) =>
		[...store.all('folders'), ...store.all('documents')].sort((a, b) => a.id - b.id),
	heldBack: (row, query, world) => {
		if (row.type === 'Document' && documents.heldBack!(row, query, world)) return true;
		if (row.deleted_at && query.get('include_deleted') !== 'true') return true;
		// UNKNOWN whether the root folder is meant, too, when a matter or a contact is named.
		if (['parent_id', 'matter_id', 'contact_id'].some((name) => query.has(name))) return false;
		const root = world.store.all('folders').find((folder) => folder.root)!;
		return !itemFilters.parent_id([String(root.id)], world, query)(row);
	},
	filters: { ...itemFilters, parent_id: parentId, show_uncompleted: filter.noEffect },
	order: ['id', 'document_number', 'name', 'updated_at', 'created_at', 'received_at'],
	orderValues: {
		document_number: ({ id }) => id,
		received_at: (row) => row.latest_document_version?.received_at,
	},
};
