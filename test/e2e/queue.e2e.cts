import assert from 'node:assert/strict';
import { connectSandbox } from '../../dev/n8n/demo.cts';
import { startQueueHost } from '../../dev/n8n/queue/queue-host.cts';
import { Published, requireEach } from './published.cts';
import type { Suite } from './suite.cts';

const MINUTE = 60_000;

/** Activation, deliveries and executions in three processes that share nothing but a database. */
export const run: Suite = async (step, teardown) => {
	const host = await startQueueHost({ step, teardown, movableClock: true });
	const { sandbox, main, webhook, worker } = host;
	const credential = await connectSandbox(host);

	const matters = await step('Published: the handshake is answered by the webhook process', () =>
		Published.start(host, credential),
	);
	await matters.looked();
	await step('200 deliveries, each exactly one execution', async () => {
		sandbox.change('matters', {}, { count: 200 });
		await sandbox.webhooks.settled();
		await matters.exactly(200);
	});
	await step('n8n restarts, all of it, while 20 matters change: each one execution', async () => {
		for (const each of [main, webhook, worker]) await each.stop();
		sandbox.change('matters', {}, { count: 20 });
		await sandbox.webhooks.settled();
		for (const each of [worker, webhook, main]) await each.start();
		requireEach(await matters.arrived(20), 20, 'id');
	});
	await step('Suspended by Clio, it is replaced, and what was missed is recovered', async () => {
		const { id } = await matters.webhook();
		sandbox.webhooks.suspend(id);
		sandbox.change('matters', {}, { count: 3 });
		await host.advance(11 * MINUTE, MINUTE); // the regular check comes every ten
		assert.notEqual((await matters.webhook()).id, id);
		const items = await matters.arrived(4); // the failed execution that tells of it is one more
		requireEach(items, 3, 'id');
		sandbox.change('matters', {}, { count: 3 });
		await matters.exactly(3);
	});
	await step('What changes right after publishing is one execution each as well', async () => {
		await matters.deactivate();
		await matters.activate();
		await matters.webhook();
		sandbox.change('matters', {}, { count: 20 });
		await sandbox.webhooks.settled();
		await matters.exactly(20);
	});
	await step('Deactivated, it leaves no webhook', async () => {
		await matters.deactivate();
		assert.deepEqual(matters.webhooks(), []);
	});
};
