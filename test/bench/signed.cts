import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Sandbox } from '../../dev/sandbox/server.cts';
import { digestOf } from '../e2e/big-file.cts';
import { clientOf } from '../unit/sandbox-client.cts';
import type { Put } from './curl.cts';

export interface Piece {
	path: string;
	size: number;
	md5: string;
}

interface Address {
	put_url: string;
	put_headers: Array<{ name: string; value: string }>;
}

const MOST_PARTS_A_REQUEST = 50;
const VERSION = 'latest_document_version';

/** A file in pieces of these sizes, each a file of its own: curl sends no stretch of one. */
export async function cut(path: string, sizes: number[]): Promise<Piece[]> {
	const pieces: Piece[] = [];
	let start = 0;
	for (const size of sizes) {
		const piece = `${path}.${pieces.length + 1}`;
		const end = start + size - 1;
		await pipeline(createReadStream(path, { start, end }), createWriteStream(piece));
		pieces.push({ path: piece, size, md5: await digestOf(piece, createHash('md5'), 'base64') });
		start += size;
	}
	return pieces;
}

/** A document begun at Clio, and the PUTs that its pieces take. */
export async function putsOf(sandbox: Sandbox, pieces: Piece[]): Promise<Put[]> {
	const clio = clientOf(sandbox);
	const all = pieces.map(({ size, md5 }, index) => ({
		...{ part_number: index + 1, content_length: size, content_md5: md5 },
	}));
	const fields = `id,${VERSION}{uuid,multiparts}`;
	const begun = { name: 'By curl.bin', parent: firstMatter(sandbox) };
	const addresses: Address[] = [];
	let document: { id: number; [VERSION]: { uuid: string; multiparts: Address[] } } | undefined;
	for (let from = 0; from < all.length; from += MOST_PARTS_A_REQUEST) {
		const multiparts = all.slice(from, from + MOST_PARTS_A_REQUEST);
		const answer = document
			? await clio.update(
					`documents/${document.id}`,
					{ uuid: document[VERSION].uuid, fully_uploaded: false, multiparts },
					fields,
				)
			: await clio.create('documents', { ...begun, multiparts }, fields);
		document = answer.data as NonNullable<typeof document>;
		addresses.push(...document[VERSION].multiparts);
	}
	return addresses.map((address, index) => ({ ...putOf(address), path: pieces[index].path }));
}

/** The same in one go. */
export async function onePut(sandbox: Sandbox, name: string): Promise<Omit<Put, 'path'>> {
	const fields = `id,${VERSION}{uuid,put_url,put_headers}`;
	const body = { name, parent: firstMatter(sandbox) };
	const { data } = await clientOf(sandbox).create('documents', body, fields);
	return putOf(data[VERSION]);
}

/** Where the file of a document is to be had. */
export async function wayTo(sandbox: Sandbox, document: number): Promise<string> {
	return (await clientOf(sandbox).get(`documents/${document}/download`)).location!;
}

const firstMatter = ({ store }: Sandbox) => ({ id: store.all('matters')[0].id, type: 'Matter' });

const putOf = ({ put_url, put_headers }: Address) => ({
	url: put_url,
	headers: Object.fromEntries(put_headers.map(({ name, value }) => [name, value])),
});
