import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nApi } from './api.cts';
import type { Host, Sandbox } from './host.cts';
import type { Credential, Execution, NewWorkflow, Workflow, WorkflowNode } from './n8n-types.cts';

const CREDENTIAL_TYPE = 'clioOAuth2Api';
export const PLATFORM_CREDENTIAL_TYPE = 'clioPlatformOAuth2Api';
const INBOX_CREDENTIAL_TYPE = 'clioGrowLeadInboxApi';
const EXAMPLES = join(__dirname, '../../examples');
const DEMO = join(EXAMPLES, 'demo.json');
const TRIGGER_DEMO = join(EXAMPLES, 'matter-changed.json');

/** A credential for the sandbox, connected through the real OAuth flow. */
export async function connectSandbox(host: Pick<Host, 'api' | 'sandbox'>): Promise<Credential> {
	const credential = await host.api.createCredential('Clio sandbox', CREDENTIAL_TYPE, {
		region: 'custom',
		customHost: host.sandbox.url,
		access: 'readWrite',
		clientId: host.sandbox.clientId,
		clientSecret: host.sandbox.clientSecret,
	});
	await host.api.connectOAuth(credential.id);
	return credential;
}

/** A credential for the sandbox's Clio Platform, where Clio Grow is, likewise. */
export async function connectPlatform(
	{ api, sandbox: { platform } }: Pick<Host, 'api' | 'sandbox'>,
	more: object = {},
): Promise<Credential> {
	const credential = await api.createCredential('Clio Platform sandbox', PLATFORM_CREDENTIAL_TYPE, {
		region: 'custom',
		customHost: platform.url,
		access: 'readWrite',
		clientId: platform.clientId,
		clientSecret: platform.clientSecret,
		...more,
	});
	await api.connectOAuth(credential.id);
	return credential;
}

/** A credential for the inbox that takes leads by a token alone. */
export async function createInboxCredential(
	{ api, sandbox: { platform } }: Pick<Host, 'api' | 'sandbox'>,
	inboxLeadToken = platform.inboxLeadToken,
): Promise<Credential> {
	return await api.createCredential('Clio Grow Lead Inbox sandbox', INBOX_CREDENTIAL_TYPE, {
		region: 'custom',
		customHost: platform.url,
		inboxLeadToken,
	});
}

/** All that Clio Grow needs on a canvas; n8n's own tests reach both. */
export async function connectGrow(host: Pick<Host, 'api' | 'sandbox'>): Promise<void> {
	for (const { id, name } of [await connectPlatform(host), await createInboxCredential(host)]) {
		const { status, message } = await host.api.testCredential(id);
		if (status !== 'OK') throw new Error(`${name}: ${message}`);
	}
}

export async function importDemo(api: N8nApi, credential: Credential): Promise<Workflow> {
	return await importExample(api, DEMO, credential);
}

/** Publishes the workflow that starts when a matter changes, so that Clio calls it from now on. */
export async function startTriggerDemo(host: Host, credential: Credential): Promise<Workflow> {
	const workflow = await importExample(host.api, TRIGGER_DEMO, credential);
	await host.api.activate(workflow.id);
	await waitFor('the webhook to be confirmed', () =>
		host.sandbox.webhooks.list().some(({ status }) => status === 'enabled'),
	);
	return workflow;
}

/** Changes a matter at Clio and requires that the workflow ran once, with that matter. */
export async function runTriggerDemo(host: Host, { id }: Workflow): Promise<string> {
	const { api, sandbox } = host;
	const [matter] = sandbox.change('matters', { description: 'Changed by somebody in the firm' });
	await waitFor('the workflow to start', async () => (await api.executions(id)).length > 0);
	await sleep(1_000); // a second one would be there by now
	const executions = await api.executions(id);
	requireEqual('executions of the trigger', executions.length, 1);
	const { status } = await api.waitForExecution(executions[0].id);
	const [item] = await api.nodeOutput(executions[0].id, 'Clio Trigger');
	if (status !== 'success' || item?.json.id !== matter.id) {
		throw new Error(`The trigger ended with ${status} and gave ${JSON.stringify(item)}`);
	}
	const [shown] = await api.nodeOutput(executions[0].id, 'Changed Matter');
	return String(shown.json.matter);
}

export async function endTriggerDemo({ api, sandbox }: Host, { id }: Workflow): Promise<void> {
	await api.deactivate(id);
	requireEqual('webhooks at Clio', sandbox.webhooks.list().length, 0);
}

async function waitFor(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
	for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(200)) {
		if (await isSo()) return;
	}
	throw new Error(`Waited in vain for ${what}`);
}

/** An example as a user imports it, with the credential chosen in every Clio node. */
export async function importExample(
	api: N8nApi,
	file: string,
	...credentials: Credential[]
): Promise<Workflow> {
	const example = JSON.parse(readFileSync(file, 'utf8')) as NewWorkflow;
	const nodes = example.nodes.map((node) => {
		const chosen = credentials.find(({ type }) => type === credentialTypeOf(node));
		return chosen
			? { ...node, credentials: { [chosen.type]: { id: chosen.id, name: chosen.name } } }
			: node;
	});
	return await api.importWorkflow({ ...example, nodes });
}

function credentialTypeOf({ type }: WorkflowNode): string | undefined {
	if (!type.startsWith('n8n-nodes-clio.')) return undefined;
	return /clioGrow/.test(type) ? PLATFORM_CREDENTIAL_TYPE : CREDENTIAL_TYPE;
}

export interface DemoRun {
	workflow: Workflow;
	execution: Execution;
	matters: number;
	task: Record<string, unknown>;
}

/** Runs the demo and requires that it did what its note says, in n8n and at the sandbox. */
export async function runDemo(host: Host, workflow: Workflow): Promise<DemoRun> {
	const { api, sandbox } = host;
	const tasksBefore = sandbox.store.all('tasks').length;
	const id = await api.run(workflow.id);
	if (!id) throw new Error('n8n waits for a webhook instead of running the demo');
	const execution = await api.waitForExecution(id);
	requireEveryNode(workflow, execution);

	const matters = (await api.nodeOutput(id, 'All Matters')).length;
	requireEqual('matters listed', matters, sandbox.store.all('matters').length);
	const created = await api.nodeOutput(id, 'Create Task');
	requireEqual('tasks created in n8n', created.length, 1);
	requireEqual('new tasks in Clio', sandbox.store.all('tasks').length - tasksBefore, 1);
	return { workflow, execution, matters, task: findTask(sandbox, created[0].json.id) };
}

function requireEveryNode(workflow: Workflow, execution: Execution): void {
	const { runData, error, lastNodeExecuted } = execution.data.resultData;
	if (execution.status !== 'success') {
		throw new Error(`${lastNodeExecuted} ended with ${execution.status}: ${error?.message}`);
	}
	const silent = workflow.nodes
		.filter((node) => node.type !== 'n8n-nodes-base.stickyNote')
		.filter((node) => runData[node.name]?.at(-1)?.executionStatus !== 'success');
	if (silent.length > 0) {
		throw new Error(`Did not run: ${silent.map((node) => node.name).join(', ')}`);
	}
}

function findTask(sandbox: Sandbox, id: unknown): Record<string, unknown> {
	const task = sandbox.store.all('tasks').find((entry) => entry.id === id);
	if (!task) throw new Error(`Clio has no task ${id}`);
	return task as unknown as Record<string, unknown>;
}

function requireEqual(what: string, actual: number, expected: number): void {
	if (actual !== expected) throw new Error(`${what}: ${actual} instead of ${expected}`);
}
