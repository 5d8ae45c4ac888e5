import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import { answer, type Answer } from './api.cts';
import { controlRoutes } from './controls.cts';
import { notFound } from './errors.cts';
import formbody from '@fastify/formbody';
import { newServer } from './http.cts';
import { Faults, type Fault } from './faults.cts';
import { authorize } from './oauth/bearer.cts';
import { oauthRoutes } from './oauth/routes.cts';
import { Tokens } from './oauth/tokens.cts';
import { RateLimit } from './rate-limit.cts';
import { RequestLog, type LoggedRequest } from './request-log.cts';
import { seed } from './seed/firm.cts';
import { Store } from './store.cts';
import { versionOf } from './versions.cts';
import { Watch } from './watch.cts';
import { page } from './web/page.cts';

export type { Fault, LoggedRequest };

export interface SandboxOptions {
	/** 0: any free port. Only 127.0.0.1 is listened on. */
	port?: number;
	/** How many matters the invented firm has. */
	matters?: number;
	/** Requests per window and access token; 0: no limit, though the headers are sent. */
	rateLimit?: number;
	rateWindowSeconds?: number;
	tokenLifetimeSeconds?: number;
	/** Refresh answers carry a new refresh token and the old one dies (facts 1.3). */
	rotateRefreshTokens?: boolean;
	clientId?: string;
	clientSecret?: string;
	now?: () => number;
}

export interface Sandbox {
	url: string;
	clientId: string;
	clientSecret: string;
	/** Every /api/v4 and /oauth call in order, without tokens and secrets; the last 20,000. */
	requests: LoggedRequest[];
	/** The records by resource, for assertions. */
	store: Store;
	issueToken(): { access_token: string; refresh_token: string };
	/** Access tokens answer 401 from now on; refresh tokens go on working. */
	expireTokens(): void;
	/** Access and refresh tokens die. */
	revokeTokens(): void;
	setRateLimit(limit: number, windowSeconds: number): void;
	/** Spoils the next matching calls. */
	fail(rule: Fault): void;
	/** Rewrites meta.paging.next of the following list answers; without a function no longer. */
	rewriteNext(fn?: (next: string) => string): void;
	close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { clientId = 'sandbox-app-key', clientSecret = 'sandbox-app-secret' } = options;
	const { now = Date.now, matters = 250, rateLimit = 0, rateWindowSeconds = 60 } = options;
	const { tokenLifetimeSeconds = 2_592_000, rotateRefreshTokens = false } = options;
	const store = new Store();
	seed(store, { matters, now: now() });
	const tokens = new Tokens(now, tokenLifetimeSeconds, rotateRefreshTokens);
	const limits = new RateLimit(now, rateLimit, rateWindowSeconds);
	const faults = new Faults();
	const log = new RequestLog();
	const watch = new Watch(log, faults, now);
	const callerId = () => store.all('users')[0].id;
	let rewrite: ((next: string) => string) | undefined;

	const sandbox: Sandbox = {
		url: '',
		clientId,
		clientSecret,
		requests: log.requests,
		store,
		issueToken() {
			const { access_token, refresh_token } = tokens.issue(callerId());
			return { access_token, refresh_token };
		},
		expireTokens: () => tokens.expireAll(),
		revokeTokens: () => tokens.revokeAll(),
		setRateLimit: (limit, windowSeconds) => limits.set(limit, windowSeconds),
		fail: (fault) => faults.add(fault),
		rewriteNext: (fn) => (rewrite = fn),
		close: () => server.close(),
	};

	const server = newServer();
	await server.register(formbody);
	watch.install(server);
	oauthRoutes(server, { clientId, clientSecret }, tokens, callerId);
	controlRoutes(server, sandbox);
	server.all('/api/v4/*', handle);
	server.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
	await server.listen({ port: options.port ?? 0, host: '127.0.0.1' });
	sandbox.url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
	return sandbox;

	function handle(request: FastifyRequest, reply: FastifyReply) {
		// Not even a preflight is answered (facts 2.1).
		if (request.method === 'OPTIONS') throw notFound('No such path');
		const { userId, token } = authorize(request.headers.authorization, tokens);
		watch.markAuthorized(request);
		reply.headers(limits.spend(token));
		reply.header('x-api-version', versionOf(request.headers['x-api-version']));
		const { method, headers, body } = request;
		const url = new URL(request.url, `http://${headers.host ?? '127.0.0.1'}`);
		const path = url.pathname.replace('/api/v4/', '');
		const call = { method, path, query: url.searchParams, url: url.href, headers, body, userId };
		return send(answer(call, store, now), reply);
	}

	function send({ status, headers = {}, body }: Answer, reply: FastifyReply) {
		const paging = (body as any)?.meta?.paging;
		if (rewrite && paging?.next) paging.next = rewrite(paging.next);
		return reply.code(status).headers(headers).send(body);
	}
}
