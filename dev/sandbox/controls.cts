import type { FastifyInstance } from 'fastify';
import { badRequest, notFound } from './errors.cts';
import { select } from './fields.cts';
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
		const { limit, windowSeconds = 60 } = (body ?? {}) as {
			limit?: number;
			windowSeconds?: number;
		};
		if (typeof limit !== 'number') throw badRequest('limit is missing');
		return done(sandbox.setRateLimit(limit, windowSeconds));
	});
	server.post('/sandbox/withhold', ({ body }) =>
		done(sandbox.withhold(...((body as { permissions?: string[] } | null)?.permissions ?? []))),
	);
	/** Like fail(); a pattern comes as `pathPattern`, since JSON has no regular expressions. */
	server.post('/sandbox/fail', ({ body }) => {
		const { pathPattern, ...fault } = (body ?? {}) as Record<string, any>;
		const path = pathPattern === undefined ? fault.path : new RegExp(pathPattern);
		return done(sandbox.fail({ ...fault, path }));
	});
	server.delete('/sandbox/fail', () => done(sandbox.clearFaults()));
	/** Links are sent to another origin: {"origin": "http://…"}; without one no longer. */
	server.post('/sandbox/rewrite-next', ({ body }) => {
		const { origin } = (body ?? {}) as { origin?: string };
		const rewrite = (next: string) => next.replace(new URL(next).origin, origin!);
		return done(sandbox.rewriteNext(origin ? rewrite : undefined));
	});
	webhookRoutes(server, sandbox);
	storageRoutes(server, sandbox);
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

const done = (_result: unknown) => ({ ok: true });
