import assert from 'node:assert/strict';
import { until } from '../../dev/n8n/until.cts';
import type { At } from './browser-connecting.cts';

/** Clio Trigger, from a test event to a published workflow and back. */
export async function trigger({ host, editor, step }: At): Promise<void> {
	const { sandbox } = host;
	const webhooks = () => sandbox.webhooks.list();
	const enabled = () => webhooks().length === 1 && webhooks()[0].status === 'enabled';

	await step('Clio Trigger listens, and a change in Clio shows up in the editor', async () => {
		await editor.emptyCanvas();
		const node = await editor.startWith('Clio', 'On matter updated');
		await node.start();
		await until(enabled, { what: 'Clio knows the webhook of the test' });
		const [matter] = sandbox.change('matters', { description: 'Fence, and a gate' });
		await node.output.getByText('1 item', { exact: true }).waitFor();
		await node.showAs('Schema');
		await node.output.getByText(matter.display_number, { exact: true }).waitFor();
		await node.output.getByText('Fence, and a gate', { exact: true }).waitFor();
		await until(() => webhooks().length === 0, { what: 'The webhook of the test is gone' });
		await node.close();
	});
	await step('Published, it has a webhook at Clio', async () => {
		assert.match(await editor.publish(), /Clio now calls this workflow/);
		await until(enabled, { what: 'Clio knows the webhook' });
	});
	await step('A change in Clio starts an execution, which the editor lists', async () => {
		sandbox.change('matters', { description: 'Fence, gate and hedge' });
		const [{ id, mode }] = await host.api.waitForExecutions(editor.workflowId, 2);
		assert.equal(mode, 'webhook');
		const list = await editor.executions();
		assert.equal(await list.getByText(/^Succeeded/).count(), 2, 'that of the test and this one');
		const [item] = await host.api.nodeOutput(id, 'Clio Trigger');
		assert.equal(item.json.description, 'Fence, gate and hedge');
	});
	await step('Unpublished, the webhook is gone', async () => {
		await editor.backToCanvas();
		await editor.unpublish();
		await until(() => webhooks().length === 0, { what: 'No webhook is left at Clio' });
	});
}
