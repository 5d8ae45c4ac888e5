import { randomBytes } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectSandbox } from '../../dev/n8n/demo.cts';
import { startHost, type Host, type HostOptions } from '../../dev/n8n/host.cts';
import type { Credential, NewWorkflow } from '../../dev/n8n/n8n-types.cts';
import type { Step } from '../../dev/n8n/step.cts';
import type { Teardown } from '../../dev/n8n/teardown.cts';
import { makeTemporary } from '../../dev/n8n/temp-folder.cts';
import { node } from './workflows.cts';

type Node = NewWorkflow['nodes'][number];

export interface FileHost extends Host {
	/** Where n8n may read files; n8n follows no links to get there. */
	folder: string;
	credential: Credential;
	/** A Clio node with a credential that is connected. */
	clio(name: string, parameters: Record<string, unknown>): Node;
	/** n8n's own node that reads a file from disk into `data`. */
	read(name: string, path: string): Node;
}

/** An n8n that keeps files on disk, as most do that handle large ones, with Clio connected. */
export async function startFileHost(
	step: Step,
	teardown: Teardown,
	more: HostOptions = {},
): Promise<FileHost> {
	const folder = join(realpathSync(tmpdir()), `n8n-nodes-clio-${randomBytes(4).toString('hex')}`);
	makeTemporary(folder, teardown);
	const env = {
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		N8N_RESTRICT_FILE_ACCESS_TO: folder,
	};
	const host = await startHost({ ...more, step, teardown, env });
	const credential = await step('Clio is connected', () => connectSandbox(host));
	return {
		...host,
		folder,
		credential,
		clio: (name, parameters) => node(name, 'n8n-nodes-clio.clio', parameters, credential),
		read: (name, path) =>
			node(name, 'n8n-nodes-base.readWriteFile', { operation: 'read', fileSelector: path }),
	};
}

/** A record chosen by its id; with an expression for it, by that. */
export const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });
