import { externalProperties } from '../external-properties.cts';
import { notFound } from '../errors.cts';
import * as filter from '../filters.cts';
import { bool, member, ref, text } from '../rules.cts';
import type { Row } from '../store.cts';
import { stamp } from '../time.cts';
import { many, one, words, type Filter, type Link, type Rule } from '../vocabulary.cts';
import type { World } from '../world.cts';

/** What documents and folders have in common. */

interface Home {
	type: 'Matter' | 'Contact';
	id: number;
}

export const itemFields = words('id etag created_at updated_at deleted_at type locked name');

export const itemNested: Record<string, Link> = {
	parent: one('folders'),
	matter: one('matters'),
	contact: one('contacts'),
	document_category: one('document_categories'),
	creator: one('ClioCreator'),
	latest_document_version: one('DocumentVersion'),
	group: one('groups'),
	external_properties: many('ExternalProperty'),
};

export const itemBody: Record<string, Rule> = {
	document_category: ref('document_categories'),
	external_properties: externalProperties.rule,
	name: text,
	parent: member({ Folder: 'folders', Matter: 'matters', Contact: 'contacts' }),
	restore: (value, place) => (bool(value, place), undefined),
};

/** The folders it lies in, the nearest first. */
export function* above(row: Row, { store }: World): Generator<Row> {
	let folder = store.get('folders', row.parent);
	for (; folder; folder = store.get('folders', folder.parent)) yield folder;
}

/** The matter or contact in whose folder it lies, however deep. */
const owner = (type: Home['type']) => (row: Row, world: World) => {
	const home: Home | undefined = [row, ...above(row, world)].find((each) => each.home)?.home;
	return home?.type === type ? home.id : null;
};

export const itemComputed = { matter: owner('Matter'), contact: owner('Contact') };

/** The folder of a matter or a contact, as far as there is one. */
export const homeOf = (type: Home['type'], id: number, { store }: World): Row | undefined =>
	store.all('folders').find(({ home }) => home?.type === type && home.id === id);

/** That of a contact is made when it is first needed (facts 4.1); here that of a matter, too. */
function newHome({ type, id }: Home, { store, now, user }: World): Row {
	const record = store.get(type === 'Matter' ? 'matters' : 'contacts', id)!;
	const fields = {
		name: record.display_number ?? record.name,
		type: 'Folder',
		home: { type, id },
		parent: store.all('folders').find(({ root }) => root)?.id,
		root: false,
		locked: false,
		creator: user.id,
	};
	return store.insert('folders', fields, stamp(now()));
}

export function settleItem(
	row: Row,
	world: World,
	{ before, body }: { before?: Row; body: Record<string, unknown> },
): void {
	if (before?.deleted_at && `${body.restore}` !== 'true') {
		throw notFound(`${row.type} ${row.id} is in the trash`);
	}
	row.deleted_at = null;
	const { parent } = row;
	if (typeof parent !== 'object' || parent === null) return;
	const { type, id } = parent as Home | { type: 'Folder'; id: number };
	row.parent =
		type === 'Folder' ? id : (homeOf(type, id, world) ?? newHome({ type, id }, world)).id;
}

const parentId: Filter = (values, world, query) => {
	const value = values.at(-1)!;
	const id = value === 'null' ? null : filter.readId(value);
	if (query.get('scope') !== 'descendants') return (row) => (row.parent ?? null) === id;
	return (row) => [...above(row, world)].some((folder) => folder.id === id);
};

/**
 * Without parent_id a list gives all there are: its text in Clio's spec names the account's root
 * folder as default for `/folders/list` only, though the facts (4.4) say it of all: UNKNOWN.
 */
export const itemFilters: Record<string, Filter> = {
	...externalProperties.filters,
	contact_id: filter.idOrNull(itemComputed.contact),
	document_category_id: filter.idOrNull('document_category'),
	include_deleted: filter.noEffect,
	matter_id: filter.idOrNull(itemComputed.matter),
	parent_id: parentId,
	query: filter.search((row) => [row.name]),
	scope: filter.choiceAmong(() => ['descendants', 'children'], 'descendants', 'children'),
};

export const isTrashed = (row: Row, query: URLSearchParams) =>
	!!row.deleted_at && query.get('include_deleted') !== 'true';
