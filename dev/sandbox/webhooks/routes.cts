import type { FastifyInstance } from 'fastify';
import { badRequest, notFound } from '../errors.cts';
import { changed, type Body } from '../over-http.cts';
import type { Sandbox } from '../server.cts';
import type { WebhookControls } from './controls.cts';

/** What can be done to one webhook: POST /sandbox/webhooks/{id}/{name}. */
const actions: Record<string, (webhooks: WebhookControls, id: number, body: Body) => unknown> = {
	suspend: (webhooks, id) => webhooks.suspend(id),
	pend: (webhooks, id) => webhooks.pend(id),
	enable: (webhooks, id) => webhooks.enable(id),
	expire: (webhooks, id) => webhooks.expire(id),
	delete: (webhooks, id) => webhooks.remove(id),
	'change-secret': (webhooks, id) => ({ shared_secret: webhooks.changeSecret(id) }),
	handshake: (webhooks, id) => webhooks.handshake(id),
	forge: (webhooks, id, body) => webhooks.forge(id, body),
};

/** Webhooks, deliveries, the clock and changes, for tests that run in another process. */
export function webhookRoutes(server: FastifyInstance, sandbox: Sandbox): void {
	const { webhooks } = sandbox;
	/** With their secrets. */
	server.get('/sandbox/webhooks', () => webhooks.list());
	server.get('/sandbox/webhooks/options', () => webhooks.options);
	server.post('/sandbox/webhooks/options', ({ body }) => {
		webhooks.set((body ?? {}) as Body);
		return webhooks.options;
	});
	server.post('/sandbox/webhooks/:id/:action', async ({ params, body }) => {
		const { id, action } = params as { id: string; action: string };
		if (!Object.hasOwn(actions, action)) throw notFound(`No such action: ${action}`);
		return (await actions[action](webhooks, Number(id), (body ?? {}) as Body)) ?? { ok: true };
	});
	server.get('/sandbox/deliveries', () => sandbox.deliveries);
	server.delete('/sandbox/deliveries', () => {
		sandbox.deliveries.length = 0;
		return { deliveries: 0 };
	});
	/** {"ms": …}; answered when all that fell due has been sent. */
	server.post('/sandbox/advance', async ({ body }) => {
		const { ms } = (body ?? {}) as { ms?: unknown };
		if (typeof ms !== 'number' || !(ms >= 0)) throw badRequest('ms is missing');
		await sandbox.advance(ms);
		return { now: new Date(sandbox.now()).toISOString() };
	});
	server.post('/sandbox/change', ({ body }) => changed(body, sandbox));
}
