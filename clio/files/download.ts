import type { Call } from '../client';
import { ClioError, networkSays, raise } from '../errors';
import type { Stream } from './file';
import { StorageError, type Transfer } from './storage';

/** Which file: where Clio tells the way to it, and how many bytes it is to have, if Clio says. */
export interface Wanted extends Pick<Call, 'path' | 'query' | 'attempt'> {
	name: string;
	size?: number;
}

const mostTries = 3;

/**
 * Hands the bytes of a file to `keep` as they come (facts 4.3). Should the line break, from the start again:
 * what was kept of it is of no use.
 */
export async function download<T>(
	transfer: Transfer,
	wanted: Wanted,
	keep: (bytes: Stream) => Promise<T>,
): Promise<T> {
	for (let tries = 1; ; tries++) {
		try {
			return await once(transfer, wanted, keep);
		} catch (error) {
			if (isFinal(error) || tries === mostTries) raise(asClioError(error as Error, wanted));
		}
		await transfer.clock.sleep(1_000 * tries);
	}
}

/** A line that breaks, and an address that has grown old, may do the next time. */
const isFinal = (error: unknown): boolean =>
	error instanceof ClioError && !(error instanceof StorageError && error.isAboutAddress);

async function once<T>(
	{ client, storage }: Transfer,
	{ name, size: expected, ...call }: Wanted,
	keep: (bytes: Stream) => Promise<T>,
): Promise<T> {
	const { status, headers } = await client.callRaw({ method: 'GET', ...call });
	if (status !== 303) raise(noWay(name));
	const bytes = await storage.get(String(headers.location), `fetch "${name}"`);
	const counted = new Counted(bytes, expected ?? Infinity, name);
	const kept = await keep(counted.bytes);
	// A line that was closed too early, or a page in place of the file: both may look like a whole answer.
	if (expected !== undefined && counted.count < expected)
		throw new Error(`${counted.count} of ${expected} bytes came`);
	return kept;
}

/** Ends a stream that goes on for longer than it can: what comes then is not the file. */
class Counted {
	count = 0;
	readonly bytes: Stream;

	constructor(bytes: Stream, most: number, name: string) {
		this.bytes = bytes.map((chunk) => {
			this.count += chunk.length;
			return this.count > most ? raise(tooMuch(name, most)) : chunk;
		});
	}
}

const tooMuch = (name: string, most: number): ClioError =>
	new ClioError(
		'unexpected',
		`More came for "${name}" than the ${most} bytes it has in Clio`,
		'It was not taken, for it is not the file. Run this item again; if it stays so, look at the file in Clio.',
	);

const noWay = (name: string): ClioError =>
	new ClioError(
		'unexpected',
		`Clio did not say where to fetch "${name}"`,
		'Files in linked Google Drive or Office 365 folders cannot be fetched through Clio. For others, run this item again.',
	);

const asClioError = (error: Error, { name }: Wanted): ClioError =>
	error instanceof ClioError
		? error
		: new ClioError(
				'unavailable',
				`The file "${name}" did not arrive whole`,
				`It was tried ${mostTries} times (${seenIn(error)}). Run this item again later, and check that n8n has room for files.`,
			);

const seenIn = ({ message, code = '' }: Error & { code?: string }): string =>
	networkSays(code || message).slice(0, 100);
