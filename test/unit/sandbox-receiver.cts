import { createServer, type Server } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

interface Received {
	path: string;
	headers: IncomingHttpHeaders;
	raw: string;
	body: any;
}

/** An https server with a certificate of its own, which answers as it is told. */
export class Receiver {
	received: Received[] = [];
	/** What to answer to each request; undefined: nothing at all. */
	answer: (request: Received) => number | undefined = () => 200;
	echo: (secret: string) => string = (secret) => secret;
	url = '';
	ca = '';
	private server!: Server;

	async start(): Promise<void> {
		const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
		this.ca = cert;
		this.server = createServer({ key, cert }, (request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk) => chunks.push(chunk));
			request.on('end', () => {
				const raw = Buffer.concat(chunks).toString();
				const { url: path = '', headers } = request;
				const received = { path, headers, raw, body: JSON.parse(raw) };
				this.received.push(received);
				const status = this.answer(received);
				if (status === undefined) return;
				const secret = headers['x-hook-secret'];
				if (secret) response.setHeader('x-hook-secret', this.echo(String(secret)));
				response.writeHead(status).end();
			});
		});
		await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
		this.url = `https://localhost:${(this.server.address() as AddressInfo).port}/hook`;
	}

	reset(): void {
		this.received = [];
		this.answer = () => 200;
		this.echo = (secret) => secret;
	}

	get deliveries(): Received[] {
		return this.received.filter(({ headers }) => !headers['x-hook-secret']);
	}

	get events(): string[] {
		return this.deliveries.map(({ body }) => body.meta.event);
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((done) => this.server.close(done));
	}
}
