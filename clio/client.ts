import { isClio, originOf, parsed, queryString } from './address';
import {
	hasMadeNothing,
	holds,
	inDoubtAfter,
	isBare,
	isClios,
	isLost,
	isRedirect,
	isRemoval,
	isStillKnown,
	isSuccess,
	isUnclear,
	mayBeBare,
	mayRepeat,
	neverLeft,
} from './answers';
import type { Api } from './api';
import {
	ClioError,
	explain,
	isRateLimited,
	ledAway,
	raise,
	refusedField,
	type Attempt,
} from './errors';
import { withoutField } from './fields';
import type { Clock, Headers, Pacing } from './pacing';
import { Patience } from './pacing/patience';
import { Stopwatch } from './pacing/stopwatch';
import { serverNow } from './pacing/told';
import type { Place } from './regions';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
export type Value = string | number | boolean;
export type Query = Record<string, Value | Value[] | undefined>;
export type Json = Record<string, unknown>;

export interface Request {
	method: Method;
	url: string;
	headers: Record<string, string>;
	body?: Json;
	/** Sent even if the execution was cancelled. */
	lastly?: boolean;
}

/** `status` 0: no answer came; `sent` then says whether the request may have reached Clio. */
export interface Answer {
	status: number;
	headers: Headers;
	body: unknown;
	sent?: boolean;
	/** The link to the next page, if it was seen before the body was read, which takes longer. */
	next?: string;
}

/** A page of a list that has come, and is yet to be read. */
export interface Unread {
	/** The link to the next page, if it was seen already. */
	next?: string;
	read(): Promise<ListPage>;
}

export interface ListPage {
	records: Json[];
	/** The link to the next page. */
	next?: string;
}

/** How requests leave: with the bearer, without following redirects, answering for every status. */
export type Send = (request: Request) => Promise<Answer>;

export interface Connection {
	api: Api;
	place: Place;
	readOnly: boolean;
	send: Send;
	clock: Clock;
	pacing: Pacing;
	/** For how long Clio may refuse requests for their number, in milliseconds. */
	longestRefused: number;
}

export interface Call {
	method: Method;
	/** Path below that of the API, without `.json`, or the whole address of a `next` link. */
	path: string;
	query?: Query;
	data?: Json;
	/** ETag the record must still have (facts 2.6). */
	ifMatch?: string;
	/** The same where nobody asked for it: with it goes a change that is planned anew if it is refused. */
	guard?: string;
	/** ETag under which the record is known: if it still has it, Clio need not send it. */
	ifNoneMatch?: string;
	/** More headers, e.g. the secret that confirms a webhook. */
	headers?: Record<string, string>;
	/** Each sending has an effect of its own, e.g. an invitation by e-mail. */
	once?: boolean;
	/** A change after which the record is gone. */
	removes?: boolean;
	/** Sending it twice does no harm: what it makes nobody sees before a further call, or it is there to be fetched. */
	harmless?: boolean;
	/** Tidies up: sent even if the execution was cancelled. */
	lastly?: boolean;
	/** Changes no record of the firm, so that a credential that may only read may do it, e.g. a webhook. */
	recordsStay?: boolean;
	attempt: Pick<Attempt, 'did' | 'permission'>;
}

/** The ids of billable matters may come bare, or as one record: what that list answers with is not known (facts 2.9). */
const asRecord = (entry: unknown): Json =>
	typeof entry === 'object' ? (entry as Json) : { id: entry };

/** What Clio answered where it is a success. */
interface Told {
	envelope: Json;
	headers: Headers;
}

const versionHeader = 'X-API-VERSION';
const mostTries = { lost: 4, redirected: 3 };
/** How long a request may take to leave: n8n first reads the credential, and opens a connection. */
const untilSent = 5;

/** Talks to one Clio account. Every answer is a success; everything else is thrown as a ClioError. */
export class Client {
	/** Set when Clio no longer speaks the version this package was tested with. */
	outdated = false;
	/** Fields of the catalogue that Clio turned out not to know. */
	readonly leftOut = new Set<string>();
	/** Permissions that this connection lacks, where the work went on without. */
	readonly withheld = new Set<string>();
	private readonly patience: Patience<Answer>;
	private readonly waits: Stopwatch;
	/** The origin of the credential's own host. */
	private readonly home?: string;
	/** How far Clio's clock is ahead of ours, in milliseconds, by its last answer. */
	private ahead = 0;

