import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

/** Bytes on disk. */
export interface Piece {
	path: string;
	size: number;
}

/** What a file is made of: a few bytes, or pieces on disk one after the other, as the parts of an upload. */
export type Content = Buffer | Piece[];

export const sizeOf = (content: Content): number =>
	Buffer.isBuffer(content) ? content.length : content.reduce((total, { size }) => total + size, 0);

export const streamOf = (content: Content): Readable => Readable.from(chunksOf(content));

const CHUNK = 1 << 20;

async function* chunksOf(content: Content): AsyncGenerator<Buffer> {
	if (Buffer.isBuffer(content)) yield content;
	else for (const { path } of content) yield* createReadStream(path, { highWaterMark: CHUNK });
}

export async function bytesOf(content: Content): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of chunksOf(content)) chunks.push(chunk);
	return Buffer.concat(chunks);
}

/** Its SHA-256 in hex, without ever having the whole of it in memory. */
export async function digestOf(content: Content): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of chunksOf(content)) hash.update(chunk);
	return hash.digest('hex');
}
