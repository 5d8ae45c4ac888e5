import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { generate } from 'selfsigned';

export interface TlsProxy {
	url: string;
	certificate: string;
	close(): Promise<void>;
}

/** The ports that share a path: they take turns, and one that refuses is passed over. */
export type Route = (path: string) => number[];

/**
 * Clio delivers webhooks to https addresses only. This puts TLS in front of n8n, so that webhooks
 * come in on https while the editor stays on plain http, which browsers accept on 127.0.0.1.
 * While n8n is down it answers 502, as proxies do.
 */
export async function startTlsProxy(port: number, route: Route): Promise<TlsProxy> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
		extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
	});
	let turn = 0;
	const server = createServer({ key, cert }, (from, to) => {
		const ports = route(from.url ?? '/');
		const first = turn++ % ports.length;
		void pass(from, to, [...ports.slice(first), ...ports.slice(0, first)]);
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	return {
		url: `https://127.0.0.1:${port}/`,
		certificate: cert,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

/** To one that took the connection and to no other, whatever becomes of it: it may have begun to work. */
async function pass(from: IncomingMessage, to: ServerResponse, ports: number[]): Promise<void> {
	const socket = await anyOf(ports);
	if (!socket) return void to.writeHead(502).end();
	if (to.destroyed) return void socket.destroy();
	const { method, url: path } = from;
	// A connection that is kept would break when n8n restarts.
	const headers = { ...from.headers, connection: 'close' };
	const inner = send({ method, path, headers, createConnection: () => socket }, (answer) => {
		to.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(to);
		answer.on('error', () => to.destroy());
	});
	inner.on('error', () => (to.headersSent ? to.destroy() : to.writeHead(502).end()));
	to.on('close', () => inner.destroy()); // a client that hung up
	from.pipe(inner);
}

/** The first that takes a connection. */
async function anyOf(ports: number[]): Promise<Socket | undefined> {
	for (const port of ports) {
		const socket = await connected(port);
		if (socket) return socket;
	}
	return undefined;
}

function connected(port: number): Promise<Socket | undefined> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => resolve(socket)).once('error', () => resolve(undefined));
	});
}
