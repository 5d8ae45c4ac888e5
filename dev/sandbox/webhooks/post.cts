import https from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';

export interface Reply {
	/** 0: no answer came. */
	status: number;
	headers: IncomingHttpHeaders;
	ms: number;
	error?: string;
}

export interface PostOptions {
	timeoutMs: number;
	ca?: string;
	rejectUnauthorized?: boolean;
	signal: AbortSignal;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** One POST of JSON on a connection of its own; redirects are not followed. It never throws. */
export function post(
	address: string,
	body: string,
	headers: Record<string, string>,
	{ timeoutMs, ca, rejectUnauthorized, signal }: PostOptions,
): Promise<Reply> {
	const startedAt = performance.now();
	const ms = () => Math.round((performance.now() - startedAt) * 10) / 10;
	const url = new URL(address);
	const checks = rejectUnauthorized ?? (!!ca || !LOOPBACK.test(url.hostname));
	return new Promise((resolve) => {
		const request = https.request(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json; charset=utf-8',
				'content-length': Buffer.byteLength(body),
				'user-agent': 'Clio sandbox',
				...headers,
			},
			ca,
			rejectUnauthorized: checks,
			signal,
		});
		const late = setTimeout(() => request.destroy(new Error('timeout')), timeoutMs);
		request.on('response', (response) => {
			clearTimeout(late);
			response.on('error', () => {}).resume();
			resolve({ status: response.statusCode ?? 0, headers: response.headers, ms: ms() });
		});
		request.on('error', ({ message }) => {
			clearTimeout(late);
			resolve({ status: 0, headers: {}, ms: ms(), error: message });
		});
		request.end(body);
	});
}
