import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { methodsFor } from '../Clio/lookup';
import { properties } from './properties';

const ofLeadInbox = { resource: ['growLeadInbox'] };

/** Leads and what becomes of them, by the same catalogue, form and operations as the node Clio. */
import { subtitle } from '../Clio/subtitle';

export class ClioGrow implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Clio Grow',
		name: 'clioGrow',
		icon: { light: 'file:../Clio/clio.svg', dark: 'file:../Clio/clio.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitle({
			growSource: 'marketing source',
		}),
		description:
			'Work with Clio Grow: leads, possible clients, their matters and notes, and lists such as marketing sources',
		defaults: { name: 'Clio Grow' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'clioPlatformOAuth2Api', required: true, displayOptions: { hide: ofLeadInbox } },
			{ name: 'clioGrowLeadInboxApi', required: true, displayOptions: { show: ofLeadInbox } },
		],
		properties,
	};

	methods = methodsFor(properties);

	/** What runs is loaded when it runs: n8n starts sooner. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { execute } = await import('../Clio/operations/index.js');
		return execute.call(this);
	}
}
