import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { TriggerHost } from './trigger-host.cts';
import { until } from './trigger-kit.cts';

describe('Clio Trigger', () => {
	let sandbox: Sandbox;
	let host: TriggerHost;

	beforeAll(async () => {
		sandbox = await startSandbox({ matters: 30, webhooks: { handshake: 50 } });
	});
	afterAll(async () => sandbox.close());
	afterEach(async () => host?.stop());

	it('registers, shakes hands, starts the workflow with the record, and leaves nothing behind', async () => {
		host = await TriggerHost.start({ sandbox, parameters: { triggerOn: 'matterUpdated' } });
		await host.activate();
		const isEnabled = () => sandbox.webhooks.list().some(({ status }) => status === 'enabled');
		await until(isEnabled, 'the handshake');
		expect(sandbox.webhooks.list()).toMatchObject([{ url: host.address, status: 'enabled' }]);

		const [matter] = sandbox.change('matters', { description: 'Changed' });
		const [started] = await host.executions(1);
		expect(started.json).toMatchObject([
			{ id: matter.id, description: 'Changed', event: 'updated' },
		]);

		await host.deactivate();
		expect(sandbox.webhooks.list()).toEqual([]);
		expect(host.thrown).toEqual([]);
	});
});
