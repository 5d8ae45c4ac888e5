import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { growEvents } from '../../clio/polling/growEvents';
import { properties } from './properties';

export class ClioGrowPollTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Clio Grow Poll Trigger',
		name: 'clioGrowPollTrigger',
		icon: { light: 'file:../Clio/clio.svg', dark: 'file:../Clio/clio.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["triggerOn"].replace("grow", "").replace(/([A-Z])/g, " $1").trim().toLowerCase() }}',
		description:
			'Asks Clio Grow at regular times for new leads, contacts and matters, and for matters that were hired',
		defaults: { name: 'Clio Grow Poll Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'clioPlatformOAuth2Api', required: true }],
		properties,
	};

	methods = {
		loadOptions: {
			async watchedFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				const { watchedFields } = await import('../polling/lists.js');
				return watchedFields(this, growEvents);
			},
		},
	};

	/** At the times a person set: what happened since the last poll. What polls is loaded then: n8n starts sooner. */
	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const { poll } = await import('../polling/poll.js');
		return poll(this, growEvents, 'grow');
	}
}
