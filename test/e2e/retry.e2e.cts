import assert from 'node:assert/strict';
import type { Execution } from '../../dev/n8n/n8n-types.cts';
import { connectSandbox } from '../../dev/n8n/demo.cts';
import { startHost } from '../../dev/n8n/host.cts';
import type { Suite } from './suite.cts';

/** A workflow that leaves a task for each of five colleagues. */
const workflow = (credentials: object) => ({
	name: 'A task for everyone',
	settings: {},
	nodes: [
		node('Start', 'n8n-nodes-base.manualTrigger', 0, {}),
		{
			...node('Colleagues', 'n8n-nodes-clio.clio', 1, {
				resource: 'user',
				operation: 'getAll',
				limit: 5,
			}),
			credentials,
		},
		{
			...node('Task', 'n8n-nodes-clio.clio', 2, {
				resource: 'task',
				operation: 'create',
				name: '=Retry for {{ $json.name }}',
				assignee: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			}),
			credentials,
		},
	],
	connections: { Start: to('Colleagues'), Colleagues: to('Task') },
});

const node = (name: string, type: string, column: number, parameters: object) => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [column * 224, 0],
	parameters,
});

const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });

export const run: Suite = async (step, teardown) => {
	const host = await startHost({ step, teardown });
	const { api, sandbox } = host;
	const { id, name, type } = await connectSandbox(host);
	const imported = await api.importWorkflow(workflow({ [type]: { id, name } }) as never);
	const tasks = () =>
		sandbox.store.all('tasks').filter((task) => String(task.name).startsWith('Retry for '));

	const failed = await step(
		'Clio refuses the third of five tasks, and the execution ends',
		async () => {
			const body = { error: { type: 'ArgumentError', message: 'Not today' } };
			sandbox.fail({ method: 'POST', path: /tasks/, skip: 2, times: 1, status: 422, body });
			const execution = await api.waitForExecution((await api.run(imported.id))!);
			assert.equal(execution.status, 'error');
			assert.equal(tasks().length, 2);
			return execution;
		},
	);
	await step(
		'Retry in the list of executions creates the other three, and none twice',
		async () => {
			const path = `/rest/executions/${failed.id}/retry`;
			await api.call<Execution>('POST', path, { loadWorkflow: false });
			assert.equal(tasks().length, 5);
			assert.equal(new Set(tasks().map((task) => task.name)).size, 5);
		},
	);
};
