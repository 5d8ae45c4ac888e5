/** How long is waited for what Clio does by itself, in milliseconds. */
export interface Patience {
	/** For somebody to allow access. */
	consent: number;
	handshake: number;
	delivery: number;
	/** For Clio to give up on a call that gets no answer. */
	answer: number;
	/** For a call that is not to come. */
	silence: number;
	/** For a new record to be found by a search. */
	search: number;
	/** How soon a webhook is made to expire. */
	expiry: number;
	/** For Clio to repeat a call; 0: not observed. */
	retries: number;
	/** Between two looks. */
	glance: number;
}

const second = 1000;

export const usual: Patience = {
	consent: 600 * second,
	handshake: 30 * second,
	delivery: 90 * second,
	answer: 60 * second,
	silence: 20 * second,
	search: 60 * second,
	expiry: 60 * second,
	retries: 0,
	glance: 2 * second,
};
