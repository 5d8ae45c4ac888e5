import type { Call } from '../client';
import { ClioError, networkSays, raise } from '../errors';
import type { Clock } from '../pacing';
import type { Stream } from './file';
import { StorageError, type Arriving, type Transfer } from './storage';

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
	{ client, storage, clock }: Transfer,
	{ name, size: expected, ...call }: Wanted,
	keep: (bytes: Stream) => Promise<T>,
): Promise<T> {
	const { status, headers } = await client.callRaw({ method: 'GET', ...call });
	if (status !== 303) raise(noWay(name));
	const arriving = await storage.get(String(headers.location), `fetch "${name}"`);
	const pace = new Pace(clock);
	const counted = new Counted(arriving.bytes, expected ?? Infinity, name, pace);
	const kept = await keep(counted.bytes);
	const missing = expected === undefined ? doubtAbout(counted, arriving) : short(counted, expected);
	if (missing) throw new Error(missing);
	return kept;
}

/** A line that was closed too early, or a page in place of the file: both may look like a whole answer. */
const short = ({ count }: Counted, expected: number): string | undefined =>
	count < expected ? `${count} of ${expected} bytes came` : undefined;

/** The same of a file whose size Clio does not tell, such as that of a report. */
function doubtAbout(counted: Counted, { endIsTold }: Arriving): string | undefined {
	if (!counted.count) return 'nothing came';
	if (counted.isPage) return 'a page came in its place';
	return endIsTold ? undefined : 'the connection ended without a word';
}

/** Ends a stream that goes on for longer than it can: what comes then is not the file. */
class Counted {
	count = 0;
	/** A proxy or a sign-in page says 200, too. */
	isPage = false;
	readonly bytes: Stream;

	constructor(bytes: Stream, most: number, name: string, pace: Pace) {
		this.bytes = bytes.map((chunk) => {
			if (!this.count) this.isPage = looksLikePage(chunk) && !/\.html?$/i.test(name);
			this.count += chunk.length;
			pace.goesOn(this.count);
			return this.count > most ? raise(tooMuch(name, most)) : chunk;
		});
	}
}

/** In milliseconds, and bytes: what comes more slowly never ends. */
const tenMinutes = 600_000;
const leastMeanwhile = 100_000;

/** How fast a file comes. */
class Pace {
	private since: number;
	private before = 0;

	constructor(private readonly clock: Clock) {
		this.since = clock.elapsed();
	}

	/** Throws if next to nothing has come for long. */
	goesOn(count: number): void {
		const now = this.clock.elapsed();
		if (now - this.since < tenMinutes) return;
		if (count - this.before < leastMeanwhile) throw new Error('it came too slowly');
		this.since = now;
		this.before = count;
	}
}

const looksLikePage = (chunk: Uint8Array): boolean =>
	/^\s*<(!doctype html|html)/i.test(Buffer.from(chunk.subarray(0, 100)).toString('latin1'));

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
