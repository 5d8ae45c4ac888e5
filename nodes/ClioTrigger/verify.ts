import type { IWebhookFunctions } from 'n8n-workflow';
import type { Sent, Since } from '../../clio/events/delivery';
import { isSigned, looksSigned } from '../../clio/webhooks/signature';
import { isAt, Subscriptions } from '../../clio/webhooks/subscriptions';
import { connect } from '../connection';
import { calledAddress } from './address';
import { hintOf } from './hint';
import { secretsOf, type Known, type Learned, type Secrets } from './secrets';

interface Received {
	body: Buffer;
	signature: unknown;
	/** What the body says, believed once the signature is right. */
	delivery?: Sent;
}

/**
 * Whether Clio sent this. `forged` only if the signature is known to be wrong: where Clio has to be asked
 * for the secret and cannot be, it is `unclear`.
 */
export async function verify(
	context: IWebhookFunctions,
	{ body, signature, delivery }: Received,
): Promise<Since | 'forged' | 'unclear'> {
	const id = String(delivery?.meta.webhook_id ?? '');
	const address = calledAddress(context);
	if (!looksSigned(signature) || !/^\d{1,19}$/.test(id) || !address) return 'forged';
	const secrets = secretsOf(address);
	const genuine = (known?: Known): Since | undefined => {
		if (!known || !isSigned(body, signature, known.secret)) return undefined;
		secrets.heardAt = Date.now();
		return sinceOf(context, known);
	};

	// What Clio told is newer than what was written down.
	const known = genuine(secrets.get(id) ?? hintedSecret(context, secrets, id, address));
	if (known) return known;
	if (secrets.isAnswered(id)) return 'forged';
	const told = await askClio(context, secrets, id, address);
	if (told === 'unclear') return told;
	return (told !== 'stranger' && genuine(told)) || 'forged';
}

/** Nothing counts that was so before the workflow was published, however old the webhook is. */
function sinceOf(context: IWebhookFunctions, { since }: Known): Since {
	const { since: published = since } = hintOf(context);
	return { published, from: Math.max(since, published) };
}

/** The secret may have changed, or the webhook have been replaced by another process. */
async function askClio(
	context: IWebhookFunctions,
	secrets: Secrets,
	id: string,
	address: string,
): Promise<Learned> {
	const ask = async () => {
		const client = await connect(context, 'hurried');
		const webhook = await new Subscriptions(client).get(id);
		return isAt(webhook, address) ? webhook : undefined;
	};
	return secrets.learn(id, ask).catch((error: Error) => {
		context.logger.warn(`Clio could not be asked about a webhook: ${error.message}`);
		return 'unclear';
	});
}

/** What was written down of a webhook, unless it is known to have been replaced. */
function hintedSecret(
	context: IWebhookFunctions,
	{ newest }: Secrets,
	id: string,
	address: string,
): Known | undefined {
	const { webhookId, url, secret = '', since = 0 } = hintOf(context);
	const isOurs = webhookId === id && url === address && (newest ?? id) === id;
	return isOurs ? { secret, since } : undefined;
}
