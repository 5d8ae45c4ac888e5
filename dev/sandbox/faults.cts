import { ApiError, forbidden, ownShape, type Shape } from './errors.cts';
import { InvalidToken } from './oauth/bearer.cts';

/** Which calls a fault hits. */
export interface Target {
	method?: string;
	/** A text is the whole path, with or without /api/v4 (or /grow) and .json; else a pattern. */
	path?: string | RegExp;
	/** How many calls are hit; default 1. Infinity (over HTTP: null) until the fault is removed. */
	times?: number | null;
	/** How many matching calls pass first. */
	skip?: number;
}

export interface Fault extends Target {
	/** `before`: the call is not carried out; `after`: it is, and then its answer is replaced. */
	when?: 'before' | 'after';
	status?: number;
	body?: unknown;
	headers?: Record<string, string>;
	/** The connection is closed without an answer. */
	drop?: boolean;
	/** The connection stays open, and no answer ever comes. */
	hang?: boolean;
	/** So many ms of real time pass before all else; alone, it only makes the call slow. */
	delayMs?: number;
}

export type Usual = Record<number, ApiError>;

/** What Clio says with a status (facts 2.7), for a fault that names no body of its own. */
export const usual: Usual = {
	401: new InvalidToken(),
	403: forbidden(),
	429: new ApiError(429, 'RateLimited', 'Rate limit exceeded', { 'retry-after': '1' }),
};

/** The answer that a fault gives in place of the true one; none: it is only slow. */
export function answerOf(fault: Fault, says: Usual = usual, shape: Shape = ownShape) {
	if (fault.status === undefined && fault.body === undefined && fault.delayMs) return undefined;
	const { status = 500, headers } = fault;
	const known = says[status] ?? new ApiError(status, 'InternalError', 'Injected fault');
	return {
		status,
		body: fault.body ?? shape(known),
		headers: fault.body === undefined ? { ...known.headers, ...headers } : { ...headers },
	};
}

export const pause = (ms: number): Promise<void> =>
	new Promise((resolve) => setTimeout(resolve, ms).unref());

/** Faults on order; each call is hit by the first that matches. */
export class Faults<T extends Target = Fault> {
	private waiting: (T & { left: number; toSkip: number })[] = [];

	/** What it gives back removes the fault. */
	add(fault: T): () => void {
		const { times = 1, skip = 0 } = fault;
		const added = { ...fault, left: times ?? Infinity, toSkip: skip };
		this.waiting.push(added);
		return () => (this.waiting = this.waiting.filter((each) => each !== added));
	}

	clear(): void {
		this.waiting = [];
	}

	take(method: string, path: string): T | undefined {
		for (const fault of this.waiting) {
			if (!matches(fault, method, path)) continue;
			if (fault.toSkip > 0) {
				fault.toSkip--;
				continue;
			}
			fault.left--;
			this.waiting = this.waiting.filter(({ left }) => left > 0);
			return fault;
		}
		return undefined;
	}
}

function matches(fault: Target, method: string, path: string): boolean {
	if (fault.method && fault.method.toUpperCase() !== method) return false;
	if (fault.path === undefined) return true;
	return fault.path instanceof RegExp ? fault.path.test(path) : bare(fault.path) === bare(path);
}

const bare = (path: string) => path.replace(/^\/(api\/v4|grow)(?=\/)/, '').replace(/\.json$/, '');
