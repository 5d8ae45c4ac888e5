import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Faults, type Fault } from './faults.cts';
import { RequestLog, safeQuery } from './request-log.cts';

interface Note {
	startedAt: number;
	url: URL;
	fault?: Fault;
	authorized: boolean;
	written: boolean;
}

/** Stands before every API and OAuth call: writes it down, and spoils it when a fault is on order. */
export class Watch {
	private readonly notes = new WeakMap<FastifyRequest, Note>();

	constructor(
		private readonly log: RequestLog,
		private readonly faults: Faults,
		private readonly now: () => number,
	) {}

	install(server: FastifyInstance): void {
		server.addHook('onRequest', async (request, reply) => {
			reply.header('date', new Date(this.now()).toUTCString());
			const url = new URL(request.url, 'http://sandbox');
			if (!/^\/(api\/v4|oauth)\//.test(url.pathname)) return undefined;
			const fault = this.faults.take(request.method, url.pathname);
			const startedAt = performance.now();
			this.notes.set(request, { startedAt, url, fault, authorized: false, written: false });
			return fault && fault.when !== 'after' ? this.strike(fault, request, reply) : undefined;
		});
		server.addHook('onSend', async (request, reply, payload) => {
			const fault = this.notes.get(request)?.fault;
			return fault?.when === 'after' ? this.replace(fault, request, reply) : payload;
		});
		server.addHook('onResponse', async (request, reply) => this.write(request, reply.statusCode));
	}

	markAuthorized(request: FastifyRequest): void {
		const note = this.notes.get(request);
		if (note) note.authorized = true;
	}

	private strike(fault: Fault, request: FastifyRequest, reply: FastifyReply) {
		if (fault.drop) return this.drop(request, reply);
		const body = this.replace(fault, request, reply);
		return reply.serializer((text: string) => text).send(body);
	}

	private replace(fault: Fault, request: FastifyRequest, reply: FastifyReply): string {
		if (fault.drop) {
			this.drop(request, reply);
			return '';
		}
		const { status = 500, body = { error: { type: 'InternalError', message: 'Injected fault' } } } =
			fault;
		reply.code(status).removeHeader('content-length');
		reply.type(typeof body === 'string' ? 'text/plain' : 'application/json; charset=utf-8');
		reply.headers(fault.headers ?? {});
		return typeof body === 'string' ? body : JSON.stringify(body);
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
			query: safeQuery(url.searchParams),
			status,
			ms: Math.round((performance.now() - startedAt) * 10) / 10,
			authorized,
			// Bodies of OAuth calls hold secrets; those of the API are what a test wants to see.
			...(url.pathname.startsWith('/api/') && request.body ? { body: request.body } : {}),
		});
	}
}
