/** Time as the client is handed it, so that tests and n8n Cloud decide what a clock and a wait are. */
export interface Clock {
	/** Milliseconds since 1970, as this machine has them: somebody may set its clock. */
	now(): number;
	/** Milliseconds since some moment or other; goes on evenly, whoever sets the clock. */
	elapsed(): number;
	/** Resolves after `ms`, rejects when the execution is cancelled, so that nothing more is sent. */
	sleep(ms: number): Promise<void>;
	/** Resolves when something else has come to an end, rejects when the execution is cancelled. */
	until(end: Promise<unknown>): Promise<void>;
}

export type Headers = Record<string, string | undefined>;

/** How many requests an API takes, and when; shared by everything in this process that it counts together. */
export interface Pacing {
	/**
	 * Carries out one request when it is its turn and the budget allows it, and reads the budget from its answer.
	 * @throws ClioError `rateLimit` after `longestInLine`
	 */
	pass<T extends Answered>(clock: Clock, request: () => Promise<T>): Promise<T>;
	/**
	 * After a 429, the first or one of several in a row for the same request: nobody asks until the pause is over.
	 * @returns how long that is, in milliseconds
	 */
	refused(clock: Clock, headers: Headers, times: number): number;
}

export interface Answered {
	headers: Headers;
}

/** For how long requests that Clio refuses for their number are tried again where a workflow waits, in milliseconds. */
export const longestRefused = 10 * 60_000;
/** How long a request waits for those before it, in milliseconds: 3,000 of them at 50 a minute. */
export const longestInLine = 60 * 60_000;
