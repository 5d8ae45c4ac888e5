/** What attackers have: servers that answer as they like, and eyes for what was not meant for them. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { inspect } from 'node:util';
import type { Sandbox } from '../../dev/sandbox/server.cts';

/** A request as it came over the wire: nothing is decoded. */
export interface Heard {
	method: string;
	url: string;
	headers: IncomingHttpHeaders;
	body: string;
}

export interface Reply {
	status?: number;
	headers?: Record<string, string | string[]>;
	/** An object is sent as JSON. */
	body?: unknown;
}

/** A server of the attacker's, who hears everything. */
export interface Server {
	url: string;
	port: number;
	heard: Heard[];
	/** What it says from now on. */
	answers: (request: Heard) => Reply;
	close(): void;
}

const nothing: Reply = { status: 200, body: { data: [] } };

async function serve(): Promise<Server> {
	const http = createServer({ maxHeaderSize: 4_000_000 }, (request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url = '', headers } = request;
			const heard = { method, url, headers, body: Buffer.concat(chunks).toString() };
			server.heard.push(heard);
			const { status = 200, headers: more, body = '' } = server.answers(heard);
			const isJson = typeof body === 'object';
			const type = isJson ? 'application/json' : 'text/plain';
			response.writeHead(status, { 'content-type': type, 'x-ratelimit-limit': '50', ...more });
			response.end(isJson ? JSON.stringify(body) : body);
		});
	});
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	const { port } = http.address() as { port: number };
	const server: Server = {
		url: `http://127.0.0.1:${port}`,
		port,
		heard: [],
		answers: () => nothing,
		close() {
			http.closeAllConnections();
			http.close();
		},
	};
	return server;
}

/** In a test file: `of()` is then the server of the test that runs. */
export function ownServer(): () => Server {
	let server: Server;
	beforeEach(async () => {
		server = await serve();
	});
	afterEach(() => server.close());
	return () => server;
}

/** What nobody but Clio and n8n may know, as long and mixed as the real ones are. */
export const keys = {
	access: 'aT7qkZ0pWm4xLr9sVb2nHd6yGc1jEf8uQo3iXt5a',
	refresh: 'rT3wNz8cKv1mPq6dXs0bJy4hLg9fUe2aRo7tIi5r',
	client: 'cS5hYb2eMn9kTd1wGq7zRf4pVx0jLu6aCs8oEi3c',
	inbox: 'iL9dPw4rXc7tBv2nMk0sQz6gHy1jFa5eUo8lRi3i',
};

/** A Clio at an address of somebody else's, for which a person has made a credential. */
export const accountAt = ({ url }: Pick<Server, 'url'>): Sandbox => {
	const account = {
		url,
		clientId: 'app-of-the-firm',
		clientSecret: keys.client,
		inboxLeadToken: keys.inbox,
		issueToken: () => ({ access_token: keys.access, refresh_token: keys.refresh }),
	};
	return { ...account, platform: account } as unknown as Sandbox;
};

/** Everything that can be read off something, hidden properties and causes as well. */
const allOf = (thing: unknown): string =>
	inspect(thing, {
		depth: Infinity,
		maxStringLength: Infinity,
		maxArrayLength: Infinity,
		showHidden: true,
	});

/** The names of the keys that something tells, whole or in a good part. */
export function toldBy(thing: unknown, known: Record<string, string> = keys): string[] {
	const text = typeof thing === 'string' ? thing : allOf(thing);
	return Object.keys(known).filter((name) => text.includes(known[name].slice(0, 16)));
}

/** What every object would have from then on, had somebody got at the prototype of all. */
export function pollution(): string[] {
	const inherited: string[] = [];
	for (const key in {}) inherited.push(key);
	const added = Object.getOwnPropertyNames(Object.prototype).filter((key) => !native.has(key));
	return [...inherited, ...added];
}

const native = new Set(Object.getOwnPropertyNames(Object.prototype));
