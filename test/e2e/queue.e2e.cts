import assert from 'node:assert/strict';
import { connectSandbox } from '../../dev/n8n/demo.cts';
import { startQueueHost } from '../../dev/n8n/queue/queue-host.cts';
import { until } from '../../dev/n8n/until.cts';
import { Published, requireEach } from './published.cts';
import type { Suite } from './run.cts';

/** The regular check comes every ten minutes, and here by the machine's own clock. */
const UNTIL_CHECKED_MS = 12 * 60_000;

/** Activation, deliveries and executions in three processes that share nothing but a database. */
export const run: Suite = async (step, teardown) => {
	const host = await startQueueHost({ step, teardown });
	const { sandbox, main, webhook, worker } = host;
	const credential = await connectSandbox(host);

	const matters = await step('Published: the handshake is answered by the webhook process', () =>
		Published.start(host, credential),
	);
	await matters.webhook();
	await step('200 deliveries, each exactly one execution', async () => {
		sandbox.change('matters', {}, { count: 200 });
		await sandbox.webhooks.settled();
		requireEach(await matters.arrived(200), 200);
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
		const what = 'Another webhook is enabled';
		await until(
			() => matters.webhooks().some((each) => each.id !== id && each.status === 'enabled'),
			{ what, withinMs: UNTIL_CHECKED_MS, everyMs: 1_000 },
		);
		const items = await matters.arrived(4); // the failed execution that tells of it is one more
		requireEach(items, 3, 'id');
		sandbox.change('matters', {}, { count: 3 });
		requireEach(await matters.arrived(3), 3);
	});
	await step('Deactivated, it leaves no webhook', async () => {
		await matters.deactivate();
		assert.deepEqual(matters.webhooks(), []);
	});
};
