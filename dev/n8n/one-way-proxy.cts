import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Teardown } from './teardown.cts';

/** A proxy that knows the way to one host, which is on this machine, and to no other; gives its address. */
export async function startProxy(host: string, port: number, teardown: Teardown): Promise<string> {
	const proxy = createServer((_request, reply) => void reply.writeHead(502).end());
	proxy.on('connect', ({ url }, from, head) => {
		if (url !== `${host}:443`) return void from.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
		const to = connect(port, '127.0.0.1', () => {
			from.write('HTTP/1.1 200 Connection established\r\n\r\n');
			to.write(head);
			from.pipe(to).pipe(from);
		});
		from.on('error', () => to.destroy()).on('close', () => to.destroy());
		to.on('error', () => from.destroy()).on('close', () => from.destroy());
	});
	teardown.add(() => {
		proxy.closeAllConnections();
		return new Promise((resolve) => proxy.close(resolve));
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}
