import type { Call, Json } from '../client';
import type { File } from './file';
import type { Target, Transfer } from './storage';

export interface Uploading extends Transfer {
	file: File;
}

/** A document whose file nobody sees yet. */
export interface Stub {
	id: string;
	/** Of the version that the file will be. */
	uuid: string;
}

/** What is begun, and how its bytes are sent. */
export type Begun = [stub: Stub, send: () => Promise<void>];

/** What Clio answers of a version: where to put it, or its parts. */
export interface Version extends Stub {
	put_url?: unknown;
	put_headers?: unknown;
	multiparts?: unknown;
}

/** Tells Clio of a file, or of more parts of one, and asks where the storage takes it. Nobody sees it yet. */
export async function begin(
	uploading: Uploading,
	data: Json,
	fields: string,
	stub?: Stub,
): Promise<Version> {
	const { data: document } = await uploading.client.call({
		...(stub
			? { method: 'PATCH', path: `documents/${stub.id}` }
			: { method: 'POST', path: 'documents' }),
		query: { fields: `id,latest_document_version{${fields}}` },
		data,
		harmless: true,
		attempt: attemptOf(uploading),
	});
	const { id, latest_document_version: version } = document as Json;
	return { id: String(id), ...(version as Omit<Version, 'id'>) };
}

export function targetOf({ put_url: url, put_headers }: Partial<Version>, size: number): Target {
	const signed = [put_headers ?? []].flat() as Array<{ name: string; value: string }>;
	const headers = Object.fromEntries(signed.map(({ name, value }) => [name, value]));
	return { url: String(url), headers: { 'Content-Length': String(size), ...headers } };
}

export const attemptOf = ({ file }: Uploading): Call['attempt'] => ({
	did: `upload "${file.name}"`,
	permission: 'Documents',
});
