/**
 * A process of its own, started with --expose-gc: what is alive while Get Many reads a list, pages, names and
 * output together, against what it gives in the end. Prints both in bytes. Argument: the firm to read.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { Sandbox } from '../../dev/sandbox/server.cts';
import { runClio } from './engine.cts';

const firm = JSON.parse(process.argv[2]) as Pick<Sandbox, 'url' | 'clientId' | 'clientSecret'> & {
	token: object;
};
const sandbox = { ...firm, issueToken: () => firm.token } as unknown as Sandbox;

const everyFew = 10;

/** What only waits to be finalised goes at the second time. */
function alive(): number {
	global.gc!();
	global.gc!();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

const list = (parameters: object) =>
	runClio({ sandbox, parameters: { resource: 'matter', operation: 'getAll', ...parameters } });

async function main(): Promise<void> {
	// What is loaded once and stays.
	await list({ returnAll: false, limit: 400 });
	const before = alive();
	let most = 0;
	let requests = 0;
	subscribe('http.client.request.start', () => {
		if (requests++ % everyFew === 0) most = Math.max(most, alive());
	});
	const { items } = await list({ returnAll: true });
	const kept = alive() - before;
	console.log(JSON.stringify({ count: items.length, requests, most: most - before, kept }));
	process.exit();
}

void main();
