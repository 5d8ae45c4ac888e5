import { readJson } from '../clio/answers';
import type { Answer } from '../clio/sending';
import type { Headers } from '../clio/pacing';

interface Thrown {
	httpCode?: string | null;
	message?: string;
	code?: string;
	failure?: { cause?: string };
	/** axios's error, or that of n8n's OAuth client. */
	cause?: Thrown & {
		status?: number;
		body?: unknown;
		response?: { headers?: Headers; data?: unknown };
		config?: { url?: string };
		syscall?: string;
	};
}

/** What n8n threw, as an answer. A connection that cannot be renewed counts as 401. */
export function withoutAnswer(thrown: unknown): Answer {
	const error = Object(thrown) as Thrown;
	const cause = error.cause ?? {};
	const headers = { ...cause.response?.headers };
	if (isUnconnected(error)) {
		const body = { error: 'not connected', error_description: error.message };
		return { status: 401, headers, body };
	}
	if (Number(error.httpCode) === 401) {
		const { data } = cause.response ?? {};
		return { status: 401, headers, body: typeof data === 'string' ? readJson(data) : data };
	}
	const code = error.code ?? cause.code ?? '';
	const body = code || error.httpCode || error.message || '';
	return { status: 0, headers, body, sent: !neverLeft(code, cause) };
}

/** Never connected, revoked, or an app key and secret that the token address does not know. */
function isUnconnected({ failure, message = '', cause = {} }: Thrown): boolean {
	if (failure?.cause === 'credential-invalid' || /not connected/.test(message)) return true;
	const { error } = Object(cause.body) as { error?: unknown };
	return cause.code === 'EAUTH' && typeof error === 'string';
}

/**
 * The request cannot have been carried out: no connection was made, Clio's certificate was refused, or it
 * was the renewal of the token that got no answer. Anything else may have happened while an answer was read.
 */
function neverLeft(code: string, { syscall, config }: NonNullable<Thrown['cause']>): boolean {
	if (/\/oauth\/token$/.test(config?.url ?? '') || /^(EAUTH|ESTATUS)$/.test(code)) return true;
	if (/^E(HOST|NET)UNREACH$/.test(code)) return syscall === 'connect';
	return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CERT_\w+|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_\w+|ERR_TLS_CERT_ALTNAME_INVALID)$/.test(
		code,
	);
}
