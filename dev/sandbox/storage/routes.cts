import type { FastifyInstance } from 'fastify';
import { badRequest } from '../errors.cts';
import { done, faultIn, type Body } from '../over-http.cts';
import type { Sandbox } from '../server.cts';

/** Storage and what is made in the background, for tests that run in another process. */
export function storageRoutes(server: FastifyInstance, { storage, outcome }: Sandbox): void {
	server.get('/sandbox/storage', () => ({ url: storage.url }));
	server.get('/sandbox/storage/requests', () => storage.requests);
	server.delete('/sandbox/storage/requests', () => {
		storage.requests.length = 0;
		return { requests: 0 };
	});
	server.post('/sandbox/storage/fail', ({ body }) => done(storage.fail(faultIn(body))));
	server.delete('/sandbox/storage/fail', () => done(storage.clearFaults()));
	/** {"ms": …} */
	server.post('/sandbox/storage/good-for', ({ body }) => {
		const { ms } = (body ?? {}) as Body;
		if (typeof ms !== 'number') throw badRequest('ms is missing');
		return done(storage.goodFor(ms));
	});
	/** {"bytesPerSecond": …}; without it as fast as the machine. */
	server.post('/sandbox/storage/speed', ({ body }) => {
		const { bytesPerSecond = Infinity } = (body ?? {}) as Body;
		return done(storage.speed(bytesPerSecond));
	});
	/** {"pattern": "^http:", "replacement": "ftp:"}; without a pattern no longer. */
	server.post('/sandbox/storage/rewrite', ({ body }) => {
		const { pattern, replacement = '' } = (body ?? {}) as Body;
		const rewrite = (address: string) => address.replace(new RegExp(pattern), replacement);
		return done(storage.rewrite(pattern === undefined ? undefined : rewrite));
	});
	/** The SHA-256 of what is in a document; `?version=` for another version than its latest. */
	server.get('/sandbox/documents/:id/digest', async ({ params, query }) => {
		const { id } = params as { id: string };
		const { version } = query as { version?: string };
		const versionId = version === undefined ? undefined : Number(version);
		return { digest: await storage.digest(Number(id), versionId) };
	});
	/** {"resource": "reports", "outcome": "failed"}; without an outcome all goes well again. */
	server.post('/sandbox/outcome', ({ body }) => {
		const { resource, outcome: wanted } = (body ?? {}) as Body;
		return done(outcome(resource, wanted ?? undefined));
	});
}
