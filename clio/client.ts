import { isClio, isPath, originOf, parsed, queryString } from './address';
import {
	changesRecords,
	hasMadeNothing,
	holdsList,
	holdsRecord,
	inDoubtAfter,
	isBare,
	isClios,
	isCut,
	isStillKnown,
	isSuccess,
	isUnclear,
	listedIn,
	mayBeBare,
	mayRepeat,
} from './answers';
import { refusedField } from './complaints';
import { ClioError, explain, ledAway, perhapsDone, raise, refuse, type Attempt } from './errors';
import { withoutField } from './fields';
import type { Headers } from './pacing';
import type { Place } from './regions';
import { Sending, versionHeader, type Answer, type Connection, type Request } from './sending';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
export type Value = string | number | boolean;
export type Query = Record<string, Value | Value[] | undefined>;
export type Json = Record<string, unknown>;

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

/** What Clio answered where it is a success. */
interface Told {
	envelope: Json;
	headers: Headers;
}

/** Talks to one Clio account. Every answer is a success; everything else is thrown as a ClioError. */
export class Client {
	/** Fields of the catalogue that Clio turned out not to know. */
	readonly leftOut = new Set<string>();
	/** Permissions that this connection lacks, where the work went on without. */
	readonly withheld = new Set<string>();
	private readonly sending: Sending;
	/** Who is told what a change was sent to. */
	private tell?: (path: string, method: Method) => void;

	constructor(private readonly connection: Connection) {
		this.sending = new Sending(connection);
	}

	/** Whether Clio no longer speaks the version this package was tested with. */
	get outdated(): boolean {
		return this.sending.outdated;
	}

	/** How long its requests have waited for their turn and for the budget, in milliseconds. */
	get waited(): number {
		return this.sending.waited;
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
		return this.sending.clioNow();
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

	private async told(call: Call, holds = holdsRecord): Promise<Told> {
		return this.understood(call, await this.answerTo(call), holds);
	}

	/** @param holds whether an answer has what was asked for */
	private async understood(call: Call, answer: Answer, holds: typeof holdsRecord): Promise<Told> {
		const { headers, body } = answer;
		if (isStillKnown(call, answer)) return { envelope: {}, headers };
		if (!isSuccess(answer)) {
			const rest = this.withoutRefused(call, answer);
			return rest ? this.told(rest, holds) : this.refused(call, answer);
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
		const isAnswer = isBare(answer) || (isClios(answer) && !isCut(answer));
		return isAnswer ? answer : this.unexpected(call, answer);
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
			read: async () => this.listed(call, await this.understood(whole, answer, holdsList)),
		};
	}

	private listed(call: Omit<Call, 'method'>, { envelope }: Told): ListPage {
		const { records, next } = listedIn(envelope);
		if (!next) return { records };
		if (typeof next !== 'string') return raise(this.notClios(call));
		return { records, next: this.linkFrom(call.path, next) };
	}

	/** Lets a request leave, and the one that follows its answer: they would wait for work that takes the processor. */
	async letGo(asked: Promise<unknown>): Promise<void> {
		return this.sending.letGo(asked);
	}

	/** The link to the next page; one to another of Clio's hosts may mean the same list here (Platform facts 5). */
	private linkFrom(path: string, next: string): string {
		const link = parsed(next, this.place.host);
		const isStray = link && link.origin !== this.sending.home && isClio(link);
		if (isStray && this.connection.api.strayLinks)
			return this.addressOf(path).split('?')[0] + link.search;
		return /^[a-z]+:/i.test(next) ? next : (link?.href ?? next);
	}

	/** What came back, unless nothing was sent, or a change may have been carried out. */
	private async answerTo(call: Call): Promise<Answer> {
		if (call.method !== 'GET' && !call.recordsStay) this.checkMayWrite(call.attempt.did);
		const answer = await this.delivered(call);
		const away = this.sending.ledAwayTo(answer);
		if (away) return this.failed(call, answer, ledAway(this.attempt(call), away));
		if (!mayRepeat(call) && isUnclear(answer)) return raise(inDoubtAfter(call, answer));
		return answer;
	}

	private async delivered(call: Call): Promise<Answer> {
		let answer: Answer | undefined;
		try {
			answer = await this.sending.deliver(this.request(call), call);
			return answer;
		} finally {
			const { method, path } = call;
			if (method !== 'GET' && !(answer && hasMadeNothing(call, answer))) this.tell?.(path, method);
		}
	}

	private refused(call: Call, answer: Answer): never {
		const { status, body } = answer;
		return this.failed(call, answer, explain(this.attempt(call), status, body));
	}

	private failed(call: Call, { mayBeDone }: Answer, error: ClioError): never {
		return raise(mayBeDone && changesRecords(call) ? perhapsDone(error) : error);
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
		return this.failed(call, { ...answer, mayBeDone: true }, this.notClios(call));
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
		// Whatever an id has in it: `..` would lead to other records, `?` to other values of them.
		if (!isPath(path))
			refuse(`"${path}" is not a path of Clio's API`, 'Check the ID that this item gives.');
		const { base, ending, query: inItsWords } = this.connection.api;
		// The one PUT stands in Clio's text without `.json` (facts 2.2).
		const end = method === 'PUT' ? '' : ending;
		return `${this.place.host}${base}/${path}${end}${queryString(inItsWords(query))}`;
	}

	/** The bearer goes to the credential's own host and to no other, whatever a link says. */
	private keepHome(url: string): void {
		const origin = originOf(url);
		if (origin && origin === this.sending.home) return;
		raise(
			new ClioError(
				'unexpected',
				'Clio pointed to an address outside the chosen region',
				`The link was not followed, to keep the connection's key at ${this.place.host}. Choose the region of the firm in the credential; if it is right, tell Clio's support.`,
			),
		);
	}

	/** A proxy or a sign-in page says 200, too. */
	private notClios({ attempt: { did } }: Pick<Call, 'attempt'>): ClioError {
		return new ClioError(
			'unexpected',
			`Something else than Clio answered the request to ${did}`,
			`It may be a proxy or a sign-in page in front of ${this.place.host}. Check the region of the credential and the network of this n8n.`,
		);
	}
}
