import { originOf, parsed } from './address';
import { inDoubtAfter, isLost, isRedirect, isRemoval, mayRepeat, neverLeft } from './answers';
import type { Api } from './api';
import type { Call, Json, Method } from './client';
import { isRateLimited } from './complaints';
import { raise } from './errors';
import { giveWay } from './giveWay';
import type { Clock, Headers, Pacing } from './pacing';
import { Patience } from './pacing/patience';
import { Stopwatch } from './pacing/stopwatch';
import { serverNow } from './pacing/told';
import type { Place } from './regions';

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
	/** A change may have been carried out: by this sending or by one before, of which no answer came. */
	mayBeDone?: boolean;
	/** The link to the next page, if it was seen before the body was read, which takes longer. */
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

const mostTries = { lost: 4, redirected: 3 };
/** How long a request may take to leave: n8n first reads the credential, and opens a connection. */
const untilSent = 5;

export const versionHeader = 'X-API-VERSION';

/** Sends the requests of one connection when it is their turn, and repeats what is safe to repeat. */
export class Sending {
	/** Set when Clio no longer speaks the version this package was tested with. */
	outdated = false;
	/** The origin of the credential's own host. */
	readonly home?: string;
	private readonly patience: Patience<Answer>;
	private readonly waits: Stopwatch;
	/** How far Clio's clock is ahead of ours, in milliseconds, by its last answer. */
	private ahead = 0;

	constructor(private readonly connection: Connection) {
		this.home = originOf(connection.place.host);
		this.waits = new Stopwatch(connection.clock);
		this.patience = new Patience(connection.longestRefused);
	}

	/** How long requests have waited for their turn and for the budget, in milliseconds. */
	get waited(): number {
		return this.waits.ms;
	}

	/** The time at Clio, as its last answer told it. */
	clioNow(): number {
		return this.connection.clock.now() + this.ahead;
	}

	/** The last answer, whatever it says (design, "Requests"). */
	async deliver(request: Request, call: Call): Promise<Answer> {
		const { clock, pacing } = this.connection;
		const hopeless = this.patience.hopeless(clock.elapsed());
		if (hopeless) return { ...hopeless, mayBeDone: false };
		let lost = 0;
		let limited = 0;
		let redirected = 0;
		let mayBeDone = false;
		for (;;) {
			const answer = await this.sendOnce(request);
			mayBeDone ||= isLost(answer) && !neverLeft(answer);
			answer.mayBeDone = mayBeDone;
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
	ledAwayTo(answer: Answer): string | undefined {
		const to = this.redirected(answer);
		return to?.origin === this.home ? undefined : to?.host;
	}

	private redirected({ status, headers: { location } }: Answer): URL | undefined {
		const isTelling = this.connection.api.redirects && isRedirect(status) && location;
		return isTelling ? parsed(location, this.connection.place.host) : undefined;
	}

	/** Lets a request leave, and the one that follows its answer: they would wait for work that takes the processor. */
	async letGo(asked: Promise<unknown>): Promise<void> {
		const { clock } = this.connection;
		await Promise.race([asked, clock.sleep(untilSent)]).catch(() => undefined);
		await giveWay();
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
