import { get, type IncomingMessage } from 'node:http';
import type { Login } from './n8n-types.cts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const BROWSER = 'n8n-nodes-clio';

/** What n8n refused; `reason` is what it told its user. */
export class N8nError extends Error {
	constructor(
		call: string,
		readonly status: number,
		readonly reason: string,
	) {
		super(`n8n: ${call} answered ${status} ${reason}`);
	}
}

/** A logged-in user of n8n's own REST interface: a cookie, and answers wrapped in `data`. */
export class N8nSession {
	private cookie = '';

	constructor(private readonly url: string) {}

	/** Creates the owner of a fresh n8n, who is then logged in. */
	async createOwner(login: Login): Promise<void> {
		const names = { firstName: 'Ada', lastName: 'Counsel' };
		this.keepCookie(await this.send('POST', '/rest/owner/setup', { ...login, ...names }));
	}

	async login({ email, password }: Login): Promise<void> {
		const body = { emailOrLdapLoginId: email, password };
		this.keepCookie(await this.send('POST', '/rest/login', body));
	}

	async call<T>(method: Method, path: string, body?: object): Promise<T> {
		return (await this.read<{ data: T }>(method, path, body)).data;
	}

	/** As `call`, for answers that are not wrapped. */
	async read<T>(
		method: Method,
		path: string,
		body?: object,
		headers?: Record<string, string>,
	): Promise<T> {
		const answer = await this.send(method, path, body, headers);
		const text = await answer.text();
		if (!answer.ok) throw new N8nError(`${method} ${path}`, answer.status, reasonIn(text));
		return (text ? JSON.parse(text) : undefined) as T;
	}

	protected async send(
		method: Method,
		path: string,
		body?: object,
		headers: Record<string, string> = {},
	): Promise<Response> {
		return await fetch(new URL(path, this.url), {
			method,
			redirect: 'manual',
			headers: { 'Content-Type': 'application/json', ...this.headers, ...headers },
			body: body && JSON.stringify(body),
		});
	}

	/** An answer of any size as it comes; fetch holds what is not read yet, and slows down with it. */
	protected async stream(path: string): Promise<IncomingMessage> {
		const { headers } = this;
		return await new Promise((resolve, reject) => {
			get(new URL(path, this.url), { headers, agent: false }, resolve).on('error', reject);
		});
	}

	private get headers(): Record<string, string> {
		return {
			Cookie: this.cookie,
			'browser-id': BROWSER, // n8n ties a session to the browser that began it
			'push-ref': BROWSER,
		};
	}

	private keepCookie(answer: Response): void {
		if (!answer.ok) throw new Error(`n8n's login answered ${answer.status}`);
		this.cookie = answer.headers
			.getSetCookie()
			.map((entry) => entry.split(';')[0])
			.join('; ');
	}
}

function reasonIn(body: string): string {
	try {
		return (JSON.parse(body) as { message?: string }).message ?? body.slice(0, 400);
	} catch {
		return body.slice(0, 400);
	}
}
