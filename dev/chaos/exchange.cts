import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './faults.cts';

/** An answer, read to its end. */
export interface Whole {
	status: number;
	headers: Record<string, string | string[] | undefined>;
	body: Buffer;
}

/** What became of one request. */
export interface Deed {
	method: string;
	/** Without the query, which may be the key to a file. */
	path: string;
	fault?: Fault;
	/** Whether it was passed on, so that it may have been carried out. */
	passed: boolean;
	/** The status that was answered, 0 without an answer. */
	status: number;
	/** Until its connection was free again, in milliseconds; not yet, if it still waits. */
	ms?: number;
}

/** Of one connection to the next, so not to be handed on; a length is counted anew. */
const ownToALine = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];
/** How long bytes get to arrive before their connection is cut, in milliseconds. */
const underWay = 20;

/** One request, and all that can become of it. */
export class Exchange {
	constructor(
		private readonly deed: Deed,
		private readonly request: IncomingMessage,
		private readonly response: ServerResponse,
		private readonly body: Buffer,
		private readonly behind: URL,
		/** The time there, which a fault says as well. */
		readonly now: number,
	) {}

	/** Lets it be carried out, and gives what was answered. */
	async pass(): Promise<Whole> {
		this.deed.passed = true;
		const { method, url: path, headers } = this.request;
		const { hostname, port } = this.behind;
		const length = { 'content-length': String(this.body.length) };
		return await new Promise((resolve, reject) => {
			const options = { hostname, port, method, path, headers: { ...headers, ...length } };
			const call = send({ ...options, agent: false }, (answer) => {
				readAll(answer).then(
					(body) => resolve({ status: answer.statusCode ?? 502, headers: kept(answer), body }),
					reject,
				);
			});
			call.on('error', reject).end(this.body);
		});
	}

	/** Answers, at once and whole. */
	answer({ status, headers, body }: Whole): void {
		const length = status === 204 || status === 304 ? {} : { 'content-length': body.length };
		this.begin(status, { ...headers, ...length });
		this.response.end(body);
	}

	/** The same a few bytes at a time. */
	async drip(whole: Whole, pieces: number, pause: number): Promise<void> {
		const { status, headers, body } = whole;
		this.begin(status, { ...headers, 'content-length': body.length });
		const size = Math.ceil(body.length / pieces) || 1;
		for (let at = 0; at < body.length; at += size) {
			await this.write(body.subarray(at, at + size));
			await sleep(pause);
		}
		this.response.end();
	}

	/** Begins an answer, and goes on with next to nothing until the caller hangs up. */
	async dripOn({ status, headers, body }: Whole, pause: number): Promise<void> {
		this.begin(status, headers);
		await this.write(body.subarray(0, Math.ceil(body.length / 2)));
		while (!this.response.destroyed) {
			await sleep(pause);
			await this.write(Buffer.from(' '));
		}
	}

	/**
	 * Begins an answer and stops in the midst of it.
	 * @param framing how the answer says where it will end: by a length, in chunks, or by the end of the connection
	 */
	async half(
		{ status, headers, body }: Whole,
		framing: 'length' | 'chunks' | 'end',
	): Promise<void> {
		const { response } = this;
		const length = { 'content-length': Math.max(body.length, 2) };
		if (framing === 'end') response.removeHeader('transfer-encoding');
		const close = framing === 'end' ? { connection: 'close' } : {};
		this.begin(status, { ...headers, ...close, ...(framing === 'length' ? length : {}) });
		await this.write(body.subarray(0, Math.ceil(body.length / 2)));
		await sleep(underWay);
	}

	/** The connection breaks: what the network calls a reset. */
	reset(): void {
		this.request.socket.resetAndDestroy();
	}

	/** The connection is closed in an orderly manner, as if all had been said. */
	close(): void {
		this.request.socket.end();
	}

	private begin(status: number, headers: object): void {
		this.deed.status = status;
		const said = Object.entries(headers).filter(([, value]) => value !== undefined);
		this.response.writeHead(status, {
			date: new Date(this.now).toUTCString(),
			...Object.fromEntries(said),
		});
		this.response.flushHeaders();
	}

	/** Ends as well when the caller has hung up. */
	private async write(bytes: Buffer): Promise<void> {
		if (this.response.destroyed) return;
		await new Promise<void>((resolve) => this.response.write(bytes, () => resolve()));
	}
}

export async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of stream) chunks.push(chunk);
	return Buffer.concat(chunks);
}

function kept({ headers }: IncomingMessage): Whole['headers'] {
	const all = Object.entries(headers).filter(([name]) => !ownToALine.includes(name));
	return Object.fromEntries(all);
}
