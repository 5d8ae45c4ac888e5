import { apis, type Api } from '../../clio/api';
import { Client, type Json } from '../../clio/client';
import { ClioError } from '../../clio/errors';
import { longestRefused, type Clock, type Headers, type Pacing } from '../../clio/pacing';
import { placeOf } from '../../clio/regions';
import type { Answer, Request, Send } from '../../clio/sending';

/** Time that passes only while someone sleeps. */
export class FakeClock implements Clock {
	readonly sleeps: number[] = [];
	/** Set to end the next sleep as a cancelled execution does. */
	cancelled = false;

	constructor(private time = Date.parse('2026-01-15T12:00:00Z')) {}

	now(): number {
		return this.time;
	}

	elapsed(): number {
		return this.time;
	}

	async sleep(ms: number): Promise<void> {
		if (this.cancelled) throw new ClioError('cancelled', 'The execution was cancelled', '');
		const end = this.time + ms;
		this.sleeps.push(ms);
		// What goes on meanwhile goes on at the time before.
		await new Promise(setImmediate);
		this.time = Math.max(this.time, end);
	}

	async until(end: Promise<unknown>): Promise<void> {
		await end;
	}

	/** Seconds since 1970, as rate-limit headers have them. */
	seconds(later = 0): string {
		return String(Math.floor(this.time / 1000) + later);
	}

	httpDate(later = 0): string {
		return new Date(this.time + later * 1000).toUTCString();
	}
}

type Scripted = Answer | ((request: Request) => Answer | Promise<Answer>);

/** A Clio that gives scripted answers, one after the other, and remembers what it was asked. */
export class FakeClio {
	readonly requests: Request[] = [];
	readonly clock = new FakeClock();
	private script: Scripted[] = [];

	answers(...script: Scripted[]): this {
		this.script.push(...script);
		return this;
	}

	/** Headers stay as they were when sent, though a request is repeated. */
	readonly send: Send = async (request) => {
		this.requests.push({ ...request, headers: { ...request.headers } });
		const next = this.script.shift();
		if (!next) throw new Error(`Nobody scripted an answer to ${request.method} ${request.url}`);
		return typeof next === 'function' ? next(request) : next;
	};

	client({
		region = 'us',
		readOnly = false,
		api = apis.manage,
		pacing = api.pacing(),
	}: { region?: string; readOnly?: boolean; api?: Api; pacing?: Pacing } = {}): Client {
		const { send, clock } = this;
		const place = placeOf({ region }, api.regions);
		return new Client({ api, place, readOnly, send, clock, pacing, longestRefused });
	}

	/** Path and query of each request, for reading. */
	get asked(): string[] {
		return this.requests.map(({ method, url }) => {
			const { pathname, search } = new URL(url);
			return `${method} ${pathname.replace('/api/v4/', '')}${decodeURIComponent(search)}`;
		});
	}
}

export const answer = (status: number, body: unknown = {}, headers: Headers = {}): Answer => ({
	status,
	headers,
	body,
});

export const ok = (data: unknown, headers?: Headers): Answer => answer(200, { data }, headers);

/** No answer came, though the request may have arrived. */
export const lost: Answer = { status: 0, headers: {}, body: 'ECONNRESET', sent: true };
/** No connection was made at all. */
export const neverSent: Answer = { status: 0, headers: {}, body: 'ECONNREFUSED', sent: false };

/** What a call was refused with. */
export async function refusal(work: unknown): Promise<ClioError> {
	try {
		await (typeof work === 'function' ? work() : work);
	} catch (error) {
		expect(error).toBeInstanceOf(ClioError);
		return error as ClioError;
	}
	throw new Error('Nothing was refused');
}

export const records = (from: number, count: number): Json[] =>
	Array.from({ length: count }, (_, index) => ({ id: from + index }));
