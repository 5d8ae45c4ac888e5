import { createHash } from 'node:crypto';
import { ClioError } from '../errors';
import type { File } from './file';

/** A stretch of a file; counted from 1, as Clio counts (facts 4.2). */
export interface Part {
	number: number;
	/** In bytes. */
	size: number;
}

export interface SummedPart extends Part {
	/** The MD5 of its bytes in base64, by which the storage finds out what was damaged on the way. */
	md5: string;
}

/**
 * At least 5 MB each (facts 4.2). A chunk as it is read is a part: every copy of the bytes would cost n8n as much
 * time again, since its memory is cleaned for each 30 MB. Larger ones cost memory, smaller ones requests.
 */
const partSize = 6 * 1024 * 1024;

/** Where the bytes are only looked at. */
const glance = 1024 * 1024;

export const partsOf = (size: number): Part[] =>
	Array.from({ length: Math.ceil(size / partSize) }, (_, at) => ({
		number: at + 1,
		size: Math.min(partSize, size - at * partSize),
	}));

/** The parts of a file with their sums; nothing is kept. */
export async function* sums(file: File, parts: Part[]): AsyncGenerator<SummedPart> {
	let hash = createHash('md5');
	for await (const { part, piece, isLast } of pieces(file, parts, glance)) {
		hash.update(piece);
		if (!isLast) continue;
		yield { ...part, md5: hash.digest('base64') };
		hash = createHash('md5');
	}
}

/** The bytes of each part, one part at a time. */
export async function* bytesOf(file: File, parts: Part[]): AsyncGenerator<Buffer> {
	let held: Uint8Array[] = [];
	for await (const { piece, isLast } of pieces(file, parts, partSize)) {
		held.push(piece);
		if (!isLast) continue;
		yield held.length === 1 ? (held[0] as Buffer) : Buffer.concat(held);
		held = [];
	}
}

/** The file from the start, cut where a part ends. */
async function* pieces(
	file: File,
	parts: Part[],
	chunkSize: number,
): AsyncGenerator<{ part: Part; piece: Uint8Array; isLast: boolean }> {
	let at = 0;
	let { size: left } = parts[0];
	for await (const chunk of chunksOf(file, chunkSize)) {
		for (let from = 0; from < chunk.length;) {
			const piece = chunk.subarray(from, from + left);
			from += piece.length;
			left -= piece.length;
			yield { part: parts[at], piece, isLast: !left };
			if (left) continue;
			if (++at === parts.length) return;
			({ size: left } = parts[at]);
		}
	}
	throw new ClioError(
		'badInput',
		`The file ends before its ${file.size} bytes`,
		'It was changed while it was read. Run this item again.',
	);
}

async function* chunksOf(file: File, chunkSize: number): AsyncGenerator<Uint8Array> {
	const bytes = await file.read(chunkSize);
	if (Buffer.isBuffer(bytes)) yield bytes;
	else yield* bytes;
}
