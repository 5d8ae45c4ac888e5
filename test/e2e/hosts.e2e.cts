import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { DAY, HOUR } from '../../dev/n8n/clock/advance.cts';
import { startHost, type Host } from '../../dev/n8n/host.cts';
import type { NewWorkflow } from '../../dev/n8n/n8n-types.cts';
import { makeNothingPackage, NOTHING } from '../../dev/n8n/nothing-package.cts';
import { startSecondHost } from '../../dev/n8n/second-host.cts';
import { until } from '../../dev/n8n/until.cts';
import type { Suite } from './suite.cts';
import { oneNode, post, webhookPath } from './workflows.cts';

/** What the other suites rely on, shown with nodes that are not this package's. */
export const run: Suite = async (step, teardown) => {
	const packages = [makeNothingPackage(teardown)];
	const host = await startHost({ step, teardown, packages, movableClock: true });
	const { api, n8n } = host;
	const nothing = await api.importWorkflow(oneNode('Nothing', NOTHING));
	await api.activate(nothing.id);
	const send = (to = host.webhookUrl) => post(`${to}webhook/${webhookPath(nothing)}`, { hello: 1 });

	await step('250 deliveries through the https address are 250 executions', async () => {
		for (let sent = 0; sent < 250; sent += 10) {
			const answers = await Promise.all(Array.from({ length: 10 }, () => send()));
			assert.deepEqual([...new Set(answers)], [200]);
		}
		const executions = await api.waitForExecutions(nothing.id, 250);
		assert.ok(executions.every(({ mode, status }) => mode === 'webhook' && status === 'success'));
	});

	await step('A test event is listened for, and no longer', async () => {
		const path = `${host.webhookUrl}webhook-test/${webhookPath(nothing)}`;
		await api.listen(nothing.id, 'Nothing');
		assert.equal(await post(path, {}), 200);
		await api.waitForExecutions(nothing.id, 251);
		await api.listen(nothing.id, 'Nothing');
		await api.stopListening(nothing.id);
		// n8n answers before it has done so.
		const what = 'Nobody listens';
		await until(async () => (await post(path, {})) === 404, { what, withinMs: 5_000 });
	});

	await step('A renamed node, a copy, a restored backup and a deletion', () => editing(host));

	await step('n8n is killed, answers 502 meanwhile, and comes back', async () => {
		const count = (await api.executions(nothing.id)).length;
		await n8n.kill();
		assert.equal(await send(), 502);
		await n8n.start();
		assert.equal(await send(), 200);
		await api.waitForExecutions(nothing.id, count + 1);
	});

	await step('A second host starts from a backup at another address', async () => {
		const count = (await api.executions(nothing.id)).length;
		const second = await startSecondHost(host, { teardown });
		assert.equal(await send(second.webhookUrl), 200);
		await second.api.waitForExecutions(nothing.id, count + 1);
		await second.stop();
		await api.waitForExecutions(nothing.id, count);
	});

	await step('A month passes by the clock of n8n and Clio', () => aMonth(host));
};

async function editing({ api }: Host): Promise<void> {
	const { id } = await api.importWorkflow(oneNode('Before', NOTHING));
	const backup = await api.backUpWorkflow(id);
	await api.renameNode(id, 'Before', 'After');
	assert.equal((await api.workflow(id)).nodes[0].name, 'After');
	await api.activate(id);
	await api.restoreWorkflow({ ...backup, staticData: { 'node:Before': { kept: 1 } } });
	const restored = await api.backUpWorkflow(id);
	assert.equal(restored.nodes[0].name, 'Before');
	assert.deepEqual(restored.staticData, { 'node:Before': { kept: 1 } });

	const copy = await api.copyWorkflow(id, randomUUID);
	assert.notEqual(webhookPath(copy), webhookPath(restored));
	for (const each of [id, copy.id]) await api.deleteWorkflow(each);
	await assert.rejects(api.workflow(id));
}

async function aMonth(host: Host): Promise<void> {
	const { api, n8n, sandbox } = host;
	const everyTenMinutes = {
		rule: { interval: [{ field: 'minutes', minutesInterval: 10 }] },
	};
	const workflow = oneNode('Every 10 minutes', 'n8n-nodes-base.scheduleTrigger', everyTenMinutes);
	const { id } = await api.importWorkflow(workflow as NewWorkflow);
	await api.activate(id);
	const from = sandbox.now();
	await host.advance(27 * DAY);
	await api.waitForExecutions(id, 27 * 4); // one in each step
	await host.advance(HOUR, HOUR / 6);
	await api.waitForExecutions(id, 27 * 4 + 6); // and with steps as short, each
	await n8n.stop();
	await host.advance(2 * DAY);
	await n8n.start();
	await host.advance(DAY - HOUR);
	const executions = await api.waitForExecutions(id, 27 * 4 + 6 + 4);
	const last = Date.parse(executions[0].startedAt!);
	assert.ok(Math.abs(last - sandbox.now()) < 60_000, 'n8n and Clio have the same time');
	assert.ok(last - from > 29.9 * DAY);
	await api.deactivate(id);
}
