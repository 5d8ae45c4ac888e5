import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import { answer } from './api.cts';
import type { Answer } from './call.cts';
import { Changes, type Values, type ValuesOf, type When, type WhichRecords } from './change.cts';
import { Clock } from './clock.cts';
import { controlRoutes } from './controls.cts';
import { notFound } from './errors.cts';
import formbody from '@fastify/formbody';
import { newServer } from './http.cts';
import { Faults, type Fault } from './faults.cts';
import { setOutcome, type Outcome } from './jobs.cts';
import { authorize } from './oauth/bearer.cts';
import { deauthorizeRoute, oauthRoutes, type App } from './oauth/routes.cts';
import { Tokens } from './oauth/tokens.cts';
import { RateLimit, type Told, type WindowsBegin } from './rate-limit.cts';
import { RequestLog, type LoggedRequest } from './request-log.cts';
import { knownPermissions } from './resources/index.cts';
import { seed } from './seed/firm.cts';
import { copyToManage } from './platform/into-manage.cts';
import { Platform, type PlatformOptions } from './platform/platform.cts';
import { Store, type Row } from './store.cts';
import { Storage } from './storage/storage.cts';
import { versionOf } from './versions.cts';
import { Watch } from './watch.cts';
import { page } from './web/page.cts';
import { WebhookControls } from './webhooks/controls.cts';
import type { LoggedDelivery } from './webhooks/delivery-log.cts';
import { Hub } from './webhooks/hub.cts';
import { webhookDefaults, type WebhookOptions } from './webhooks/options.cts';
import { World } from './world.cts';

export type { Fault, LoggedDelivery, LoggedRequest, PlatformOptions, WebhookOptions };

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
	/** What the sandbox's clock starts from; `advance` moves it ahead of this. */
	now?: () => number;
	webhooks?: Partial<WebhookOptions>;
	platform?: PlatformOptions;
}

export interface Sandbox {
	url: string;
	clientId: string;
	clientSecret: string;
	/** Every /api/v4 and /oauth call in order, without tokens and secrets; the last 20,000. */
	requests: LoggedRequest[];
	/** The records by resource, for assertions. */
	store: Store;
	/** Where files lie: another server. */
	storage: Storage;
	/** Clio Grow: another server, and another app. */
	platform: Platform;
	/** Every POST to a receiver in order, without secrets; the last 20,000. */
	deliveries: LoggedDelivery[];
	webhooks: WebhookControls;
	/** The sandbox's own time. */
	now(): number;
	/** Lets so much time pass at once: tokens and webhooks expire, retries and handshakes are sent. */
	advance(ms: number): Promise<void>;
	/** Somebody in the firm changes, creates or deletes records. */
	change(resource: string, values?: ValuesOf, which?: WhichRecords): Row[];
	create(
		resource: string,
		values: Values | ((index: number) => Values),
		count?: number,
		when?: When,
	): Row[];
	remove(resource: string, which?: WhichRecords): Row[];
	/** A matter that was hired in Clio Grow, and its client: what it gives back is the matter in Clio Manage. */
	copyToManage(matterId: number): Row;
	/** The app takes this redirect address and no other from now on, compared exactly (facts 1.2). */
	register(redirectUri: string): void;
	/** Of the first user, or another by id. */
	issueToken(userId?: number): { access_token: string; refresh_token: string };
	/** Access tokens answer 401 from now on; refresh tokens go on working. */
	expireTokens(): void;
	/** Access and refresh tokens die. */
	revokeTokens(): void;
	setRateLimit(limit: number, windowSeconds: number, begin?: WindowsBegin): void;
	/** Another program makes so many calls with every token there is. */
	spend(count: number): void;
	/** What answers say of the rate limit, made of what is true; without a function the truth again. */
	rewriteLimits(fn?: Told): void;
	/** Spoils the next matching calls; what it gives back takes the fault away again. */
	fail(rule: Fault): () => void;
	/**
	 * The app lacks these areas from now on, by their names in Clio: 'Billing', 'Custom fields' …;
	 * without a name it has them all again.
	 */
	withhold(...permissions: string[]): void;
	/** How jobs end that are asked for from now on; without an outcome well again (jobs.cts). */
	outcome(resource: string, outcome?: Outcome): void;
	/** Takes all faults away. */
	clearFaults(): void;
	/** The header Date is so many ms ahead of the records' stamps from now on; below 0 behind them. */
	setDateAhead(ms: number): void;
	/** Rewrites meta.paging.next of the following list answers; without a function no longer. */
	rewriteNext(fn?: (next: string) => string): void;
	close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { clientId = 'sandbox-app-key', clientSecret = 'sandbox-app-secret' } = options;
	const app: App = { clientId, clientSecret };
	const { matters = 250, rateLimit = 0, rateWindowSeconds = 60 } = options;
	const { tokenLifetimeSeconds = 2_592_000, rotateRefreshTokens = false } = options;
	const clock = new Clock(options.now ?? Date.now);
	const { now } = clock;
	const store = new Store();
	const storage = new Storage(store, now);
	seed(store, { matters, now: now() });
	const platform = new Platform(store, now, options.platform);
	const tokens = new Tokens(now, tokenLifetimeSeconds, rotateRefreshTokens);
	const limits = new RateLimit(now, rateLimit, rateWindowSeconds);
	const faults = new Faults();
	const log = new RequestLog();
	let dateAhead = 0;
	const watch = new Watch(log, faults, now, () => now() + dateAhead);
	const webhookOptions = { ...webhookDefaults, ...options.webhooks };
	const hub = new Hub(store, clock, webhookOptions);
	const changes = new Changes((at) => {
		const moment = at === undefined ? now : () => at;
		return new World(store, moment, store.all('users')[0], undefined, webhookOptions);
	});
	const callerId = () => store.all('users')[0].id;
	let rewrite: ((next: string) => string) | undefined;

