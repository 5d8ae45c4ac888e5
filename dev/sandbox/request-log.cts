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
const SECRET = /token$|secret|^code$|^state$/;

/** Every API and OAuth call in order. Neither tokens nor secrets get in. */
export class RequestLog {
	readonly requests: LoggedRequest[] = [];

	add(request: LoggedRequest): void {
		this.requests.push(request);
		if (this.requests.length > MOST) this.requests.shift();
	}

	clear(): void {
		this.requests.length = 0;
	}
}

export function safeQuery(query: URLSearchParams): string {
	const pairs = [...query].map(([name, value]) => {
		const hidden = SECRET.test(name) && name !== 'page_token';
		return `${name}=${hidden ? '…' : value}`;
	});
	return pairs.join('&');
}
