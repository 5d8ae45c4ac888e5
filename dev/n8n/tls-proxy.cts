import { Agent, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { generate } from 'selfsigned';

export interface TlsProxy {
	url: string;
	certificate: string;
	close(): Promise<void>;
}

/** The port that answers a path. */
export type Route = (path: string) => number;

/**
 * Clio delivers webhooks to https addresses only. This puts TLS in front of n8n, so that webhooks
 * come in on https while the editor stays on plain http, which browsers accept on 127.0.0.1.
 * While n8n is down it answers 502, as proxies do.
 */
export async function startTlsProxy(port: number, route: Route): Promise<TlsProxy> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
		extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
	});
	const agent = new Agent({ keepAlive: false }); // a connection kept would break when n8n restarts
	const server = createServer({ key, cert }, (from, to) => pass(from, to, agent, route));
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	return {
		url: `https://127.0.0.1:${port}/`,
		certificate: cert,
		close: () =>
			new Promise((resolve) => {
				agent.destroy();
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

function pass(from: IncomingMessage, to: ServerResponse, agent: Agent, route: Route): void {
	const { method, url: path = '/', headers } = from;
	const host = { host: '127.0.0.1', port: route(path) };
	const inner = send({ ...host, method, path, headers, agent }, (answer) => {
		to.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(to);
		answer.on('error', () => to.destroy());
	});
	inner.on('error', () => (to.headersSent ? to.destroy() : to.writeHead(502).end()));
	to.on('close', () => inner.destroy()); // a client that hung up
	from.pipe(inner);
}
