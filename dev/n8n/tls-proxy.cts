import { connect, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import { generate } from 'selfsigned';

export interface TlsProxy {
	url: string;
	certificate: string;
	close(): Promise<void>;
}

/**
 * Clio delivers webhooks to https addresses only. This puts TLS in front of n8n, so that webhooks
 * come in on https while the editor stays on plain http, which browsers accept on 127.0.0.1.
 */
export async function startTlsProxy(port: number, target: number): Promise<TlsProxy> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
		extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
	});
	const open = new Set<Socket>();
	const server = createServer({ key, cert }, (outside) => {
		const inside = connect(target, '127.0.0.1');
		for (const [socket, other] of [
			[outside, inside],
			[inside, outside],
		]) {
			open.add(socket);
			socket.on('error', () => other.destroy()); // n8n restarting, or a client that hung up
			socket.on('close', () => open.delete(socket));
		}
		outside.pipe(inside).pipe(outside);
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
				for (const socket of open) socket.destroy();
				server.close(() => resolve());
			}),
	};
}
