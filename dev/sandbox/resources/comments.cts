import { invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { plainId, text } from '../rules.cts';
import { one, words, type Resource, type Rule } from '../vocabulary.cts';

/** A document or a folder; nothing says which, so the ids of the two must not meet. */
const item: Rule = (value, place) => {
	const { id } = (value ?? {}) as { id?: unknown };
	const { store } = place.world;
	const isFolder = typeof id !== 'object' && store.get('folders', Number(id));
	if (id == null) throw invalid("item.id can't be blank");
	return plainId(isFolder ? 'folders' : 'documents')(id, { ...place, field: 'item' });
};

/** What people say about a document or a folder. UNKNOWN whether a deleted one is still listed. */
export const comments: Resource = {
	name: 'Comment',
	path: 'comments',
	permission: 'Documents',
	operations: 'LGCUD',
	fields: words('id etag message created_at updated_at deleted_at'),
	nested: { creator: one('users'), document_version: one('DocumentVersion') },
	body: { item, message: text },
	required: ['item', 'message'],
	defaults: ({ user }) => ({ creator: user.id }),
	settle: (row, { store }) => {
		row.document_version = store.get('documents', row.item)?.latest_document_version ?? null;
	},
	filters: { item_id: filter.id('item') },
	lacks: ['ids[]'],
};
