import type { IHookFunctions } from 'n8n-workflow';
import type { Client } from '../../clio/client';
import { isAt, Subscriptions, type Wanted, type Webhook } from '../../clio/webhooks/subscriptions';
import { connect } from '../connection';
import { activationError } from '../errors';
import { addressToRegister, checkAddress, forgetAddress, isCallable, ownAddress } from './address';
import { dropHint, hintOf, keepHint } from './hint';
import { secretsOf } from './secrets';
import { settingsOf } from './settings';
import { isRestart } from './start';
import { inTurn } from './turns';
import { isUsable, life, second, testLife } from './watermark';

/**
 * After a restart a webhook made for this address is left to the regular check, which reads from it what
 * was missed. Whatever else the static data says, `create` looks at Clio.
 */
export function isRegistered(context: IHookFunctions): boolean {
	const address = addressToRegister(context);
	const { webhookId, url } = hintOf(context);
	return isRestart(context) && Boolean(webhookId) && url === address;
}

/** Leaves exactly one webhook with this address at Clio, however often it runs (n8n facts 2.1: up to five times). */
export async function register(context: IHookFunctions): Promise<void> {
	const url = addressToRegister(context);
	await inTurn(String(url), async () => registered(context, url)).catch((error: unknown) => {
		throw activationError(context.getNode(), error);
	});
}

async function registered(context: IHookFunctions, address?: string): Promise<void> {
	// Should this fail, the regular check has nothing to look after.
	dropHint(context);
	const url = checkAddress(address);
	const { wanted, resource } = settingsOf(context);
	const client = await connect(context, 'background');
	const webhooks = new Subscriptions(client, resource.permission);
	const kept = await keepOne(webhooks, { ...wanted, url }, client);
	const until = () => client.clioNow() + (context.getMode() === 'manual' ? testLife : life);
	// After a restart the expiry says how far all has arrived, and stays.
	const webhook = !kept
		? await webhooks.create({ ...wanted, url }, until())
		: isRestart(context)
			? kept
			: await webhooks.extend(kept.id, until());
	const { id: webhookId, secret, createdAt } = webhook;
	secretsOf(url).registered(webhook);
	// What a left-over webhook has told before does not count; Clio's stamps are whole seconds.
	const published = Math.floor(client.clioNow() / second) * second;
	keepHint(context, {
		webhookId,
		url,
		secret,
		since: kept && !isRestart(context) ? published : createdAt,
	});
}

/** The newest webhook of this address that tells what is wanted; all others of this address go. */
async function keepOne(
	webhooks: Subscriptions,
	wanted: Wanted,
	client: Client,
): Promise<Webhook | undefined> {
	const found = await webhooks.at(wanted.url);
	const kept = found.filter((webhook) => isUsable(webhook, wanted, client.clioNow())).pop();
	for (const { id } of found) if (id !== kept?.id) await webhooks.delete(id);
	return kept;
}

/**
 * Removes the webhook from Clio, and whatever else calls this address. Every failure but "there is none"
 * is thrown, so that n8n tries again and says so.
 */
export async function unregister(context: IHookFunctions): Promise<void> {
	const url = ownAddress(context) ?? '';
	await inTurn(url, async () => unregistered(context, url)).catch((error: unknown) => {
		throw activationError(context.getNode(), error);
	});
	dropHint(context);
}

async function unregistered(context: IHookFunctions, url: string): Promise<void> {
	// Clio has never taken another kind of address.
	if (!isCallable(url)) return;
	forgetAddress(context, url);
	const webhooks = new Subscriptions(await connect(context, 'background'));
	const found = await webhooks.at(url);
	for (const { id } of found) await webhooks.delete(id);
	const { webhookId = '' } = hintOf(context);
	if (!webhookId || found.some(({ id }) => id === webhookId)) return;
	// Whether the list shows every webhook is not known.
	if (isAt(await webhooks.get(webhookId), url)) await webhooks.delete(webhookId);
}
