import type { AxiosInstance } from 'axios';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../dev/sandbox/server.cts';
import type { WebhookOptions } from '../../dev/sandbox/webhooks/options.cts';
import { appOf } from './sandbox-client.cts';
import { Receiver } from './sandbox-receiver.cts';

/** A sandbox with a receiver that its webhooks call. */

export const DAY = 86_400_000;
const ALL = 'id,shared_secret,status,expires_at,url,model,events,fields,user{id}';

export const receiver = new Receiver();
/** Those of the test that runs. */
export let sandbox: Sandbox;
export let api: AxiosInstance;

export async function restart(webhooks: Partial<WebhookOptions> = {}, more: SandboxOptions = {}) {
	await sandbox?.close();
	receiver.reset();
	sandbox = await startSandbox({
		matters: 20,
		webhooks: { handshake: 'before', concurrency: 1, ...webhooks },
		...more,
	});
	api = appOf(sandbox);
}

export const create = (data: object = {}) =>
	api.post(
		'/webhooks.json',
		{ data: { url: receiver.url, model: 'matter', fields: 'id,etag', ...data } },
		{ params: { fields: ALL } },
	);

/** An enabled webhook. */
export async function subscribe(data: object = {}) {
	const { status, data: answer } = await create(data);
	expect(status).toBe(201);
	expect(sandbox.webhooks.get(answer.data.id).status).toBe('enabled');
	return answer.data as { id: number; shared_secret: string; expires_at: string };
}

export const patch = (id: number, data: object) =>
	api.patch(`/webhooks/${id}.json`, { data }, { params: { fields: ALL } });

export const read = (id: number) => api.get(`/webhooks/${id}.json`, { params: { fields: ALL } });
export const statusOf = async (id: number) => (await read(id)).data.data.status;
export const settled = () => sandbox.webhooks.settled();

beforeAll(() => receiver.start());
afterAll(async () => {
	await sandbox.close();
	await receiver.stop();
});
