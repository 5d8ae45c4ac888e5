import { queryString } from '../../clio/address';
import { readJson } from '../../clio/answers';
import { apis } from '../../clio/api';
import { Client, type Json, type Method, type Query } from '../../clio/client';
import { isRateLimited } from '../../clio/complaints';
import { longestRefused, type Clock, type Pacing } from '../../clio/pacing';
import { apiPath, type Place } from '../../clio/regions';
import { versionHeader, type Answer, type Request } from '../../clio/sending';
import { Stopped } from './trouble.cts';

export interface Asking {
	query?: Query;
	data?: Json;
	headers?: Record<string, string>;
	/** In place of that of the connection; null: none is sent. */
	bearer?: string | null;
	/** Null: none is asked for. */
	version?: string | null;
}

/** How long an answer may take, in milliseconds. */
const longestAnswer = 30_000;
const mostRefused = 5;

/** What one run shares: also the removal of what was made counts, and keeps to the limit. */
interface Shared {
	place: Place;
	token: string;
	/** Another access in place of one that has ended; undefined: there is none to be had. */
	renew: () => Promise<string | undefined>;
	/** Clio takes the access no longer, and there is no other. */
	isEnded: boolean;
	mayWrite: boolean;
	pacing: Pacing;
	/** Requests that were sent, by method. */
	sent: Map<Method, number>;
	waited: number;
}

/** One Clio account: the package's own client where it is what is confirmed, bare answers where those matter. */
export class Account {
	readonly client: Client;
	private readonly clock: Clock;

	constructor(
		private readonly shared: Shared,
		private readonly signal?: AbortSignal,
	) {
		this.clock = clockOf(shared, signal);
		const { place, mayWrite, pacing } = shared;
		this.client = new Client({
			api: apis.manage,
			place,
			readOnly: !mayWrite,
			send: async (request) => this.send(request),
			clock: this.clock,
			pacing,
			longestRefused,
		});
	}

	static open(
		opened: Pick<Shared, 'place' | 'token' | 'renew' | 'mayWrite'>,
		signal: AbortSignal,
	): Account {
		const pacing = apis.manage.pacing();
		return new Account({ ...opened, pacing, isEnded: false, sent: new Map(), waited: 0 }, signal);
	}

	/** The same account for what must be done although somebody pressed Ctrl-C. */
	lastly(): Account {
		return new Account(this.shared);
	}

	get place(): Place {
		return this.shared.place;
	}

	get token(): string {
		return this.shared.token;
	}

	set token(token: string) {
		this.shared.token = token;
	}

	get isEnded(): boolean {
		return this.shared.isEnded;
	}

	get requests(): ReadonlyMap<Method, number> {
		return this.shared.sent;
	}

	/** How long was waited for Clio's limit, in milliseconds. */
	get waited(): number {
		return this.shared.waited;
	}

	/** Waits for something that Clio does by itself. */
	async sleep(ms: number): Promise<void> {
		await sleep(ms, this.signal);
	}

	/** Looks until there is something to see, or the time is up. */
	async until<T>(
		look: () => T | undefined | Promise<T | undefined>,
		{ ms, glance }: { ms: number; glance: number },
	): Promise<T | undefined> {
		const end = performance.now() + ms;
		for (;;) {
			const seen = await look();
			if (seen || performance.now() >= end) return seen;
			await this.sleep(Math.min(glance, Math.max(1, end - performance.now())));
		}
	}

	/**
	 * What Clio answers, whatever its status, but for a request too many: that is repeated when Clio says.
	 * @param path below that of the API, or a link to a next page
	 */
	async ask(method: Method, path: string, asking: Asking = {}): Promise<Answer> {
		const request = this.request(method, path, asking);
		for (let times = 1; ; times++) {
			const { pacing } = this.shared;
			const answer = await pacing.pass(this.clock, async () => this.send(request, asking.bearer));
			if (!isRateLimited(answer) || times >= mostRefused) return answer;
			pacing.refused(this.clock, answer.headers, times);
		}
	}

	private request(method: Method, path: string, { query, data, ...rest }: Asking): Request {
		const { version = apis.manage.version, headers } = rest;
		const isLink = path.startsWith(`${this.place.host}/`);
		// The one PUT stands in Clio's text without `.json` (facts 2.2).
		const end = method === 'PUT' ? '' : '.json';
		return {
			method,
			url: isLink ? path : `${this.place.host}${apiPath}/${path}${end}${queryString(query)}`,
			headers: {
				Accept: 'application/json',
				...(version ? { [versionHeader]: version } : {}),
				...headers,
			},
			...(data && { body: { data } }),
		};
	}

	/** Some accounts get an access for an hour (facts 1.3), and what was made must go also after it. */
	private async send(request: Request, bearer?: string | null): Promise<Answer> {
		const answer = await this.sendWith(request, bearer === undefined ? this.token : bearer);
		if (answer.status !== 401 || bearer !== undefined) return answer;
		const renewed = await this.shared.renew();
		this.shared.isEnded = renewed === undefined;
		if (renewed === undefined) return answer;
		this.token = renewed;
		return this.sendWith(request, renewed);
	}

	/** The one place from which requests leave: here reading stays reading. */
	private async sendWith(
		{ method, url, headers, body }: Request,
		bearer: string | null,
	): Promise<Answer> {
		if (this.signal?.aborted) throw new Stopped();
		const { mayWrite, sent } = this.shared;
		if (method !== 'GET' && !mayWrite)
			throw new Error(`${method} was about to be sent, though this run may only read`);
		sent.set(method, (sent.get(method) ?? 0) + 1);
		try {
			const response = await fetch(url, {
				method,
				headers: {
					...headers,
					...(bearer && { Authorization: `Bearer ${bearer}` }),
					...(body && { 'Content-Type': 'application/json' }),
				},
				body: body && JSON.stringify(body),
				redirect: 'manual',
				signal: AbortSignal.timeout(longestAnswer),
			});
			const text = await response.text();
			return {
				status: response.status,
				headers: Object.fromEntries(response.headers),
				body: readJson(text),
			};
		} catch {
			return { status: 0, headers: {}, body: '' };
		}
	}
}

function clockOf(shared: Shared, signal?: AbortSignal): Clock {
	return {
		now: () => Date.now(),
		elapsed: () => performance.now(),
		sleep: async (ms) => {
			const began = performance.now();
			await sleep(ms, signal).finally(() => (shared.waited += performance.now() - began));
		},
		until: async (end) => {
			await end;
		},
	};
}

async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
	if (signal?.aborted) throw new Stopped();
	await new Promise<void>((resolve, reject) => {
		const stop = () => {
			clearTimeout(timer);
			reject(new Stopped());
		};
		const timer = setTimeout(() => {
			signal?.removeEventListener('abort', stop);
			resolve();
		}, ms);
		signal?.addEventListener('abort', stop, { once: true });
	});
}
