import { createHash } from 'node:crypto';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import {
	isNews,
	keysOf,
	meets,
	parseDelivery,
	tells,
	type Delivery,
	type Keys,
	type Rule,
	type Sent,
	type Since,
} from '../../clio/events/delivery';
import { nodeKey } from './address';
import { seenBy } from './seen';
import { settingsOf, type Settings } from './settings';
import { verify } from './verify';

/**
 * What Clio sends to the address. It is answered at once: a record is fetched later, in the execution,
 * for Clio gives up on slow receivers (facts, trap 29).
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { 'x-hook-secret': shared, 'x-hook-signature': signature } = context.getHeaderData();
	if (shared !== undefined && signature === undefined) return shakeHands(context, shared);

	const body = await rawBody(context);
	const delivery = parseDelivery(body);
	const verdict = await verify(context, { body, signature, delivery });
	if (verdict === 'forged' || !delivery) return answer(context, 401);
	// Clio repeats it, and until then the secret may be known.
	if (verdict === 'unclear') return answer(context, 503);
	try {
		return accept(context, delivery, body, verdict);
	} catch (error) {
		// An expression in a parameter may fail today and not tomorrow.
		context.logger.error(`The parameters cannot be read: ${(error as Error).message}`);
		return answer(context, 503);
	}
}

/** Starts the workflow for what Clio sent, if it is wanted and was not there before. */
function accept(
	context: IWebhookFunctions,
	{ event, data, ...sent }: Sent,
	body: Buffer,
	since: Since,
): IWebhookResponseData {
	const settings = settingsOf(context);
	const { rule } = settings;
	const delivery: Delivery = { id: sent.id, event, model: rule.model, data, meta: sent.meta };
	const isWanted = rule.events.includes(event) && isNews(data, rule, since);
	if (!isWanted || !meets(data, rule.where)) return answer(context, 200);
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

/** True for the first of its kind, which is remembered, unless n8n fails to start the workflow. */
function isFirst(
	context: IWebhookFunctions,
	delivery: Delivery,
	{ rule }: Settings,
	body: Buffer,
): boolean {
	const seen = seenBy(nodeKey(context));
	const { asked, left } = isDecided(delivery, rule) ? keysOf(delivery, rule) : nothing;
	// Where nothing says which change it was, only the same words soon after are a repetition.
	const words = asked.length ? [] : [createHash('sha256').update(body).digest('base64')];
	if (seen.has([...asked, ...words])) return false;
	seen.add(left);
	seen.add(words, 60_000);
	const response = context.getResponseObject();
	// Clio repeats what it got no good answer to, also where it did not wait for one.
	response.once('close', () => {
		if (!response.writableFinished || response.statusCode >= 400) seen.forget([...left, ...words]);
	});
	return true;
}

const nothing: Keys = { asked: [], left: [] };

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
