import type { Client } from '../client';
import { ClioError, networkSays, raise } from '../errors';
import type { Clock, Headers } from '../pacing';
import type { Place } from '../regions';
import type { Answer } from '../sending';
import type { File, Stream } from './file';

/** How files come and go: without the bearer, without following redirects, and answered for every status. */
export interface Carrier {
	put(url: string, headers: Record<string, string>, body: Buffer | Stream): Promise<Answer>;
	/** The body of a success is a stream. */
	get(url: string): Promise<Answer>;
}

/** What it takes to move a file. */
export interface Transfer {
	client: Client;
	storage: Storage;
	clock: Clock;
}

/** Where Clio says that a file goes. */
export interface Target {
	url: string;
	/** Signed: sent exactly so. */
	headers: Record<string, string>;
}

/** What the storage did not do, with its own word for why, e.g. `AccessDenied`. */
export class StorageError extends ClioError {
	/** Clio's address is good for a while only, and each use of it is signed: another one may do. */
	readonly isAboutAddress: boolean;

	constructor(did: string, { status, body }: Answer) {
		const { code, text } = saidBy(body);
		const [what, advice] = telling(did, status, code || text);
		super('unavailable', what, advice, status);
		this.isAboutAddress = [400, 401, 403, 404].includes(status);
	}
}

/** What was seen stands in the advice: n8n has words of its own for a message with the code of a lost connection. */
function telling(did: string, status: number, quote: string): [string, string] {
	const seen = [status || '', networkSays(quote)].filter(Boolean).join(' ');
	if (status >= 500 || status === 0)
		return [
			`Clio's file storage could not be reached to ${did}`,
			`It was tried several times${seen ? ` (${seen})` : ''}. Run this item again later; status.clio.com shows known outages. Files go to another address than Clio itself: a firewall may stand between.`,
		];
	return [
		`Clio's file storage refused to ${did}`,
		`It says: ${seen}. Run this item again. If that does not help, something between this n8n and the storage may change requests, e.g. a proxy.`,
	];
}

/** Errors are XML, or what n8n or a proxy says of a connection; an address in it opens what it is for. */
function saidBy(body: unknown): { code: string; text: string } {
	const text = typeof body === 'string' ? body : '';
	const [, code = ''] = /<Code>(\w+)<\/Code>/.exec(text) ?? [];
	return { code, text: text.startsWith('<') ? '' : withoutAddresses(text).slice(0, 100) };
}

const withoutAddresses = (text: string): string => text.replace(/https?:\/\/\S+/gi, '…');

/** A file on its way to us. */
export interface Arriving {
	bytes: Stream;
	/** Whether the line can tell its end from a break: by its length, or by chunks. */
	endIsTold: boolean;
}

const tellsEnd = (headers: Headers): boolean =>
	headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;

const mostTries = 4;
const mostHops = 3;

/**
 * Where Clio keeps files: hosts of their own, to which the bearer never goes, since an address opens what it
 * is for (facts 4.1, 4.3).
 */
export class Storage {
	constructor(
		private readonly carrier: Carrier,
		private readonly clock: Clock,
		private readonly place: Place,
	) {}

	/** Puts what `read` gives at the target. Repeated until it is there, which does no harm. */
	async put(
		{ url, headers }: Target,
		read: () => ReturnType<File['read']>,
		did: string,
	): Promise<void> {
		this.check(url);
		const answer = await this.tried(did, async () => this.carrier.put(url, headers, await read()));
		// Signed for this address alone.
		if (answer.status >= 300) raise(new StorageError(did, answer));
	}

	/** What is at an address. */
	async get(url: string, did: string): Promise<Arriving> {
		let next = url;
		for (let hops = 0; hops < mostHops; hops++) {
			this.check(next);
			const { status, headers, body } = await this.tried(did, async () => this.carrier.get(next));
			if (status < 300) return { bytes: body as Stream, endIsTold: tellsEnd(headers) };
			next = new URL(String(headers.location), next).href;
		}
		return raise(new StorageError(did, { status: 310, headers: {}, body: 'too many redirects' }));
	}

	private async tried(did: string, send: () => Promise<Answer>): Promise<Answer> {
		for (let tries = 1; ; tries++) {
			const answer = await send();
			if (answer.status >= 200 && answer.status < 400) return answer;
			const isLost = answer.status === 0 || answer.status >= 500;
			if (!isLost || tries === mostTries) return raise(new StorageError(did, answer));
			await this.clock.sleep(500 * 2 ** tries);
		}
	}

	/** Files are sent to and fetched from https alone, but for a Clio on one's own machine. */
	private check(url: string): void {
		const { protocol } = parsed(url);
		if (protocol === 'https:' || protocol === parsed(this.place.host).protocol) return;
		raise(
			new ClioError(
				'unexpected',
				`Clio pointed to an address for the file that is not https (${protocol || 'none'})`,
				"Nothing was sent there. Check the region of the credential; if it is right, tell Clio's support.",
			),
		);
	}
}

function parsed(url: string): { protocol: string } {
	try {
		return new URL(url);
	} catch {
		return { protocol: '' };
	}
}
