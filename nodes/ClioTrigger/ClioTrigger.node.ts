import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
	ITriggerFunctions,
	ITriggerResponse,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { methodsFor } from '../Clio/lookup';
import { properties } from './properties';

/* What each of them does is loaded when it is needed: n8n starts sooner. */
const registering = async () => import('./register.js');

export class ClioTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Clio Trigger',
		name: 'clioTrigger',
		icon: { light: 'file:../Clio/clio.svg', dark: 'file:../Clio/clio.dark.svg' },
		group: ['trigger'],
		version: 1,
		// `matterStageChanged` becomes `matter stage changed`.
		subtitle:
			'={{ $parameter["triggerOn"] === "any" ? $parameter["model"].replace(/_/g, " ") + ": " + $parameter["events"].join(", ").replace(/_/g, " ") : $parameter["triggerOn"].replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Starts the workflow the moment something changes in Clio',
		eventTriggerDescription: 'Waiting for something to change in Clio',
		activationMessage:
			'Clio now calls this workflow. What is created or changed while n8n is down is caught up, unless you have switched that off.',
		triggerPanel: {
			header: '',
			executionsHelp: {
				inactive:
					'<b>While building your workflow</b>, click Execute step, then make the change in Clio: it shows up here.<br /><br /><b>Once the workflow is published</b>, it starts by itself with every such change. Those executions are in the list of executions, not in the editor.',
				active:
					'<b>While building your workflow</b>, click Execute step, then make the change in Clio: it shows up here.<br /><br /><b>This workflow is published</b>, so it starts by itself with every such change, too. Those executions are in the <a data-key="executions">list of executions</a>.',
			},
			activationHint:
				'Once the workflow is published, it starts by itself with every such change in Clio.',
		},
		defaults: { name: 'Clio Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'clioOAuth2Api', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				// Clio is answered at once, and with nothing (n8n facts, section 4).
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'webhook',
				// Clio learns the address by itself; nobody has to paste it.
				ndvHideUrl: true,
			},
		],
		properties,
	};

	methods = {
		listSearch: methodsFor(properties).listSearch,
		loadOptions: {
			async watchedFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				const { watchable } = await import('../events/watchable.js');
				return watchable(this.getCurrentNodeParameter('model') as string);
			},
		},
	};

	/** n8n asks, on publishing and at every start, for test events as well. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return (await registering()).isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await (await registering()).register(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await (await registering()).unregister(this);
				return true;
			},
		},
	};

	/** As long as the workflow is active: renews the webhook, repairs it and recovers what it missed. */
	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const { lookAfter } = await import('./lookAfter.js');
		return lookAfter(this);
	}

	/** Clio calls: the handshake, or something has happened. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { receive } = await import('./receive.js');
		return receive(this);
	}

	/** The first step of the execution: the record that the call was about. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { output } = await import('./output.js');
		return [await output(this)];
	}
}
