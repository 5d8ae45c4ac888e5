import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ownShape, type Shape } from './errors.cts';
import { answerOf, Faults, pause, usual, type Fault, type Usual } from './faults.cts';
import { RequestLog, safeBody, safeQuery } from './request-log.cts';

interface Note {
	startedAt: number;
	url: URL;
	fault?: Fault;
	authorized: boolean;
	written: boolean;
}

/** What differs between the APIs. */
interface Manners {
	/** The paths that count as calls. */
	calls: RegExp;
	/** What is said when a fault has no words of its own, and in which shape. */
	usual: Usual;
	shape: Shape;
}

const ofManage: Manners = { calls: /^\/(api\/v4|oauth)\//, usual, shape: ownShape };

/** Stands before every API and OAuth call: writes it down, and spoils it when a fault is on order. */
export class Watch {
	private readonly notes = new WeakMap<FastifyRequest, Note>();

	constructor(
		private readonly log: RequestLog,
		private readonly faults: Faults,
		private readonly now: () => number,
		/** What the header Date says. */
		private readonly shown: () => number = now,
		private readonly manners = ofManage,
	) {}

	install(server: FastifyInstance): void {
		server.addHook('onRequest', async (request, reply) => {
			reply.header('date', new Date(this.shown()).toUTCString());
			const url = new URL(request.url, 'http://sandbox');
			if (!this.manners.calls.test(url.pathname)) return undefined;
			const fault = this.faults.take(request.method, url.pathname);
			const startedAt = performance.now();
			this.notes.set(request, { startedAt, url, fault, authorized: false, written: false });
			return undefined;
		});
		// Not before the body is read: what was sent is written down whatever becomes of it.
		server.addHook('preHandler', async (request, reply) => {
			const fault = this.notes.get(request)?.fault;
			return fault && fault.when !== 'after' ? this.strike(fault, request, reply) : undefined;
		});
		server.addHook('onSend', async (request, reply, payload) => {
			const fault = this.notes.get(request)?.fault;
			if (fault?.when !== 'after') return payload;
			return (await this.spoil(fault, request, reply)) ?? payload;
		});
		server.addHook('onResponse', async (request, reply) => this.write(request, reply.statusCode));
	}

	markAuthorized(request: FastifyRequest): void {
		const note = this.notes.get(request);
		if (note) note.authorized = true;
	}

	private async strike(fault: Fault, request: FastifyRequest, reply: FastifyReply) {
		const body = await this.spoil(fault, request, reply);
		if (body === undefined || fault.drop) return undefined;
		return reply.serializer((text: string) => text).send(body);
	}

	/** The text to answer with; none: the call is only slow. */
	private async spoil(fault: Fault, request: FastifyRequest, reply: FastifyReply) {
		if (fault.delayMs) await pause(fault.delayMs);
		if (fault.hang) await this.hang(request);
		if (fault.drop) {
			this.drop(request, reply);
			return '';
		}
		const answer = answerOf(fault, this.manners.usual, this.manners.shape);
		if (!answer) return undefined;
		const { status, body, headers } = answer;
		reply.code(status).removeHeader('content-length');
		reply.type(typeof body === 'string' ? 'text/plain' : 'application/json; charset=utf-8');
		reply.headers(headers);
		return typeof body === 'string' ? body : JSON.stringify(body);
	}

	private hang(request: FastifyRequest): Promise<never> {
		this.write(request, 0);
		return new Promise(() => {});
	}

	/** No answer at all: the caller sees its connection closed. Written down with status 0. */
	private drop(request: FastifyRequest, reply: FastifyReply): void {
		reply.hijack();
		this.write(request, 0);
		request.raw.socket.destroy();
	}

	private write(request: FastifyRequest, status: number): void {
		const note = this.notes.get(request);
		if (!note || note.written) return;
		note.written = true;
		const { url, startedAt, authorized } = note;
		this.log.add({
			time: new Date(this.now()).toISOString(),
			method: request.method,
			path: url.pathname,
			query: safeQuery(url),
			status,
			ms: Math.round((performance.now() - startedAt) * 10) / 10,
			authorized,
			// Bodies of OAuth calls hold secrets; those of the API are what a test wants to see.
			...(isOAuth(url) || !request.body ? {} : { body: safeBody(request.body) }),
		});
	}
}

const isOAuth = ({ pathname }: URL) => pathname.startsWith('/oauth/');
