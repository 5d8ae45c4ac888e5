import type { AxiosInstance } from 'axios';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../dev/sandbox/server.cts';
import { appOf } from './sandbox-client.cts';

/** The sandbox of the test that runs, and its API as an app calls it: a new one for every test. */
export let sandbox: Sandbox;
export let api: AxiosInstance;

export async function restart(options: SandboxOptions = {}) {
	await sandbox?.close();
	sandbox = await startSandbox(options);
	api = appOf(sandbox);
}

beforeEach(() => restart({ matters: 30 }));
afterAll(() => sandbox.close());

export const firstId = async (path: string): Promise<number> =>
	(await api.get(path)).data.data[0].id;

export const post = (path: string, data: object, fields = 'id') =>
	api.post(path, { data }, { params: { fields } });

export const patch = (path: string, data: object, fields = 'id') =>
	api.patch(path, { data }, { params: { fields } });

export const fieldsOf = async (path: string, fields: string) =>
	(await api.get(path, { params: { fields } })).data.data;
