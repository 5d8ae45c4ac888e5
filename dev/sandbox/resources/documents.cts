import { badRequest, invalid, notFound } from '../errors.cts';
import * as filter from '../filters.cts';
import { applyRules, bool, ignored, integer, text, time } from '../rules.cts';
import type { Row } from '../store.cts';
import { wayTo } from '../storage.cts';
import { stamp } from '../time.cts';
import { words, type MemberCall, type Reply, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';
import { create, unwrap } from '../writes.cts';
import { newVersion, versionsOf, withVersion } from './document-versions.cts';
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

const isUploaded = (version: Row) => version.fully_uploaded;

/** The latest that is uploaded, or the one asked for. */
const download: Reply = (row, world, call) => {
	const asked = call.query.get('document_version_id');
	const version = versionsOf(row)
		.filter((each) => isUploaded(each) && (asked === null || String(each.id) === asked))
		.at(-1);
	if (!version) throw notFound('There is no such version to download');
	const { filename: name, content_type: type, version_number } = version;
	return wayTo({ name, type, content: `${name}, version ${version_number}\n` }, world, call);
};

/** Its latest version becomes a document of its own, here or elsewhere. */
const copy: MemberCall = (row, world, { body }) => {
	const source = versionsOf(row).filter(isUploaded).at(-1);
	if (!source) throw badRequest('The document is not uploaded');
	const { filename, content_type, size } = source;
	const given = { name: row.name, filename, ...unwrap(body), content_type, uploaded: true };
	const copying = { ...documents, body: { ...documents.body, ...documents.firm!.body } };
	const made = create(copying, given, world);
	Object.assign(made.latest_document_version, { size });
	return made;
};

/** A document as parent: a new version of that document (facts 4.1). */
const asNewVersion: Resource['instead'] = (body, world, before) => {
	if (before) return undefined;
	const { type, id } = (body.parent ?? {}) as { type?: unknown; id?: unknown };
	if (type !== 'Document') return undefined;
	const document = world.store.get('documents', Number(id));
	if (!document || document.deleted_at) throw invalid(`parent does not exist (Document ${id})`);
	const { name, ...values } = applyRules(documents.body!, { ...body, parent: null }, {}, { world });
	return withVersion(document, { filename: name, ...values }, world);
};

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
	instead: asNewVersion,
	calls: { 'POST copy': copy },
	replies: { 'GET download': download },
	hasTrash: true,
	heldBack: (row, query) =>
		isTrashed(row, query) ||
		(!versionsOf(row).some(isUploaded) && query.get('show_uncompleted') !== 'true'),
	filters: {
		...itemFilters,
		locked: filter.flag('locked'),
		show_uncompleted: filter.noEffect,
	},
	order: words('id created_at document_number name received_at updated_at'),
	orderValues: { document_number: (row) => row.id },
};
