import type { Wanted, Webhook } from '../../clio/webhooks/subscriptions';

export const second = 1_000;
const day = 86_400_000;
/** Clio takes 31 days at most (facts 3.2). */
export const life = 30 * day;
/** n8n listens for a test event for minutes; should it never say goodbye, Clio forgets soon. */
export const testLife = day / 24;
/** What is older is not looked for. */
const longestGap = 31 * day;
/** Clio may tell of something a while after it happened. */
const margin = 120_000;

/**
 * Everything up to here has arrived. Kept at Clio, as the webhook's expiry less its life: n8n has no
 * place of its own where it would survive (design, "The trigger").
 */
export const watermarkOf = ({ expiresAt }: Webhook): number => expiresAt - life;

/** The expiry that keeps a watermark; a webhook needs some time to live, too. */
export const expiryFor = (watermark: number, now: number): number =>
	Math.max(watermark, now - life + day) + life;

/**
 * From where to look for what was missed: never before a person published the workflow. Clio's moments are
 * whole seconds, and the first one after the publishing is surely after it.
 */
export const earliest = (watermark: number, now: number, published: number): number =>
	Math.max(watermark - margin, now - longestGap, published + second);

/** True if a webhook tells what is wanted, now or once Clio has confirmed its address. */
export const isUsable = (
	webhook: Webhook | undefined,
	wanted: Wanted,
	now: number,
): webhook is Webhook =>
	webhook !== undefined &&
	webhook.status !== 'suspended' &&
	webhook.expiresAt > now &&
	tellsThat(webhook, wanted);

/** Clio may write a list in an order of its own. */
const tellsThat = (webhook: Webhook, { model, events, fields }: Wanted): boolean =>
	webhook.model === model &&
	[...webhook.events].sort().join() === [...events].sort().join() &&
	words(webhook.fields) === words(fields);

const words = (fields: string): string => (fields.match(/\w+/g) ?? []).sort().join();
