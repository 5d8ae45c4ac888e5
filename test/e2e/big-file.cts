import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export const MB = 2 ** 20;

/** So many MB that nothing can compress or guess. */
export async function writeRandom(path: string, megabytes: number): Promise<void> {
	const chunks = function* () {
		for (let count = 0; count < megabytes; count++) yield randomBytes(MB);
	};
	await pipeline(Readable.from(chunks()), createWriteStream(path));
}

/** The SHA-256 of what comes, in hex, or another sum; of a path, what lies there. */
export async function digestOf(
	bytes: string | AsyncIterable<Uint8Array>,
	hash = createHash('sha256'),
	encoding: 'hex' | 'base64' = 'hex',
): Promise<string> {
	for await (const chunk of typeof bytes === 'string' ? createReadStream(bytes) : bytes) {
		hash.update(chunk);
	}
	return hash.digest(encoding);
}
