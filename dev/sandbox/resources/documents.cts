import { invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { bool, ignored, integer, text, time } from '../rules.cts';
import type { Row } from '../store.cts';
import { stamp } from '../time.cts';
import { words, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';
import {
	isTrashed,
	itemBody,
	itemComputed,
	itemFields,
	itemFilters,
	itemNested,
	settleItem,
} from './items.cts';

type Change = Parameters<NonNullable<Resource['settle']>>[2];

const TYPES: Record<string, string> = {
	pdf: 'application/pdf',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	txt: 'text/plain',
};

const typeOf = (filename: string) =>
	TYPES[filename.split('.').at(-1)!.toLowerCase()] ?? 'application/octet-stream';

/** The files themselves are not kept. */
export function newVersion(row: Row, store: World['store'], at: string) {
	const id = store.nextId('DocumentVersion');
	const filename: string = row.filename ?? row.name;
	return {
		id,
		document_id: row.id,
		uuid: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
		created_at: at,
		updated_at: at,
		filename,
		size: 0,
		version_number: 1,
		content_type: row.content_type ?? typeOf(filename),
		received_at: row.received_at ?? at,
		fully_uploaded: false,
		creator: row.creator,
	};
}

/** `uploaded` comes from the firm alone (change.cts); an app names the version by its uuid. */
function complete(row: Row, world: World, before: Row | undefined): void {
	const { latest_document_version: version, uuid, fully_uploaded, uploaded } = row;
	for (const key of ['uuid', 'fully_uploaded', 'uploaded']) delete row[key];
	if (!uploaded && !(before && fully_uploaded)) return;
	// UNKNOWN the type and status of these two (facts 2.7, 4.1).
	if (!uploaded && uuid !== version.uuid) throw invalid('uuid is not that of the latest version');
	if (version.fully_uploaded) throw invalid('The document is uploaded already');
	const done = { fully_uploaded: true, size: 1000, updated_at: stamp(world.now()) };
	row.latest_document_version = { ...version, ...done };
}

function settle(row: Row, world: World, change: Change): void {
	settleItem(row, world, change);
	row.latest_document_version ??= newVersion(row, world.store, stamp(world.now()));
	complete(row, world, change.before);
}

const ofVersion = (field: string) => (row: Row) => row.latest_document_version[field];

export const documents: Resource = {
	name: 'Document',
	path: 'documents',
	permission: 'Documents',
	operations: 'LGCUD',
	fields: [...itemFields, ...words('received_at filename size content_type')],
	nested: itemNested,
	computed: {
		...itemComputed,
		received_at: ofVersion('received_at'),
		filename: ofVersion('filename'),
		size: ofVersion('size'),
		content_type: ofVersion('content_type'),
	},
	body: {
		...itemBody,
		communication_id: integer,
		content_type: text,
		copy_version: ignored,
		filename: text,
		fully_uploaded: bool,
		multiparts: ignored,
		received_at: time,
		uuid: text,
	},
	createOnly: ['content_type', 'filename'],
	updateOnly: ['copy_version', 'fully_uploaded', 'restore', 'uuid'],
	firm: { operations: '', body: { uploaded: bool } },
	required: ['name', 'parent'],
	defaults: ({ user }) => ({ type: 'Document', locked: false, creator: user.id }),
	// UNKNOWN when `created` is fired: here when the document is made, and `updated` when its file is up.
	settle,
	hasTrash: true,
	heldBack: (row, query) =>
		isTrashed(row, query) ||
		(!row.latest_document_version.fully_uploaded && query.get('show_uncompleted') !== 'true'),
	filters: {
		...itemFilters,
		locked: filter.flag('locked'),
		show_uncompleted: filter.noEffect,
	},
	order: words('id created_at document_number name received_at updated_at'),
	orderValues: { document_number: (row) => row.id },
};
