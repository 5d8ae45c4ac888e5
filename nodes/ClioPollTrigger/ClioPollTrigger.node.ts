import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { pollEvents } from '../../clio/polling/pollEvents';
import { methodsFor } from '../Clio/lookup';
import { properties } from './properties';

export class ClioPollTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Clio Poll Trigger',
		name: 'clioPollTrigger',
		icon: { light: 'file:../Clio/clio.svg', dark: 'file:../Clio/clio.dark.svg' },
		group: ['trigger'],
		version: 1,
		// `matterStageChanged` becomes `matter stage changed`.
		subtitle:
			'={{ ($parameter["triggerOn"] === "any" ? $parameter["model"] + ": " + $parameter["changes"].replace("both", "created or updated") : $parameter["triggerOn"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description:
			'Asks Clio at regular times what is new or changed, for an n8n that Clio cannot call and for what Clio does not tell by itself',
		defaults: { name: 'Clio Poll Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'clioOAuth2Api', required: true }],
		properties,
	};

	methods = {
		listSearch: methodsFor(properties).listSearch,
		loadOptions: {
			async filters(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				const { filters } = await import('../polling/lists.js');
				return filters(this);
			},
			async watchedFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				const { watchedFields } = await import('../polling/lists.js');
				return watchedFields(this, pollEvents);
			},
		},
	};

	/** At the times a person set: what happened since the last poll. What polls is loaded then: n8n starts sooner. */
	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const { poll } = await import('../polling/poll.js');
		return poll(this, pollEvents);
	}
}
