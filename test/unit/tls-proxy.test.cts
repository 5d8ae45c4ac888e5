import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { someFreePorts } from '../../dev/n8n/ports.cts';
import { startTlsProxy, type TlsProxy } from '../../dev/n8n/tls-proxy.cts';
import { post } from '../e2e/workflows.cts';

/** Who took a call. */
let took: string[];
let servers: Server[];
let ports: number[];
let proxy: TlsProxy;

beforeEach(async () => {
	took = [];
	servers = ['one', 'other'].map(listener);
	await Promise.all(servers.map((server) => new Promise((done) => server.once('listening', done))));
	ports = servers.map((server) => (server.address() as AddressInfo).port);
	const [port] = await someFreePorts(1);
	proxy = await startTlsProxy(port, () => ports);
});

afterEach(async () => {
	await proxy.close();
	for (const server of servers) server.close();
});

function listener(name: string): Server {
	return createServer((request, response) => {
		took.push(name);
		request.resume().on('end', () => response.writeHead(200).end());
	}).listen(0, '127.0.0.1');
}

const call = () => post(proxy.url, { some: 'words' });

test('those that share a path take turns', async () => {
	for (const _ of [1, 2, 3, 4]) expect(await call()).toBe(200);
	expect(took).toEqual(['one', 'other', 'one', 'other']);
});

test('one that refuses the connection is passed over', async () => {
	await new Promise((done) => servers[0].close(done));
	for (const _ of [1, 2]) expect(await call()).toBe(200);
	expect(took).toEqual(['other', 'other']);
});

test('what one has begun to read is given to no other', async () => {
	servers[0].removeAllListeners('request').on('request', (request) => {
		took.push('one, which dies');
		request.once('data', () => request.socket.destroy());
	});
	expect(await call()).toBe(502);
	expect(took).toEqual(['one, which dies']);
});

test('without anybody it answers 502', async () => {
	for (const server of servers) await new Promise((done) => server.close(done));
	expect(await call()).toBe(502);
});
