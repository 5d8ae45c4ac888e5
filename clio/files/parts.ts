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

/** At least 5 MB each (facts 4.2): larger ones cost memory, smaller ones requests. */
export const partSize = 6 * 1024 * 1024;

/** Larger chunks cost n8n memory, smaller ones time. */
const chunkSize = 512 * 1024;

export const partsOf = (size: number): Part[] =>
	Array.from({ length: Math.ceil(size / partSize) }, (_, at) => ({
		number: at + 1,
		size: Math.min(partSize, size - at * partSize),
	}));

/** The parts of a file with their sums; nothing is kept. */
export async function* sums(file: File, parts: Part[]): AsyncGenerator<SummedPart> {
	let hash = createHash('md5');
	for await (const { part, piece, isLast } of pieces(file, parts)) {
		hash.update(piece);
		if (!isLast) continue;
		yield { ...part, md5: hash.digest('base64') };
		hash = createHash('md5');
	}
}

/** Puts one part after the other into memory that is there already: new memory for each would pile up in n8n. */
export class PartReader {
	private readonly pieces: AsyncGenerator<Piece>;

	constructor(file: File, parts: Part[]) {
		this.pieces = pieces(file, parts);
	}

	/** The next part, in the room given. */
	async next(room: Buffer): Promise<Buffer> {
		for (let filled = 0; ;) {
			const { piece, isLast } = (await this.pieces.next()).value as Piece;
			room.set(piece, filled);
			filled += piece.length;
			if (isLast) return room.subarray(0, filled);
		}
	}

	/** The file is read no further. */
	close(): void {
		close(this.pieces);
	}
}

/** Ends what is read on and on. */
export const close = (reading: AsyncGenerator<unknown>): void =>
	void reading.return(undefined).catch(() => undefined);

interface Piece {
	part: Part;
	piece: Uint8Array;
	isLast: boolean;
}

/** The file from the start, cut where a part ends. */
async function* pieces(file: File, parts: Part[]): AsyncGenerator<Piece> {
	let at = 0;
	let { size: left } = parts[0];
	for await (const chunk of chunksOf(file)) {
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

async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
	const bytes = await file.read(chunkSize);
	if (Buffer.isBuffer(bytes)) yield bytes;
	else yield* bytes;
}
