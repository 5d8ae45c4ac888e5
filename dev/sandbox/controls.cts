import type { FastifyInstance } from 'fastify';
import { badRequest, notFound } from './errors.cts';
import { select } from './fields.cts';
import { done, faultIn, limitsIn, rewriteIn, type Body } from './over-http.cts';
import { platformRoutes } from './platform/routes.cts';
import { render } from './render.cts';
import { findResource } from './resources/index.cts';
import type { Sandbox } from './server.cts';
import { storageRoutes } from './storage/routes.cts';
import { webhookRoutes } from './webhooks/routes.cts';
import { actionRoutes } from './web/actions.cts';
import { overview } from './web/overview.cts';
import { World } from './world.cts';

/** The handles of the sandbox over HTTP, for tests that run in another process. */
export function controlRoutes(server: FastifyInstance, sandbox: Sandbox): void {
	server.get('/sandbox/overview', () => overview(sandbox));
	server.get('/sandbox/requests', () => sandbox.requests);
	server.delete('/sandbox/requests', () => {
		sandbox.requests.length = 0;
		return { requests: 0 };
	});
	server.post('/sandbox/token', () => sandbox.issueToken());
	server.post('/sandbox/expire-tokens', () => done(sandbox.expireTokens()));
	server.post('/sandbox/revoke-tokens', () => done(sandbox.revokeTokens()));
	server.post('/sandbox/rate-limit', ({ body }) => {
		const { limit, windowSeconds = 60, begin } = (body ?? {}) as Body;
		if (typeof limit !== 'number') throw badRequest('limit is missing');
		return done(sandbox.setRateLimit(limit, windowSeconds, begin));
	});
	server.post('/sandbox/rewrite-limits', ({ body }) => done(sandbox.rewriteLimits(limitsIn(body))));
	/** {"count": 10} */
	server.post('/sandbox/spend', ({ body }) =>
		done(sandbox.spend((body as Body | null)?.count ?? 1)),
	);
	server.post('/sandbox/withhold', ({ body }) =>
		done(sandbox.withhold(...((body as { permissions?: string[] } | null)?.permissions ?? []))),
	);
	server.post('/sandbox/fail', ({ body }) => done(sandbox.fail(faultIn(body))));
	server.delete('/sandbox/fail', () => done(sandbox.clearFaults()));
	server.post('/sandbox/rewrite-next', ({ body }) => done(sandbox.rewriteNext(rewriteIn(body))));
	webhookRoutes(server, sandbox);
	storageRoutes(server, sandbox);
	platformRoutes(server, sandbox.platform);
	actionRoutes(server, sandbox);
	/** Records as the API shows them, with all their fields or those asked for; any stored value filters. */
	server.get('/sandbox/records/*', (request) => {
		const resource = findResource((request.params as { '*': string })['*']);
		if (!resource) throw notFound('No such resource');
		const { fields, ...wanted } = request.query as Record<string, string>;
		const world = new World(sandbox.store, sandbox.now, sandbox.store.all('users')[0]);
		const everything = [...new Set([...resource.fields, ...Object.keys(resource.nested ?? {})])];
		const selection = select(resource, fields ?? everything.join(','));
		return (resource.rows?.(world) ?? sandbox.store.all(resource.path))
			.filter((row) => Object.entries(wanted).every(([key, value]) => `${row[key]}` === value))
			.map((row) => render(resource, row, selection, world));
	});
}
