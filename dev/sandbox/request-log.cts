export interface LoggedRequest {
	time: string;
	method: string;
	path: string;
	query: string;
	status: number;
	ms: number;
	authorized: boolean;
	body?: unknown;
}

const MOST = 20_000;
const SECRET = /token$|secret/;
/** Only at the OAuth pages; a bill has a state as well. */
const SECRET_AT_OAUTH = /^(code|state)$/;

/** Every API and OAuth call in order. Neither tokens nor secrets get in. */
export class RequestLog {
	readonly requests: LoggedRequest[] = [];

	add(request: LoggedRequest): void {
		this.requests.push(request);
		if (this.requests.length > MOST) this.requests.shift();
	}
}

export function safeQuery({ pathname, searchParams }: URL): string {
	const isOAuth = pathname.startsWith('/oauth/');
	const pairs = [...searchParams].map(([name, value]) => {
		const isSecret = SECRET.test(name) && name !== 'page_token';
		const hidden = isSecret || (isOAuth && SECRET_AT_OAUTH.test(name));
		return `${name}=${hidden ? '…' : value}`;
	});
	return pairs.join('&');
}

/** The body as it came, but for a token in it (the inbox of Grow takes one so). */
export function safeBody(body: unknown): unknown {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
	return Object.fromEntries(
		Object.entries(body).map(([name, value]) => [name, SECRET.test(name) ? '…' : value]),
	);
}
