import { badRequest, invalid, notFound } from '../errors.cts';
import * as filter from '../filters.cts';
import { applyRules, bool, ignored, integer, text, time } from '../rules.cts';
import type { Row } from '../store.cts';
import { sizeOf, type Content } from '../storage/content.cts';
import { stamp } from '../time.cts';
import { multiparts, uploadOf, withParts } from '../uploads.cts';
import { words, type MemberCall, type Reply, type Resource } from '../vocabulary.cts';
import { wayTo } from '../way-to.cts';
import type { World } from '../world.cts';
import { create, unwrap } from '../writes.cts';
import { newVersion, uploadedOf, versionsOf, withVersion } from './document-versions.cts';
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
function settleUpload(row: Row, world: World, before: Row | undefined): void {
	const { latest_document_version: version, uuid, fully_uploaded, uploaded, multiparts } = row;
	for (const key of ['uuid', 'fully_uploaded', 'uploaded', 'multiparts']) delete row[key];
	const asks = before && (fully_uploaded || multiparts?.length);
	if (!uploaded && !asks) return;
	// UNKNOWN the type and status of these two (facts 2.7, 4.1).
	if (!uploaded && uuid !== version.uuid) throw invalid('uuid is not that of the latest version');
	if (version.fully_uploaded) throw invalid('The document is uploaded already');
	if (uploaded)
		row.latest_document_version = complete(version, world.store.files.of(version), world);
	else if (fully_uploaded) {
		row.latest_document_version = complete(version, uploadOf(version, world), world);
	} else row.latest_document_version = withParts(version, multiparts);
}

/** The version with its file. */
function complete(version: Row, content: Content, { store, now }: World): Row {
	store.files.keep(version, content);
	const done = { fully_uploaded: true, size: sizeOf(content), updated_at: stamp(now()) };
	return { ...version, ...done, version: version.version + 1 };
}

/** A document that is whole from the start, as Clio itself makes it. */
export function createWhole(values: Record<string, unknown>, content: Content, world: World): Row {
	const { body, firm } = documents;
	const whole = { ...documents, body: { ...body, ...firm!.body } };
	const made = create(whole, { ...values, uploaded: true }, world);
	made.latest_document_version = complete(made.latest_document_version, content, world);
	return made;
}

function settle(row: Row, world: World, change: Change): void {
	settleItem(row, world, change);
	row.latest_document_version ??= newVersion(row, world.store, stamp(world.now()));
	settleUpload(row, world, change.before);
}

const ofVersion = (field: string) => (row: Row) => row.latest_document_version[field];

/** The latest that is uploaded, or the one asked for. */
const download: Reply = (row, world, call) => {
	const asked = call.query.get('document_version_id');
	const version = versionsOf(row).findLast(
		({ id, fully_uploaded }) => fully_uploaded && (asked === null || String(id) === asked),
	);
	if (!version) throw notFound('There is no such version to download');
	const { filename: name, content_type: type } = version;
	return wayTo({ name, type, content: world.store.files.of(version) }, world);
};

/** Its latest version becomes a document of its own, here or elsewhere. */
const copy: MemberCall = (row, world, { body }) => {
	const source = uploadedOf(row);
	if (!source) throw badRequest('The document is not uploaded');
	const { filename, content_type } = source;
	const given = { name: row.name, filename, ...unwrap(body), content_type };
	return createWhole(given, world.store.files.of(source), world);
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
		multiparts,
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
		isTrashed(row, query) || (!uploadedOf(row) && query.get('show_uncompleted') !== 'true'),
	filters: {
		...itemFilters,
		locked: filter.flag('locked'),
		show_uncompleted: filter.noEffect,
	},
	order: words('id created_at document_number name received_at updated_at'),
	orderValues: { document_number: (row) => row.id },
};
