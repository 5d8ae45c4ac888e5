import type { FastifyInstance } from 'fastify';
import { badRequest } from '../errors.cts';
import { changed, done, faultIn, rewriteIn, type Body } from '../over-http.cts';
import type { Platform } from './platform.cts';

/** What can be set; the names are those of the handles. */
const SETTINGS = ['pkce', 'withheldAnswer', 'limitedAnswer', 'authHost'] as const;

/** Clio Grow's handles over HTTP, for tests that run in another process. */
export function platformRoutes(server: FastifyInstance, platform: Platform): void {
	const look = () => {
		const { url, clientId, clientSecret, inboxLeadToken } = platform;
		const settings = SETTINGS.map((name) => [name, platform[name]]);
		return { url, clientId, clientSecret, inboxLeadToken, ...Object.fromEntries(settings) };
	};
	server.get('/sandbox/platform', look);
	server.post('/sandbox/platform', ({ body }) => {
		for (const [name, value] of Object.entries((body ?? {}) as Body)) {
			if (!(SETTINGS as readonly string[]).includes(name)) throw badRequest(`No setting ${name}`);
			Object.assign(platform, { [name]: value });
		}
		return look();
	});
	server.get('/sandbox/platform/requests', () => platform.requests);
	server.delete('/sandbox/platform/requests', () => {
		platform.requests.length = 0;
		return { requests: 0 };
	});
	server.get('/sandbox/platform/token-requests', () => platform.tokenRequests);
	/** {"scopes": […]}; without them all. */
	server.post('/sandbox/platform/token', ({ body }) => platform.issueToken(...scopesIn(body)));
	server.post('/sandbox/platform/expire-tokens', () => done(platform.expireTokens()));
	server.post('/sandbox/platform/revoke-tokens', () => done(platform.revokeTokens()));
	server.post('/sandbox/platform/withhold', ({ body }) =>
		done(platform.withhold(...scopesIn(body))),
	);
	/** {"perSecond": 3} */
	server.post('/sandbox/platform/rate-limit', ({ body }) => {
		const { perSecond } = (body ?? {}) as Body;
		if (typeof perSecond !== 'number') throw badRequest('perSecond is missing');
		return done(platform.setRateLimit(perSecond));
	});
	server.post('/sandbox/platform/fail', ({ body }) => done(platform.fail(faultIn(body))));
	server.delete('/sandbox/platform/fail', () => done(platform.clearFaults()));
	server.post('/sandbox/platform/rewrite-next', ({ body }) =>
		done(platform.rewriteNext(rewriteIn(body))),
	);
	server.post('/sandbox/platform/change', ({ body }) => changed(body, platform));
	/** {"id": …, "data": {…}}: the matter that the lead becomes. */
	server.post('/sandbox/platform/accept-lead', ({ body }) => {
		const { id, data } = (body ?? {}) as Body;
		return { matter: platform.acceptLead(id, data).id };
	});
	/** As they are stored. */
	server.get('/sandbox/platform/records/:table', ({ params }) =>
		platform.store.all((params as { table: string }).table),
	);
}

const scopesIn = (body: unknown): string[] => (body as Body | null)?.scopes ?? [];
