/** An AI agent that uses the Clio node as its tool, by n8n's own way from an agent's words to a node. */
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import { NodeConnectionTypes, Workflow, createRunExecutionData } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeParameters, INodeType } from 'n8n-workflow';
import { additionalDataFor, credentialsFor, loading, nodeTypes, type Setup } from './engine.cts';

interface Tool {
	schema: { safeParse(args: unknown): { success: boolean } };
	invoke(args: unknown): Promise<string>;
}

export interface Said {
	/** What the tool answered, as the agent reads it. */
	answers: IDataObject[][];
	/** The message of the call that failed. */
	failed?: string;
}

/** Calls the tool with the words of an agent, one call after the other, and tells what it was answered. */
export async function useAsTool(
	{ sandbox, credential }: Pick<Setup, 'sandbox' | 'credential'>,
	parameters: INodeParameters,
	...calls: IDataObject[]
): Promise<Said> {
	await loading;
	const { id, helper } = credentialsFor({ sandbox, credential });
	const said: Said = { answers: [] };
	const node = { typeVersion: 1, position: [0, 0] as [number, number] };
	const workflow = new Workflow({
		id: '1',
		active: false,
		nodeTypes: { ...nodeTypes, getByNameAndVersion: typeFor(calls, said) } as never,
		settings: { timezone: 'America/New_York' },
		nodes: [
			{ ...node, id: 'a', name: 'Agent', type: 'agent', parameters: {} },
			{
				...node,
				id: 'b',
				name: 'Clio',
				type: 'clioTool',
				parameters,
				credentials: { clioOAuth2Api: { id, name: 'Clio' } },
			},
		],
		connections: { Clio: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] } },
	});
	const additionalData = {
		...additionalDataFor({}, helper),
		hooks: new ExecutionLifecycleHooks('manual', '1', {} as never),
	};
	const execute = new WorkflowExecute(additionalData, 'manual', createRunExecutionData({}));
	const { data } = await execute.run({ workflow, startNode: workflow.getNode('Agent')! });
	if (data.resultData.error) throw data.resultData.error;
	return said;
}

/** n8n shows a node that is usable as a tool a second time, with the output of one. */
const typeFor =
	(calls: IDataObject[], said: Said) =>
	(name: string): INodeType => {
		if (name === 'agent') return agent(calls, said);
		const clio = nodeTypes.getByName('n8n-nodes-clio.clio');
		const description = { ...clio.description, inputs: [], outputs: [NodeConnectionTypes.AiTool] };
		return Object.assign(Object.create(clio) as INodeType, { description });
	};

const agent = (calls: IDataObject[], said: Said): INodeType => ({
	description: {
		displayName: 'Agent',
		name: 'agent',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [{ type: NodeConnectionTypes.AiTool }],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute(this: IExecuteFunctions) {
		const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[];
		for (const args of calls) {
			try {
				said.answers.push([JSON.parse(await tool.invoke(args))].flat() as IDataObject[]);
			} catch (error) {
				said.failed = (error as Error).message;
			}
		}
		return [[]];
	},
});

/** What the editor writes where a person lets the model define a parameter. */
export const fromAi = (key: string, type = 'string') => `={{ $fromAI('${key}', '', '${type}') }}`;
