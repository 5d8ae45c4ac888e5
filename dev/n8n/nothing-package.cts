import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Teardown } from './teardown.cts';
import { makeTemporary } from './temp-folder.cts';

export const NOTHING = 'n8n-nodes-nothing.nothingTrigger';

const MANIFEST = {
	name: 'n8n-nodes-nothing',
	version: '1.0.0',
	description: 'A trigger that does nothing but begin an execution',
	keywords: ['n8n-community-node-package'],
	n8n: { n8nNodesApiVersion: 1, nodes: ['NothingTrigger.node.js'] },
};

/** The least a community node can do with a delivery: no other can be faster. */
const NODE = `
class NothingTrigger {
	description = {
		displayName: 'Nothing Trigger',
		name: 'nothingTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Begins an execution',
		defaults: { name: 'Nothing Trigger' },
		inputs: [],
		outputs: ['main'],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'webhook',
			},
		],
		properties: [],
	};
	async webhook() {
		return { workflowData: [[{ json: this.getBodyData() }]] };
	}
}
exports.NothingTrigger = NothingTrigger;
`;

/** A community package in a folder of its own, to be installed beside this one. */
export function makeNothingPackage(teardown: Teardown): string {
	const folder = join(tmpdir(), `n8n-nodes-nothing-${randomBytes(4).toString('hex')}`);
	makeTemporary(folder, teardown);
	writeFileSync(join(folder, 'package.json'), JSON.stringify(MANIFEST));
	writeFileSync(join(folder, 'NothingTrigger.node.js'), NODE);
	return folder;
}