	/** Who is told what a change was sent to. */
	private tell?: (path: string, method: Method) => void;

	constructor(private readonly connection: Connection) {
		this.home = originOf(connection.place.host);
		this.waits = new Stopwatch(connection.clock);
		this.patience = new Patience(connection.longestRefused);
	}

	/** How long its requests have waited for their turn and for the budget, in milliseconds. */
	get waited(): number {
		return this.waits.ms;
	}

	/** Also of a change that failed, for it may have been carried out; not of a creation that Clio refused. */
	onChange(tell: (path: string, method: Method) => void): void {
		this.tell = tell;
	}

	/** What to do about permissions that it lacks. */
	get toRead(): string {
		return this.connection.api.remedies.read;
	}

	/** How many requests Clio takes, in words. */
	get budget(): string {
		return this.connection.api.budget;
	}

	get place(): Place {
		return this.connection.place;
	}

	/** Whether the credential was set to change nothing. */
	get readOnly(): boolean {
		return this.connection.readOnly;
	}

	/** Throws if the credential was set to change nothing; asked early where a change takes other calls before. */
	checkMayWrite(did: string): void {
		if (!this.readOnly) return;
		raise(
			new ClioError(
				'readOnly',
				`This credential may only read, so nothing was sent to ${did}`,
				'Choose a credential with Access set to Read and Write, or change it in this one.',
			),
		);
	}

	now(): number {
		return this.connection.clock.now();
	}

	/** The time at Clio, as its last answer told it: moments that Clio judges are counted by its clock. */
	clioNow(): number {
		return this.now() + this.ahead;
	}

	/** Carries out one call and returns Clio's envelope: `{data, meta?}`, empty for a deletion. */
	async call(call: Call): Promise<Json> {
		return (await this.told(call)).envelope;
	}

	/**
	 * One record and its etag, which of Clio Grow stands in a header alone (Platform facts 4). Without the record,
	 * if it still has the etag under which it is known.
	 */
	async read(call: Call): Promise<{ record?: Json; etag?: unknown }> {
		const { envelope, headers } = await this.told(call);
		const record = envelope.data as Json | undefined;
		return { record, etag: record?.etag ?? headers.etag };
	}

	private async told(call: Call): Promise<Told> {
		return this.understood(call, await this.answerTo(call));
	}

	private async understood(call: Call, answer: Answer): Promise<Told> {
		const { headers, body } = answer;
		if (isStillKnown(call, answer)) return { envelope: {}, headers };
		if (!isSuccess(answer)) {
			const rest = this.withoutRefused(call, answer);
			return rest ? this.told(rest) : this.refused(call, answer);
		}
		const envelope: Json = typeof body === 'object' ? { ...body } : {};
		const isAnswer = mayBeBare(call) ? isBare(answer) : holds(call, envelope);
		return isAnswer ? { envelope, headers } : this.unexpected(call, answer);
	}

	/**
	 * Carries out a call of which it is not known what it is answered with: JSON, nothing, a page of a bill
	 * (facts, trap 35), or the address of a file, which is told and never followed.
	 */
	async callRaw(call: Call): Promise<Answer> {
		const answer = await this.answerTo(call);
		if (call.method === 'GET' && answer.status === 303 && answer.headers.location) return answer;
		if (!isSuccess(answer)) return this.refused(call, answer);
		return isBare(answer) || isClios(answer) ? answer : this.unexpected(call, answer);
	}

	/** One page of a list, and the link to the next one. */
	async list(call: Omit<Call, 'method'>): Promise<ListPage> {
		const page = await this.page(call);
		return page.read();
	}

