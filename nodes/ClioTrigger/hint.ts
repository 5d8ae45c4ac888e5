import type { IHookFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

/**
 * What is kept of a webhook in n8n's static data, written by `create` and `delete` alone: n8n saves the
 * data of a workflow whole, and the last to write wins (n8n facts 2.2). It is a hint, since a restored
 * copy of the workflow or of the database brings back an old one; Clio knows better.
 */
export interface Hint {
	webhookId?: string;
	/** The address it was made for. */
	url?: string;
	secret?: string;
	/** When the workflow was activated, in milliseconds by Clio's clock. */
	since?: number;
}

type Context = IHookFunctions | ITriggerFunctions | IWebhookFunctions;

export const hintOf = (context: Context): Hint => context.getWorkflowStaticData('node') as Hint;

export function keepHint(context: IHookFunctions, hint: Required<Hint>): void {
	Object.assign(context.getWorkflowStaticData('node'), hint);
}

export function dropHint(context: IHookFunctions): void {
	const data = context.getWorkflowStaticData('node');
	for (const key of ['webhookId', 'url', 'secret', 'since']) delete data[key];
}
