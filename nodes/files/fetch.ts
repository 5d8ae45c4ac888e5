import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { Json, Query } from '../../clio/client';
import { download, type Wanted } from '../../clio/files/download';
import type { Stream } from '../../clio/files/file';
import { recordedFile, type Recorded } from '../../clio/files/names';
import type { Transfer } from '../../clio/files/storage';
import type { Resource } from '../../clio/resources/vocabulary';

/** A record that has a file. */
export interface Source {
	resource: Resource;
	record: Json;
	/** If the file is not the one that the record tells of. */
	file?: Recorded;
	/** Which of its files, e.g. a version. */
	query?: Query;
}

/** The file, put where n8n keeps files as it comes. */
export async function fetchFile(
	{ helpers }: IExecuteFunctions,
	transfer: Transfer,
	source: Source,
): Promise<IBinaryData> {
	const { name, type } = fileOf(source);
	const keep = async (bytes: Stream) => helpers.prepareBinaryData(bytes as never, name, type);
	return download(transfer, wantedOf(source), keep);
}

export const fetchText = async (transfer: Transfer, source: Source): Promise<string> =>
	download(transfer, wantedOf(source), async (bytes) => (await allOf(bytes)).toString('utf8'));

const fileOf = ({ file, resource, record }: Source): Recorded =>
	file ?? recordedFile(resource, record);

function wantedOf(source: Source): Wanted {
	const { resource, record, query } = source;
	const { name, size } = fileOf(source);
	return {
		path: `${resource.path}/${String(record.id)}/download`,
		query,
		attempt: { did: `fetch "${name}"`, permission: resource.permission },
		name,
		size,
	};
}

export async function allOf(bytes: Stream): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of bytes) chunks.push(chunk);
	return Buffer.concat(chunks);
}
