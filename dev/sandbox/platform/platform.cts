import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import type { Answer } from '../call.cts';
import type { Values, ValuesOf, When, WhichRecords } from '../change.cts';
import { ApiError, forbidden, notFound } from '../errors.cts';
import { Faults, type Fault } from '../faults.cts';
import { newServer } from '../http.cts';
import { authorize } from '../oauth/bearer.cts';
import { Tokens } from '../oauth/tokens.cts';
import { RateLimit } from '../rate-limit.cts';
import { RequestLog, type LoggedRequest } from '../request-log.cts';
import { Store, type Row } from '../store.cts';
import { Watch } from '../watch.cts';
import { answer, type Caller } from './api.cts';
import { leadOf } from './lead-inbox.cts';
import { platformOAuth, type Pkce, type TokenRequest } from './oauth.cts';
import { Records } from './records.cts';
import { growShape, tooMany, usual, type LimitedAnswer } from './refusals.cts';
import { known, SCOPES, type Scope } from './scopes.cts';
import { seedPlatform } from './seed/firm.cts';

export interface PlatformOptions {
	/** 0: any free port. */
	port?: number;
	/** Calls per second of all tokens together; 0: no limit. */
	rateLimit?: number;
}

const DAY_SECONDS = 86_400;
/** Grow's ids are of a range of their own: one that is taken for Manage's must not pass unseen. */
const FIRST_ID = 310_000_000;

/** Clio Grow and the OAuth of the Platform: a server of its own, one origin for all of it. */
export class Platform {
	readonly clientId = 'sandbox-platform-key';
	readonly clientSecret = 'sandbox-platform-secret';
	/** Of the older inbox at /inbox_leads. */
	readonly inboxLeadToken = 'sandbox-inbox-lead-token';
	readonly store = new Store(FIRST_ID);
	/** All calls for tokens, without what was in them. */
	readonly tokenRequests: TokenRequest[] = [];
	/** What a call gets whose token lacks the scope: 403, or the way to the OAuth host. */
	withheldAnswer: 'forbidden' | 'redirect' = 'forbidden';
	authHost = 'https://auth.api.clio.com';
	pkce: Pkce = 'optional';
	limitedAnswer: LimitedAnswer = 'spec';
	url = '';

	private readonly tokens: Tokens;
	private readonly limits: RateLimit;
	private readonly faults = new Faults();
	private readonly log = new RequestLog();
	private readonly watch: Watch;
	private readonly records: Records;
	private readonly server: FastifyInstance;
	private withheld: string[] = [];
	private rewrite?: (next: string) => string;

	/** `manage` are the records of the same firm in Clio Manage, which some here are linked to. */
	constructor(
		manage: Store,
		private readonly now: () => number,
		{ rateLimit = 0 }: PlatformOptions = {},
	) {
		this.tokens = new Tokens(now, DAY_SECONDS, true);
		this.limits = new RateLimit(now, rateLimit, 1);
		this.records = new Records(this.store, now);
		const calls = /^\/(grow|oauth)\/|^\/inbox_leads$/;
		this.watch = new Watch(this.log, this.faults, now, now, { calls, usual, shape: growShape });
		this.server = newServer(growShape);
		seedPlatform(this.store, manage, now());
	}

	/** Every call below /grow and /oauth and of the older inbox in order, without tokens; the last 20,000. */
	get requests(): LoggedRequest[] {
		return this.log.requests;
	}

	create(
		table: string,
		values: Values | ((index: number) => Values),
		count?: number,
		when?: When,
	): Row[] {
		return this.records.create(table, values, count, when);
	}

	change(table: string, values?: ValuesOf, which?: WhichRecords): Row[] {
		return this.records.change(table, values, which);
	}

	remove(table: string, which?: WhichRecords): Row[] {
		return this.records.remove(table, which);
	}

	/** Somebody takes up a lead: what it gives back is the matter made of it. */
	acceptLead(id: number, values?: Values): Row {
		return this.records.acceptLead(id, values);
	}

