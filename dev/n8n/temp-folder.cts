import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Teardown } from './teardown.cts';

/** Makes a folder that is gone afterwards; the returned function removes it early. */
export function makeTemporary(folder: string, teardown: Teardown): () => Promise<void> {
	mkdirSync(folder, { recursive: true });
	const remove = async () => {
		forget();
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	};
	const forget = teardown.add(remove);
	return remove;
}
