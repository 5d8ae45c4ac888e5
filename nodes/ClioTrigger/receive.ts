import { createHash } from 'node:crypto';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import {
	isNews,
	keysOf,
	meets,
	parseDelivery,
	tells,
	type Delivery,
	type Rule,
} from '../../clio/webhooks/delivery';
import { nodeKey } from './address';
import { seenBy } from './seen';
import { settingsOf, type Settings } from './settings';
import { verify, type Genuine } from './verify';

/**
 * What Clio sends to the address. It is answered at once: a record is fetched later, in the execution,
 * for Clio gives up on slow receivers (facts, trap 29).
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { 'x-hook-secret': shared, 'x-hook-signature': signature } = context.getHeaderData();
	if (shared !== undefined && signature === undefined) return shakeHands(context, shared);

	const settings = settingsOf(context);
	const body = await rawBody(context);
	const delivery = parseDelivery(body, settings.rule.model);
	const verdict = await verify(context, { body, signature, delivery });
	if (verdict === 'forged' || !delivery) return answer(context, 401);
	// Clio repeats it, and until then the secret may be known.
	if (verdict === 'unclear') return answer(context, 503);
	if (!isWanted(delivery, settings, verdict)) return answer(context, 200);
	if (context.getMode() !== 'manual' && !isFirst(context, delivery, settings, body))
		return answer(context, 200);
	return { workflowData: [[{ json: { ...delivery } as unknown as IDataObject }]] };
}

/**
 * Clio wants its secret back, of us as of anybody it calls. Nothing is stored or started: whoever sends
 * it, the secret that counts is read at Clio (facts 3.4).
 */
function shakeHands(context: IWebhookFunctions, secret: unknown): IWebhookResponseData {
	if (typeof secret !== 'string' || !/^[\x21-\x7e]{1,512}$/.test(secret))
		return answer(context, 400);
	return answer(context, 200, { 'X-Hook-Secret': secret });
}

const isWanted = ({ event, data }: Delivery, { rule }: Settings, { since }: Genuine): boolean =>
	rule.events.includes(event) && isNews(data, rule, since) && meets(data, rule.where);

/** True for the first of its kind, which is remembered, unless n8n fails to start the workflow. */
function isFirst(
	context: IWebhookFunctions,
	delivery: Delivery,
	{ rule }: Settings,
	body: Buffer,
): boolean {
	const seen = seenBy(nodeKey(context));
	const known = isDecided(delivery, rule) ? keysOf(delivery, rule) : [];
	// Where nothing says which change it was, only the same words soon after are a repetition.
	const keys = known.length ? known : [createHash('sha256').update(body).digest('base64')];
	if (seen.has(keys)) return false;
	seen.add(keys, known.length ? Infinity : 60_000);
	const response = context.getResponseObject();
	response.once('finish', () => {
		if (response.statusCode >= 400) seen.forget(keys);
	});
	return true;
}

/** What the record still has to decide may come again, as another change of it, and then be wanted. */
const isDecided = ({ data }: Delivery, { stamp, once, where }: Rule): boolean =>
	!(stamp || once) || Object.keys(where).every((path) => tells(data, path));

async function rawBody(context: IWebhookFunctions): Promise<Buffer> {
	const request = context.getRequestObject();
	if (!request.rawBody) await request.readRawBody();
	return request.rawBody ?? Buffer.alloc(0);
}

function answer(
	context: IWebhookFunctions,
	status: number,
	headers: Record<string, string> = {},
): IWebhookResponseData {
	context.getResponseObject().status(status).set(headers).end();
	return { noWebhookResponse: true };
}
