import { isPage, isRateLimited, quoteOf, said, type Said } from './complaints';

/** What stands behind a refusal, for those who must act on it. */
export type Cause =
	| 'badInput'
	| 'readOnly'
	| 'connection'
	| 'permission'
	| 'notFound'
	| 'changed'
	| 'refused'
	| 'rateLimit'
	| 'version'
	| 'unavailable'
	/** Clio is still at it. */
	| 'unfinished'
	/** Carried out or not: sending it again could do it twice. */
	| 'inDoubt'
	| 'unexpected'
	| 'cancelled';

/**
 * Something that did not work, told to a lawyer's assistant: `message` says what happened,
 * `advice` why, and what to do. Never carries a token or a secret.
 */
export class ClioError extends Error {
	constructor(
		readonly reason: Cause,
		message: string,
		readonly advice: string,
		/** HTTP status of Clio's answer, 0 without one. */
		readonly status = 0,
		/** Clio's own word for what went wrong, e.g. `UploadTimeoutError`. */
		readonly saidType = '',
	) {
		super(message);
		this.name = 'ClioError';
	}
}

const hopeless: Cause[] = [
	'permission',
	'unavailable',
	'rateLimit',
	'connection',
	'cancelled',
	'version',
];

/** True if Clio would answer the next call for the same reason in the same way. */
export const isHopeless = (error: unknown): boolean =>
	error instanceof ClioError && hopeless.includes(error.reason);

/** Throws; a call, because n8n's lint lets a `catch` throw nothing but its own two classes. */
export function raise(error: ClioError): never {
	throw error;
}

/** Throws for input that must not reach Clio. */
export function refuse(message: string, advice: string): never {
	throw new ClioError('badInput', message, advice);
}

/** What was asked of Clio, in words: "create a matter", "read task 12". */
export interface Attempt {
	did: string;
	/** e.g. "United States", for advice on the region. */
	region: string;
	permission?: string;
	remedies: Remedies;
}

/** What to do about a connection or a permission that is missing: each of Clio's APIs has a portal of its own. */
export interface Remedies {
	connect: (region: string) => string;
	permit: (permission?: string) => string;
	/** The same where the work went on without. */
	read: string;
}

type Telling = [cause: Cause, what: string, advice: string];

const tellings: Record<number, (attempt: Attempt, said: Said) => Telling> = {
	400: ({ did }, { type, text }) =>
		type === 'InvalidFields'
			? [
					'badInput',
					`Clio does not know one of the fields (${text})`,
					'Check the spelling of the list of fields. One level of braces is allowed, e.g. id,client{id,name}.',
				]
			: [
					'refused',
					`Clio could not read the request to ${did}`,
					'Check the values and filters of this node.',
				],
	401: ({ region, remedies }) => [
		'connection',
		'Clio did not accept the connection',
		remedies.connect(region),
	],
	403: ({ did, permission, remedies }) => [
		'permission',
		`Clio does not allow this connection to ${did}`,
		remedies.permit(permission),
	],
	404: ({ did }) => [
		'notFound',
		`Clio could not ${did}: there is no such record`,
		'The record may have been deleted, the ID may be of another record type, or the connected user may not see it.',
	],
	409: ({ did }) => [
		'refused',
		`Clio cannot ${did} at the moment`,
		'Something else is changing the record, or open records depend on it. Try again in a minute.',
	],
	410: () => [
		'version',
		'This version of the node is too old for Clio',
		'Update the package n8n-nodes-clio under Settings > Community nodes.',
	],
	412: ({ did }) => [
		'changed',
		`Clio did not ${did}: somebody has changed the record since it was read`,
		'The record is as they left it; Clio does not say who changed it, nor what. Read it again and decide on its new values, or set If It Has Changed to Return the Current Record.',
	],
	422: ({ did }) => ['refused', `Clio refused to ${did}`, 'Correct the value that Clio names.'],
	429: () => [
		'rateLimit',
		'Clio asks for a pause: too many requests',
		'The node waited as Clio asked and tried again, for ten minutes at most. Other workflows or apps may use the same connection: run them at another time.',
	],
};

