import type { IWebhookFunctions } from 'n8n-workflow';
import type { Delivery } from '../../clio/webhooks/delivery';
import { isSigned, looksSigned } from '../../clio/webhooks/signature';
import { Subscriptions } from '../../clio/webhooks/subscriptions';
import { connect } from '../connection';
import { calledAddress } from './address';
import { hintOf } from './hint';
import { secretsOf, type Known, type Learned, type Secrets } from './secrets';

interface Received {
	body: Buffer;
	signature: unknown;
	/** What the body says, believed once the signature is right. */
	delivery?: Delivery;
}

/** A delivery of a webhook of ours, which delivers since that moment. */
export interface Genuine {
	since: number;
}

/**
 * Whether Clio sent this. `forged` only if the signature is known to be wrong: where Clio has to be asked
 * for the secret and cannot be, it is `unclear`.
 */
export async function verify(
	context: IWebhookFunctions,
	{ body, signature, delivery }: Received,
): Promise<Genuine | 'forged' | 'unclear'> {
	const id = String(delivery?.meta.webhook_id ?? '');
	const address = calledAddress(context);
	if (!looksSigned(signature) || !/^\d{1,19}$/.test(id) || !address) return 'forged';
	const isRight = (known?: Known) => known && isSigned(body, signature, known.secret);

	const secrets = secretsOf(address);
	// What Clio told is newer than what was written down.
	const known = secrets.get(id) ?? hintedSecret(context, id, address);
	if (isRight(known)) return known!;
	if (secrets.isAnswered(id)) return 'forged';
	const told = await askClio(context, secrets, id, address);
	if (told === 'unclear') return told;
	return told !== 'stranger' && isRight(told) ? told : 'forged';
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
		return webhook?.url === address ? webhook : undefined;
	};
	return secrets.learn(id, ask).catch((error: Error) => {
		context.logger.warn(`Clio could not be asked about a webhook: ${error.message}`);
		return 'unclear';
	});
}

function hintedSecret(context: IWebhookFunctions, id: string, address: string): Known | undefined {
	const { webhookId, url, secret = '', since = 0 } = hintOf(context);
	return webhookId === id && url === address ? { secret, since } : undefined;
}