	/** None named: all scopes. */
	issueToken(...scopes: string[]): { access_token: string; refresh_token: string } {
		const held = scopes.length > 0 ? known(scopes) : undefined;
		const { access_token, refresh_token } = this.tokens.issue({
			userId: this.callerId(),
			scopes: held,
		});
		return { access_token, refresh_token };
	}

	/** Access tokens answer 401 from now on; refresh tokens go on working. */
	expireTokens(): void {
		this.tokens.expireAll();
	}

	/** Access and refresh tokens die. */
	revokeTokens(): void {
		this.tokens.revokeAll();
	}

	/** Of the app, however many tokens it has; 0: no limit. */
	setRateLimit(perSecond: number): void {
		this.limits.set(perSecond, 1);
	}

	/** Spoils the next matching calls; what it gives back takes the fault away again. */
	fail(fault: Fault): () => void {
		return this.faults.add(fault);
	}

	clearFaults(): void {
		this.faults.clear();
	}

	/** Rewrites meta.paging.next of the following list answers; without a function no longer. */
	rewriteNext(fn?: (next: string) => string): void {
		this.rewrite = fn;
	}

	/** No token has these scopes any more; without a name, all are as they were. */
	withhold(...scopes: string[]): void {
		this.withheld = known(scopes);
	}

	async listen(port = 0): Promise<void> {
		const { server } = this;
		await server.register(formbody);
		this.watch.install(server);
		const onToken = (grant: string, ok: boolean) =>
			void this.tokenRequests.push({ grant, at: this.now(), ok });
		const pkce = () => this.pkce;
		platformOAuth(server, this, this.tokens, () => this.callerId(), pkce, onToken);
		server.all('/grow/*', (request, reply) => this.handle(request, reply));
		server.post('/inbox_leads', ({ body }, reply) => {
			const [lead] = this.create('inbox_leads', leadOf(body, this.inboxLeadToken));
			return reply.code(201).send({ inbox_lead: { id: lead.id } });
		});
		await server.listen({ port, host: '127.0.0.1' });
		this.url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
	}

	async close(): Promise<void> {
		await this.server.close();
	}

	private callerId(): number {
		return this.store.all('users')[0].id;
	}

	private handle(request: FastifyRequest, reply: FastifyReply) {
		if (request.method === 'OPTIONS') throw notFound('Not Found');
		const { userId, scopes } = authorize(request.headers.authorization, this.tokens);
		this.watch.markAuthorized(request);
		this.spend();
		const { method, headers, body } = request;
		const url = new URL(request.url, `http://${headers.host ?? '127.0.0.1'}`);
		const path = url.pathname.replace('/grow/', '');
		const call = { method, path, query: url.searchParams, url: url.href, headers, body, userId };
		return this.send(answer(call, this.store, this.now, this.callerWith(scopes)), reply);
	}

	private callerWith(scopes: string[] = [...SCOPES]): Caller {
		const may = (scope: Scope) => scopes.includes(scope) && !this.withheld.includes(scope);
		const demand = (scope?: Scope) => {
			if (scope && !may(scope)) throw this.noScope();
		};
		return { may, demand };
	}

	/** One caller saw a redirect where the spec has 403 (facts of the Platform, 4). */
	private noScope(): ApiError {
		if (this.withheldAnswer === 'forbidden') return forbidden();
		const location = `${this.authHost}/oauth/authorize?client_id=${this.clientId}`;
		return new ApiError(302, 'Found', 'You are being redirected', { location });
	}

	/** All tokens draw on one budget (facts of the Platform, 6). */
	private spend(): void {
		try {
			this.limits.spend(this.clientId);
		} catch {
			throw tooMany(this.limitedAnswer);
		}
	}

	private send({ status, headers = {}, body }: Answer, reply: FastifyReply) {
		const paging = (body as any)?.meta?.paging;
		if (this.rewrite && paging?.next) paging.next = this.rewrite(paging.next);
		return reply.code(status).headers(headers).send(body);
	}
}
