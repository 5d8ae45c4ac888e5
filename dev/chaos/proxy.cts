import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Chance, type Rates } from './chance.cts';
import { Exchange, readAll, type Deed } from './exchange.cts';
import { burst, faults, isBurst, type Fault } from './faults.cts';

/** Stands between n8n and a Clio, and lets a stated share of the requests come to grief. */
export class ChaosProxy {
	/** All requests in order, and what was done to them. */
	readonly deeds: Deed[] = [];
	private chance = new Chance(0, {});
	private again: Fault[] = [];
	private readonly server: Server;

	private constructor(
		private readonly behind: URL,
		private readonly now: () => number,
	) {
		this.server = createServer((request, response) => {
			// A caller that hangs up while it is read is gone, and so is its request.
			this.meet(request, response).catch(() => request.socket.destroy());
		});
		this.server.requestTimeout = 0;
		// As Clio itself: a caller that comes back to its connection finds it open.
		this.server.keepAliveTimeout = 72_000;
	}

	/**
	 * On any free port of this machine unless told.
	 * @param now the time where it leads to, which its own answers say as well
	 */
	static async start(behind: string, port = 0, now = () => Date.now()): Promise<ChaosProxy> {
		const proxy = new ChaosProxy(new URL(behind), now);
		await new Promise<void>((resolve, reject) => {
			proxy.server.once('error', reject).listen(port, '127.0.0.1', resolve);
		});
		return proxy;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** From now on; without rates all passes. */
	rage(seed: number, rates: Rates): void {
		this.chance = new Chance(seed, rates);
		this.again = [];
	}

	calm(): void {
		this.rage(0, {});
	}

	async close(): Promise<void> {
		const closed = new Promise((resolve) => this.server.close(resolve));
		this.server.closeAllConnections();
		await closed;
	}

	private async meet(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { method = '', url = '' } = request;
		const [path] = url.split('?');
		const began = performance.now();
		const fault = this.faultFor(method, path);
		const deed: Deed = { method, path, fault, passed: false, status: 0 };
		this.deeds.push(deed);
		response.once('close', () => (deed.ms = performance.now() - began));
		const { behind, now } = this;
		const body = await readAll(request);
		const exchange = new Exchange(deed, request, response, body, behind, now());
		if (fault) await faults[fault](exchange);
		else exchange.answer(await exchange.pass());
	}

	private faultFor(method: string, path: string): Fault | undefined {
		const next = this.again.pop();
		if (next) return next;
		const drawn = this.chance.draw(method, path);
		if (drawn && isBurst(drawn)) this.again = Array.from({ length: burst }, () => drawn);
		return drawn;
	}
}

/** How many requests met which fault, most frequent first. */
export function tally(deeds: Deed[]): Array<[fault: Fault, count: number]> {
	const counts = new Map<Fault, number>();
	for (const { fault } of deeds) if (fault) counts.set(fault, (counts.get(fault) ?? 0) + 1);
	return [...counts].sort(([, a], [, b]) => b - a);
}
