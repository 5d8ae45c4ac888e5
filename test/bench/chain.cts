import { WorkflowExecute } from 'n8n-core';
import { NodeHelpers, Workflow, createRunExecutionData } from 'n8n-workflow';
import type { IDataObject, INodeType, IVersionedNodeType } from 'n8n-workflow';
import { join } from 'node:path';
import { cacheFolder } from '../../dev/n8n/cache.cts';
import type { Sandbox } from '../../dev/sandbox/server.cts';
import { additionalDataFor, credentialsFor, loading, nodeTypes } from '../engine/engine.cts';
import { loops } from './loops.cts';
import type { Account, Output, Step } from './work.cts';

const n8nNodes = join(cacheFolder(), 'node_modules/n8n-nodes-base/dist/nodes');

/** n8n's own nodes by their types, as they lie in the installed n8n. */
const files: Record<string, string> = {
	'n8n-nodes-base.httpRequest': 'HttpRequest/HttpRequest',
	'n8n-nodes-base.splitOut': 'Transform/SplitOut/SplitOut',
};

const loaded: Record<string, INodeType | IVersionedNodeType> = {};

function ofN8n(type: string): INodeType | IVersionedNodeType {
	const path = `${n8nNodes}/${files[type]}.node.js`;
	const [name] = files[type].split('/').slice(-1);
	loaded[type] ??= new (require(path) as Record<string, new () => INodeType>)[name]();
	return loaded[type];
}

const types = {
	...nodeTypes,
	getByNameAndVersion(name: string, version?: number): INodeType {
		if (name in loops) return loops[name];
		if (name in files) return NodeHelpers.getVersionedNodeType(ofN8n(name), version);
		return nodeTypes.getByNameAndVersion(name, version);
	},
};

type Run = (items: IDataObject[]) => Promise<Output>;

/**
 * `Source -> node -> node …` in n8n's engine, all nodes with one connection. What it gives back is to be
 * run with items, and gives what leaves the last node.
 */
export async function chain(steps: Step[], { token, ...account }: Account): Promise<Run> {
	await loading;
	const sandbox = { ...account, issueToken: () => token } as unknown as Sandbox;
	const { id, type, helper } = credentialsFor({ sandbox });
	const place = { typeVersion: 1, position: [0, 0] as [number, number] };
	const nodes = steps.map((step, at) => ({
		...place,
		id: String(at),
		name: `Step ${at}`,
		credentials: { [type]: { id, name: 'Clio' } },
		...step,
	}));
	const names = ['Source', ...nodes.map(({ name }) => name)];
	const connections = Object.fromEntries(
		names.slice(1).map((node, at) => [names[at], { main: [[{ node, type: 'main', index: 0 }]] }]),
	);
	return async (items) => {
		const parameters = { items: JSON.stringify(items) };
		const source = { ...place, id: 'source', name: 'Source', type: 'source', parameters };
		const workflow = new Workflow({
			...{ id: '1', active: false, nodeTypes: types as never, connections: connections as never },
			nodes: [source, ...nodes],
		});
		const execute = new WorkflowExecute(
			additionalDataFor({}, helper),
			'manual',
			createRunExecutionData({}),
		);
		const startNode = workflow.getNode('Source')!;
		const execution = await execute.run({ workflow, startNode });
		const { error, runData } = execution.data.resultData;
		if (error) throw error;
		return { items: runData[names.at(-1)!][0].data!.main[0]!, execution };
	};
}
