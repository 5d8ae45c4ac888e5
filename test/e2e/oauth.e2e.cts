import assert from 'node:assert/strict';
import { connectSandbox, importDemo, runDemo } from '../../dev/n8n/demo.cts';
import { startHost, type Sandbox } from '../../dev/n8n/host.cts';
import type { Suite } from './suite.cts';

export const run: Suite = async (step, teardown) => {
	const host = await startHost({ step, teardown });
	const { api, sandbox } = host;

	const credential = await step('A credential connects through the OAuth flow', () =>
		connectSandbox(host),
	);
	await step("n8n's credential test reaches Clio", async () => {
		const answer = await api.testCredential(credential.id);
		assert.equal(answer.status, 'OK', answer.message);
	});
	const demo = await importDemo(api, credential);
	await step('The demo runs', () => runDemo(host, demo));

	await step('It runs again with expired access tokens, through a refresh', async () => {
		sandbox.expireTokens();
		const before = refreshes(sandbox);
		await runDemo(host, demo);
		assert.equal(refreshes(sandbox) - before, 1, 'one refresh serves the whole run');
	});
	await step('The refresh token is kept: a second expiry is survived as well', async () => {
		sandbox.expireTokens();
		const before = refreshes(sandbox);
		await runDemo(host, demo);
		assert.equal(refreshes(sandbox) - before, 1);
	});
};

function refreshes(sandbox: Sandbox): number {
	return sandbox.requests.filter(({ method, path }) => method === 'POST' && path === '/oauth/token')
		.length;
}