	/** The same as soon as it has come. What is wrong with it is told when it is read. */
	async page(call: Omit<Call, 'method'>): Promise<Unread> {
		const whole: Call = { method: 'GET', ...call };
		const answer = await this.answerTo(whole);
		const next = isSuccess(answer) ? answer.next : undefined;
		return {
			...(next && { next: this.linkFrom(call.path, next) }),
			read: async () => this.listed(call, (await this.understood(whole, answer)).envelope),
		};
	}

	private listed(call: Omit<Call, 'method'>, { data, meta }: Json): ListPage {
		if (typeof data !== 'object' || !data) return this.notClio(call);
		const { next } = Object((Object(meta) as Json).paging) as Json;
		return {
			records: (Array.isArray(data) ? data : [data]).map(asRecord),
			...(next ? { next: this.linkFrom(call.path, String(next)) } : {}),
		};
	}

	/** Lets a request leave: it would wait for work that keeps the processor busy. */
	async letGo(asked: Promise<unknown>): Promise<void> {
		const { clock } = this.connection;
		await Promise.race([asked, clock.sleep(untilSent)]).catch(() => undefined);
	}

	/** The link to the next page; one to another of Clio's hosts may mean the same list here (Platform facts 5). */
	private linkFrom(path: string, next: string): string {
		const link = parsed(next);
		if (!this.connection.api.strayLinks || !link || link.origin === this.home || !isClio(link))
			return next;
		return this.addressOf(path).split('?')[0] + link.search;
	}

	/** What came back, unless nothing was sent, or a change may have been carried out. */
	private async answerTo(call: Call): Promise<Answer> {
		if (call.method !== 'GET' && !call.recordsStay) this.checkMayWrite(call.attempt.did);
		const answer = await this.delivered(call);
		const away = this.ledAwayTo(answer);
		if (away) return raise(ledAway(this.attempt(call), away));
		if (!mayRepeat(call) && isUnclear(answer)) return raise(inDoubtAfter(call, answer));
		return answer;
	}

	private async delivered(call: Call): Promise<Answer> {
		let answer: Answer | undefined;
		try {
			answer = await this.deliver(this.request(call), call);
			return answer;
		} finally {
			const { method, path } = call;
			if (method !== 'GET' && !(answer && hasMadeNothing(call, answer))) this.tell?.(path, method);
		}
	}

	private refused(call: Call, { status, body }: Answer): never {
		return raise(explain(this.attempt(call), status, body));
	}

	/** What was asked of Clio, for its errors. */
	private attempt({ attempt }: Pick<Call, 'attempt'>): Attempt {
		return { ...attempt, region: this.place.label, remedies: this.connection.api.remedies };
	}

	/** Throws what Clio says where there is no such record. */
	noSuchRecord(call: Pick<Call, 'attempt'>): never {
		return raise(explain(this.attempt(call), 404, undefined));
	}

	private unexpected(call: Call, answer: Answer): never {
		if (!mayRepeat(call)) return raise(inDoubtAfter(call, answer));
		return this.notClio(call);
	}

	/**
	 * The call without a field that Clio does not know. Lists typed by hand are checked before, so the
	 * catalogue is wrong, not the person. Only for reading: whether Clio looks at `fields` before it carries
	 * out a change is not known.
	 */
	private withoutRefused(call: Call, { status, body }: Answer): Call | undefined {
		const refused = refusedField(status, body);
		const { fields } = call.query ?? {};
		if (call.method !== 'GET' || !refused || typeof fields !== 'string') return undefined;
		const rest = withoutField(fields, refused);
		if (!rest) return undefined;
		this.leftOut.add(refused);
		return { ...call, query: { ...call.query, fields: rest } };
	}

	private request(call: Call): Request {
		const { method, path, query, data, ifNoneMatch, headers, lastly } = call;
		const { version, envelope } = this.connection.api;
		const url = this.addressOf(path, method, query);
		const ifMatch = call.ifMatch ?? call.guard;
		this.keepHome(url);
		return {
			method,
			url,
			headers: {
				Accept: 'application/json',
				...(version && !this.outdated ? { [versionHeader]: version } : {}),
				...(ifMatch ? { 'If-Match': ifMatch } : {}),
				...(ifNoneMatch ? { 'If-None-Match': ifNoneMatch } : {}),
				...headers,
			},
			...(data ? { body: { [envelope]: data } } : {}),
			...(lastly ? { lastly } : {}),
		};
	}

