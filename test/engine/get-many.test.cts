import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { runClio } from './engine.cts';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ matters: 450 });
});
afterAll(async () => sandbox.close());
beforeEach(() => (sandbox.requests.length = 0));

test('Return All follows the cursor: every matter once, in pages of 200', async () => {
	const { json, error } = await runClio({
		sandbox,
		parameters: { resource: 'matter', operation: 'getAll', returnAll: true },
	});
	expect(error).toBeUndefined();
	expect(json).toHaveLength(450);
	expect(new Set(json.map(({ id }) => id)).size).toBe(450);
	expect(sandbox.requests).toHaveLength(3);
	console.log(json[0]);
});