/** Turns an answer that is no success into the error to show. `status` 0: no answer came. */
export function explain(attempt: Attempt, status: number, body: unknown): ClioError {
	const told = said(body);
	if (status === 403 && isPage(body)) return fromElsewhere(attempt, status);
	const isLimited = isRateLimited({ status, body });
	if (status in tellings || isLimited) {
		const telling = tellings[isLimited ? 429 : status];
		const [cause, what, advice] = telling(attempt, told);
		const description = cause === 'connection' ? inFront(advice, told) : withQuote(told, advice);
		return new ClioError(cause, what, description, status, told.type);
	}
	if (status === 0) return unreachable(attempt, told.text);
	if (status >= 300 && status < 400) return fromElsewhere(attempt, status);
	if (status >= 500) {
		return new ClioError(
			'unavailable',
			`Clio is not available at the moment to ${attempt.did}`,
			withQuote(told, 'Try again later; status.clio.com shows known outages.'),
			status,
			told.type,
		);
	}
	return new ClioError(
		'unexpected',
		`Clio answered ${status} when asked to ${attempt.did}`,
		withQuote(told, 'Check the values of this node.'),
		status,
		told.type,
	);
}

/** The Platform may answer with the way to its sign-in where a permission is missing (Platform facts 4). */
export function ledAway({ did, permission, remedies }: Attempt, to: string): ClioError {
	const advice = `Clio sent the request on to ${to}, where it was not followed, to keep the connection's key at home. That is how Clio may tell of a missing permission. ${remedies.permit(permission)}`;
	return new ClioError('permission', `Clio does not allow this connection to ${did}`, advice, 403);
}

/** Clio's interface answers with JSON and sends nobody on: a firewall, a proxy or a sign-in page does. */
function fromElsewhere({ did, region }: Attempt, status: number): ClioError {
	return new ClioError(
		'unexpected',
		`Something else than Clio answered ${status} to the request to ${did}`,
		`It may be a firewall, a proxy or a sign-in page between this n8n and ${region}. Try again later; if it stays so, check the region of the credential and the network of this n8n.`,
		status,
	);
}

function unreachable({ did, region }: Attempt, code: string): ClioError {
	const seen = code ? `: ${networkSays(code)}` : '';
	return new ClioError(
		'unavailable',
		`Clio could not be reached to ${did}`,
		`No connection to ${region}${seen}. Check the region or custom host of the credential and the network of this n8n; status.clio.com shows known outages.`,
	);
}

const network: Array<[code: RegExp, words: string]> = [
	[/^ECONNREFUSED$/, 'nobody answers at its address'],
	[/^(ENOTFOUND|EAI_AGAIN)$/, 'its name was not found'],
	[/^(ECONNABORTED|ETIMEDOUT)$/, 'no answer came in time'],
	[/^ERR_CANCELED$/, 'no more of it came in time'],
	[/^(ECONNRESET|EPIPE|ERR_BAD_RESPONSE)$/, 'the connection broke off'],
	[/CERT|^UNABLE_TO_/, 'its certificate was not accepted'],
];

/** What the network says of a connection, in words; its code is for whoever looks after the network. */
export function networkSays(code: string): string {
	const [, words] = network.find(([one]) => one.test(code)) ?? [];
	return words ? `${words} (${code})` : code;
}

/** What stands in place of an answer that nobody waited for, because the execution was cancelled. */
export const cancelled = 'canceled';

/** A change whose answer tells nothing: it may or may not have been carried out. */
export function inDoubt(did: string, path: string, status: number, body: unknown): ClioError {
	const heard =
		body === cancelled
			? 'The execution was canceled before an answer came'
			: status === 0
				? 'No answer came'
				: `No clear answer came (${status})`;
	const advice = `It was not repeated, because that could do it twice. Look in Clio (${path}); if it is not there, run this item again in a new execution.`;
	return new ClioError(
		'inDoubt',
		`${heard} to the request to ${did}, so it may or may not have been carried out`,
		status === 0 ? advice : withQuote(said(body), advice),
		status,
	);
}

/** Of a change that was repeated, since that does no harm, and of no repetition it is known what became of it. */
export const perhapsDone = ({ reason, message, advice, status, saidType }: ClioError): ClioError =>
	new ClioError(
		reason,
		message,
		`${advice} The change may or may not have been carried out: look in Clio, or run this item again.`,
		status,
		saidType,
	);

function withQuote(told: Said, advice: string): string {
	const quote = quoteOf(told);
	return quote ? `${quote} ${advice}` : advice;
}

/** Of a connection Clio speaks in words for those who build apps: what to do comes first. */
function inFront(advice: string, told: Said): string {
	const quote = quoteOf(told);
	return quote ? `${advice} ${quote}` : advice;
}
