import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { methodsFor } from '../Clio/lookup';
import { subtitle } from '../Clio/subtitle';
import { properties } from './properties';

/** What a firm rarely needs, by the same catalogue, form and operations as the node Clio. */
export class ClioAdvanced implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Clio Advanced',
		name: 'clioAdvanced',
		icon: { light: 'file:../Clio/clio.svg', dark: 'file:../Clio/clio.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitle({
			calendarEntryEventType: 'event type',
			calendarVisibility: 'task calendar',
			clioFileSubmission: 'court filing',
			clioPaymentsPayment: 'payment',
			emailAddress: 'e-mail address',
			eventMetrics: 'unread count',
			jurisdictionTrigger: 'court rule trigger',
			laukCivilCertificatedRate: 'legal aid civil certificated rate',
			laukCivilControlledRate: 'legal aid civil controlled rate',
			laukCriminalControlledRate: 'legal aid criminal controlled rate',
			laukExpenseCategory: 'legal aid expense category',
			logEntry: 'recently opened record',
			matterDocket: 'court docket',
			myEvent: 'notification',
			utbmsSet: 'utbms code set',
		}),
		description:
			'Work with what a firm rarely needs in Clio: rates, bank transactions, court rules and more',
		defaults: { name: 'Clio Advanced' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'clioOAuth2Api', required: true }],
		properties,
	};

	methods = methodsFor(properties);

	/** What runs is loaded when it runs: n8n starts sooner. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { execute } = await import('../Clio/operations/index.js');
		return execute.call(this);
	}
}
