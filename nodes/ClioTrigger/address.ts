import type {
	IExecuteFunctions,
	IHookFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { refuse } from '../../clio/errors';
import { hintOf } from './hint';

type Context = IExecuteFunctions | IHookFunctions | ITriggerFunctions | IWebhookFunctions;

/** Which trigger of which workflow. */
export const nodeKey = (context: Context): string =>
	`${context.getWorkflow().id} ${context.getNode().id}`;

/** n8n tells a trigger its address only while it registers webhooks, which is in the same process. */
const addresses = new Map<string, string>();

/** The address Clio is to call: another one for test events. Undefined where this n8n has none for it. */
export const ownAddress = (context: IHookFunctions): string | undefined =>
	context.getNodeWebhookUrl('default');

/** The address to be registered, which the regular check of an activated trigger has to know. */
export function addressToRegister(context: IHookFunctions): string | undefined {
	const url = ownAddress(context);
	if (url && context.getMode() !== 'manual') addresses.set(nodeKey(context), url);
	return url;
}

/** From now on there is nothing at this address to look after; that of a test event is another one. */
export function forgetAddress(context: IHookFunctions, url: string): void {
	if (addresses.get(nodeKey(context)) === url) addresses.delete(nodeKey(context));
}

/** Clio calls nothing but https (facts 3.1). */
export function checkAddress(url = ''): string {
	if (isCallable(url)) return url;
	return refuse(
		`Clio calls only addresses that begin with https, and this n8n says it is at ${hostOf(url)}`,
		'Set N8N_WEBHOOK_URL of n8n (WEBHOOK_URL in older versions) to its public https address and restart n8n. Without such an address, use Clio Poll Trigger, which has the same sentences.',
	);
}

export const isCallable = (url = ''): boolean => /^https:\/\//i.test(url);

const hostOf = (url: string): string => /^[a-z]+:\/\/[^/]+/i.exec(url)?.[0] ?? 'no address';

/** The address of an activated trigger, once n8n has told it. */
export const addressOf = (context: ITriggerFunctions): string | undefined =>
	addresses.get(nodeKey(context));

/** The address that was called. For a test event n8n would name the other one (n8n facts 2.4). */
export function calledAddress(context: IWebhookFunctions): string | undefined {
	return context.getMode() === 'manual'
		? hintOf(context).url
		: context.getNodeWebhookUrl('default');
}
