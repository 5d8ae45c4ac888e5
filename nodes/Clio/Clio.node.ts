import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { methodsFor } from './lookup';
import { properties } from './properties';
import { subtitle } from './subtitle';

export class Clio implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Clio',
		name: 'clio',
		icon: { light: 'file:clio.svg', dark: 'file:clio.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitle({
			activityDescription: 'activity category',
			clioPaymentsLink: 'payment link',
			communication: 'call or e-mail log',
			conversation: 'secure message conversation',
			conversationMessage: 'secure message',
			documentAutomation: 'document from template',
			outstandingClientBalance: 'outstanding balance',
			taskTemplateList: 'task list',
		}),
		description: 'Work with matters, contacts, tasks, time and more in Clio',
		defaults: { name: 'Clio' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'clioOAuth2Api', required: true }],
		properties,
	};

	methods = methodsFor(properties);

	/** What runs is loaded when it runs: n8n starts sooner. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { execute } = await import('./operations/index.js');
		return execute.call(this);
	}
}
