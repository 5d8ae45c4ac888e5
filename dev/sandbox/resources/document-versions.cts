import { badRequest } from '../errors.cts';
import * as filter from '../filters.cts';
import { kindOf } from '../kinds.cts';
import type { Row } from '../store.cts';
import { stamp } from '../time.cts';
import type { Reply, Resource } from '../vocabulary.cts';
import { typeOf } from '../content-types.cts';
import { partsOf } from '../uploads.cts';
import type { World } from '../world.cts';

/** The oldest first. */
export const versionsOf = ({ earlier_versions = [], latest_document_version }: Row): Row[] => [
	...earlier_versions,
	latest_document_version,
];

export function newVersion(row: Row, store: World['store'], at: string): Row {
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
		version: 1,
		version_number: 1,
		content_type: row.content_type ?? typeOf(filename),
		received_at: row.received_at ?? at,
		fully_uploaded: false,
		creator: row.creator,
		...partsOf(row),
	};
}

/** Its latest version that is up. */
export const uploadedOf = (document: Row): Row | undefined =>
	versionsOf(document).findLast(({ fully_uploaded }) => fully_uploaded);

/** A document whose latest version is another one from now on. */
export function withVersion(
	document: Row,
	values: Record<string, unknown>,
	{ store, now, user }: World,
): Row {
	const at = stamp(now());
	const version_number = document.latest_document_version.version_number + 1;
	const given = { ...document, filename: undefined, creator: user.id, ...values } as Row;
	const changed: Row = {
		...document,
		earlier_versions: versionsOf(document),
		latest_document_version: { ...newVersion(given, store, at), version_number },
		updated_at: at,
		version: document.version + 1,
	};
	store.commit('documents', changed);
	return changed;
}

/** UNKNOWN what the answer holds: the spec shows a 200 with nothing in it. */
const saveAsLatest: Reply = (row, world) => {
	if (!row.fully_uploaded) throw badRequest('The version is not uploaded');
	const { filename, content_type, received_at, size } = row;
	const document = world.store.get('documents', row.document_id)!;
	const changed = withVersion(document, { filename, content_type, received_at }, world);
	Object.assign(changed.latest_document_version, { fully_uploaded: true, size });
	world.store.files.keep(changed.latest_document_version, world.store.files.of(row));
	return { status: 200 };
};

export const documentVersions: Resource = {
	...kindOf('DocumentVersion'),
	path: 'documents/{id}/versions',
	permission: 'Documents',
	operations: 'L',
	rowsOf: versionsOf,
	replies: { 'POST save_as_latest_version': saveAsLatest },
	filters: { fully_uploaded: filter.flag('fully_uploaded') },
	lacks: ['ids[]', 'created_since', 'updated_since'],
};