	private addressOf(path: string, method: Method = 'GET', query: Query = {}): string {
		if (/^[a-z]+:/i.test(path)) return path;
		const { base, ending, query: inItsWords } = this.connection.api;
		// The one PUT stands in Clio's text without `.json` (facts 2.2).
		const end = method === 'PUT' ? '' : ending;
		return `${this.place.host}${base}/${path}${end}${queryString(inItsWords(query))}`;
	}

	/** The bearer goes to the credential's own host and to no other, whatever a link says. */
	private keepHome(url: string): void {
		const origin = originOf(url);
		if (origin && origin === this.home) return;
		raise(
			new ClioError(
				'unexpected',
				'Clio pointed to an address outside the chosen region',
				`The link was not followed, to keep the connection's key at ${this.place.host}. Choose the region of the firm in the credential; if it is right, tell Clio's support.`,
			),
		);
	}

	/** A proxy or a sign-in page says 200, too. */
	private notClio({ attempt: { did } }: Pick<Call, 'attempt'>): never {
		return raise(
			new ClioError(
				'unexpected',
				`Something else than Clio answered the request to ${did}`,
				`It may be a proxy or a sign-in page in front of ${this.place.host}. Check the region of the credential and the network of this n8n.`,
			),
		);
	}

	/** Sends, and repeats what is safe to repeat (design, "Requests"). */
	private async deliver(request: Request, call: Call): Promise<Answer> {
		const { clock, pacing } = this.connection;
		const hopeless = this.patience.hopeless(clock.elapsed());
		if (hopeless) return hopeless;
		let lost = 0;
		let limited = 0;
		let redirected = 0;
		let mayBeDone = false;
		for (;;) {
			const answer = await this.sendOnce(request);
			const isLimited = isRateLimited(answer);
			if (!isLimited) this.patience.renew();
			if (isLimited) {
				if (this.patience.endsWith(answer, clock.elapsed())) return answer;
				this.patience.lasts(pacing.refused(clock, answer.headers, ++limited));
			} else if (answer.status === 410 && versionHeader in request.headers) {
				this.outdated = true;
				delete request.headers[versionHeader];
			} else if (answer.status === 404 && isRemoval(call) && mayBeDone) {
				return { ...answer, status: 204, body: {} };
			} else if (isLost(answer)) {
				if (!neverLeft(answer) && !mayRepeat(call)) return raise(inDoubtAfter(call, answer));
				mayBeDone ||= !neverLeft(answer);
				if (++lost >= mostTries.lost) return answer;
				await clock.sleep(1_000 * 2 ** (lost - 1));
			} else if (this.movedTo(request, answer) && ++redirected < mostTries.redirected) {
				request.url = this.movedTo(request, answer) as string;
			} else {
				return answer;
			}
		}
	}

	/** Where what was to be read is, if Clio has it elsewhere at this host (Platform facts 4). */
	private movedTo({ method }: Request, answer: Answer): string | undefined {
		const to = method === 'GET' ? this.redirected(answer) : undefined;
		return to?.origin === this.home ? to?.href : undefined;
	}

	/** The other host that a redirect leads to, where that tells something. */
	private ledAwayTo(answer: Answer): string | undefined {
		const to = this.redirected(answer);
		return to?.origin === this.home ? undefined : to?.host;
	}

	private redirected({ status, headers: { location } }: Answer): URL | undefined {
		const isTelling = this.connection.api.redirects && isRedirect(status) && location;
		return isTelling ? parsed(location, this.place.host) : undefined;
	}

	private async sendOnce(request: Request): Promise<Answer> {
		const { clock, pacing, send } = this.connection;
		const goOn = this.waits.begin();
		const passing = pacing.pass(clock, async () => {
			goOn();
			return send(request);
		});
		const answer = await passing.finally(goOn);
		const now = clock.now();
		this.ahead = serverNow(answer.headers, now + this.ahead) - now;
		return answer;
	}
}