	const sandbox: Sandbox = {
		url: '',
		clientId,
		clientSecret,
		requests: log.requests,
		store,
		storage,
		platform,
		deliveries: hub.sender.log.deliveries,
		webhooks: new WebhookControls(hub),
		now,
		advance: (ms) => clock.advance(ms, () => hub.settled()),
		change: (...args) => changes.update(...args),
		create: (...args) => changes.create(...args),
		remove: (...args) => changes.remove(...args),
		copyToManage: (id) => copyToManage(sandbox, id),
		register: (redirectUri) => void (app.redirectUri = redirectUri),
		issueToken(userId = callerId()) {
			const { access_token, refresh_token } = tokens.issue({ userId });
			return { access_token, refresh_token };
		},
		expireTokens: () => tokens.expireAll(),
		revokeTokens: () => tokens.revokeAll(),
		setRateLimit: (...args) => limits.set(...args),
		spend: (count) => tokens.issued.forEach((token) => limits.take(token, count)),
		rewriteLimits: (fn = (headers) => headers) => (limits.told = fn),
		fail: (fault) => faults.add(fault),
		withhold(...permissions) {
			const stranger = permissions.find((each) => !knownPermissions.has(each));
			if (stranger) throw new Error(`No resource needs the permission ${stranger}`);
			webhookOptions.missingPermissions = permissions;
		},
		outcome: (resource, outcome) => setOutcome(store, resource, outcome),
		clearFaults: () => faults.clear(),
		setDateAhead: (ms) => (dateAhead = ms),
		rewriteNext: (fn) => (rewrite = fn),
		async close() {
			clock.stop();
			hub.sender.close();
			await server.close();
			await storage.close();
			await platform.close();
		},
	};

	await storage.listen();
	await platform.listen(options.platform?.port);
	const server = newServer();
	await server.register(formbody);
	watch.install(server);
	oauthRoutes(server, app, tokens, callerId);
	deauthorizeRoute(server, tokens);
	controlRoutes(server, sandbox);
	server.all('/api/v4/*', handle);
	server.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
	await server.listen({ port: options.port ?? 0, host: '127.0.0.1' });
	sandbox.url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
	return sandbox;

	async function handle(request: FastifyRequest, reply: FastifyReply) {
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
		hub.subscriptions.sweep();
		const result = answer(call, store, now, webhookOptions);
		// Not at other calls: a receiver may make one before it answers its handshake.
		const mayBegin = path.startsWith('webhooks') && ['POST', 'PATCH'].includes(method);
		if (mayBegin && webhookOptions.handshake === 'before') await hub.handshakes.idle();
		return send(result, reply);
	}

	function send({ status, headers = {}, body }: Answer, reply: FastifyReply) {
		const paging = (body as any)?.meta?.paging;
		if (rewrite && paging?.next) paging.next = rewrite(paging.next);
		return reply.code(status).headers(headers).send(body);
	}
}
