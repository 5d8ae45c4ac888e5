import { randomUUID } from 'node:crypto';
import http from 'node:http';
import https, { Agent, request } from 'node:https';
import type { Credential, NewWorkflow, Workflow } from '../../dev/n8n/n8n-types.cts';

/** A workflow of one trigger, which for a webhook has a path of its own. */
export function oneNode(
	name: string,
	type: string,
	parameters: Record<string, unknown> = {},
	credential?: Credential,
): NewWorkflow {
	return { name, settings: {}, nodes: [node(name, type, parameters, credential)], connections: {} };
}

export function node(
	name: string,
	type: string,
	parameters: Record<string, unknown> = {},
	credential?: Credential,
): NewWorkflow['nodes'][number] {
	const credentials = credential && {
		[credential.type]: { id: credential.id, name: credential.name },
	};
	return {
		...{ id: randomUUID(), name, type, typeVersion: 1, position: [0, 0] },
		...{ webhookId: randomUUID(), parameters, credentials },
	};
}

/** What other nodes follow: a webhook that answers when they are done. */
export const start = () =>
	node('Start', 'n8n-nodes-base.webhook', {
		...{ httpMethod: 'POST', path: randomUUID() },
		...{ responseMode: 'lastNode', responseData: 'noData' },
	});

/** What follows /webhook/ in the address of a workflow's first node. */
export function webhookPath({ nodes }: Workflow): string {
	return `${nodes[0].webhookId}/webhook`;
}

const agent = new Agent({ rejectUnauthorized: false }); // the proxy signs its own certificate

/** The status that n8n answers to a POST on https. */
export function post(address: string, body: object): Promise<number> {
	return new Promise((resolve, reject) => {
		const headers = { 'content-type': 'application/json' };
		const call = request(address, { method: 'POST', headers, agent }, (answer) => {
			answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
		});
		call.on('error', reject).end(JSON.stringify(body));
	});
}

/** What a link in an e-mail leads to. */
export function get(address: string): Promise<string> {
	const { request: ask } = address.startsWith('https') ? https : http;
	return new Promise((resolve, reject) => {
		const options = address.startsWith('https') ? { agent } : {};
		ask(address, options, (answer) => {
			const parts: Buffer[] = [];
			answer.on('data', (part: Buffer) => parts.push(part));
			answer.on('end', () => resolve(Buffer.concat(parts).toString()));
		})
			.on('error', reject)
			.end();
	});
}

/** Fills in a form of n8n, field by field, and gives what the visitor is answered. */
export async function submit(address: string, values: string[]): Promise<string> {
	const body = new FormData();
	values.forEach((value, index) => body.append(`field-${index}`, value));
	return await (await fetch(address, { method: 'POST', body })).text();
}
