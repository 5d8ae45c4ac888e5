import { randomBytes } from 'node:crypto';
import { get as request } from 'node:https';
import fastify, { type FastifyInstance } from 'fastify';
import { readJson } from '../../../clio/answers';
import { Trouble } from '../trouble.cts';

/** A call of Clio's, or of whoever knows the address. */
export interface Call {
	/** Of the webhook, as the end of its address says. */
	name: string;
	/** As `performance.now()` counts. */
	at: number;
	headers: Record<string, string>;
	raw: Buffer;
	body: unknown;
	isHandshake: boolean;
	/** When whoever called hung up without an answer. */
	leftAt?: number;
}

/**
 * `well`: as the trigger; `deaf`: handshakes get no echo; `mute`: what is delivered gets no answer;
 * any status for what is delivered.
 */
export type Manner = 'well' | 'deaf' | 'mute' | number;

const loopback = /^(127(\.\d+){3}|\[::1\])$/;

/** The end of the public address: takes what Clio sends, and answers as the questions want. */
export class Receiver {
	readonly calls: Call[] = [];
	private readonly manners = new Map<string, Manner>();
	/** In the address, so that nobody who does not know it is listened to. */
	private readonly secret = `live-check-${randomBytes(8).toString('hex')}`;
	private readonly server: FastifyInstance;

	private constructor(private readonly publicUrl: string) {
		this.server = fastify({ forceCloseConnections: true });
		this.server.removeAllContentTypeParsers();
		this.server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
			done(null, body),
		);
		this.server.get('*', (request, reply) =>
			reply.code(this.nameIn(request.url) === undefined ? 404 : 200).send(this.secret),
		);
		this.server.post('*', (request, reply) => {
			const name = this.nameIn(request.url);
			if (name === undefined) return reply.code(404).send();
			const headers = request.headers as Record<string, string>;
			const { call, status, echo } = this.taken(name, headers, request.body);
			if (status === undefined) {
				reply.raw.once('close', () => (call.leftAt = performance.now()));
				return reply.hijack();
			}
			return (echo === undefined ? reply : reply.header('X-Hook-Secret', echo)).code(status).send();
		});
	}

	static async start(publicUrl: string, port: number): Promise<Receiver> {
		const receiver = new Receiver(publicUrl);
		await receiver.server.listen({ port, host: '127.0.0.1' }).catch(() => {
			throw new Trouble(`Port ${port} is taken.\nChoose another with --webhook-port.`);
		});
		return receiver;
	}

	/** Where the webhooks of this run begin. */
	get address(): string {
		return `${this.publicUrl}/${this.secret}`;
	}

	addressOf = (name: string): string => `${this.address}/${name}`;

	/** From now on. */
	behave(name: string, manner: Manner): void {
		this.manners.set(name, manner);
	}

	of(name: string): Call[] {
		return this.calls.filter((call) => call.name === name);
	}

	/** Whether the public address leads here. Certificates of this machine need not be known. */
	async isReached(): Promise<boolean> {
		const url = new URL(this.addressOf('look'));
		const rejectUnauthorized = !loopback.test(url.hostname);
		return new Promise((resolve) => {
			const asked = request(url, { rejectUnauthorized, timeout: 10_000 }, (response) => {
				let text = '';
				response.setEncoding('utf8').on('data', (part: string) => (text += part));
				response.on('end', () => resolve(text === this.secret)).on('error', () => resolve(false));
			});
			asked.on('error', () => resolve(false)).on('timeout', () => asked.destroy(new Error('late')));
		});
	}

	async close(): Promise<void> {
		await this.server.close();
	}

	private nameIn(url: string): string | undefined {
		const [, secret, name] = /\/([^/?]+)\/([\w-]+)(?:\?.*)?$/.exec(url) ?? [];
		return secret === this.secret ? name : undefined;
	}

	private taken(name: string, headers: Record<string, string>, body: unknown) {
		const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
		const { 'x-hook-secret': secret } = headers;
		const isHandshake = secret !== undefined && headers['x-hook-signature'] === undefined;
		const at = performance.now();
		const read = readJson(raw.toString('utf8'));
		const call: Call = { name, at, headers, raw, body: read, isHandshake };
		this.calls.push(call);
		const manner = this.manners.get(name) ?? 'well';
		const isShaken = isHandshake && manner !== 'deaf';
		const echo = isShaken ? secret : undefined;
		if (!isHandshake && manner === 'mute') return { call, status: undefined, echo };
		return { call, status: !isHandshake && typeof manner === 'number' ? manner : 200, echo };
	}
}
