import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { IBinaryData } from 'n8n-workflow';
// Before n8n's own parts, which it sets up.
import '../engine/engine.cts';
import { BinaryDataService } from 'n8n-core';

const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as {
	Container: { get(service: unknown): BinaryDataService };
};
const disk = (): BinaryDataService => Container.get(BinaryDataService);
const MB = 1_000_000;

/** Where n8n keeps files: from now on on disk; what it gives back takes all of them away. */
export async function keepOnDisk(): Promise<() => Promise<void>> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-chaos-'));
	process.env.N8N_BINARY_DATA_STORAGE_PATH = folder;
	await disk().init();
	return () => rm(folder, { recursive: true });
}

let large: Promise<IBinaryData> | undefined;

/** A file that goes up in parts, as a node before has left it. */
export const largeFile = (): Promise<IBinaryData> =>
	(large ??= disk().store(
		{ type: 'execution', workflowId: '1', executionId: '1' },
		Readable.from(megabytes(105)),
		{ fileName: 'Hearing.mp4', mimeType: 'video/mp4', fileExtension: 'mp4', data: '' },
	));

function* megabytes(count: number): Generator<Buffer> {
	for (let n = 0; n < count; n++) yield randomBytes(MB);
}

/** Of a file that n8n has, wherever it keeps it. */
export async function digestOf({ id, data }: IBinaryData): Promise<string> {
	const hash = createHash('sha256');
	if (!id) return hash.update(Buffer.from(data, 'base64')).digest('hex');
	for await (const chunk of await disk().getAsStream(id)) hash.update(chunk as Buffer);
	return hash.digest('hex');
}
