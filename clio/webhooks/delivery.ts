import type { Json } from '../client';
import { valuesAt } from '../fields';
import { versionOf } from './models';
import type { TriggerEvent } from './triggerEvents';

/** One thing that happened to a record: told by Clio, or recovered from its lists. */
export interface Delivery {
	id: unknown;
	/** Clio's name, e.g. `matter_closed`. */
	event: string;
	model: string;
	/** What Clio sent of the record. */
	data: Json;
	meta: { event: string; webhook_id?: unknown };
	/** Missed when it happened, found later. */
	recovered?: true;
	/** The record, where it was read already. */
	record?: Json;
}

export interface Rule extends Pick<
	TriggerEvent,
	'model' | 'events' | 'stamp' | 'once' | 'bornWith'
> {
	/** Path in the record -> the values that are wanted. */
	where: Record<string, string[]>;
}

/** The body of a delivery (facts 3.6), or undefined for something else. */
export function parseDelivery(body: Buffer, model: string): Delivery | undefined {
	const { data, meta } = Object(parsed(body)) as Record<string, unknown>;
	const { event, webhook_id } = Object(meta) as Json;
	const record = Object(data) as Json;
	if (typeof event !== 'string' || record.id === undefined || record.id === null) return undefined;
	return { id: record.id, event, model, data: record, meta: { event, webhook_id } };
}

function parsed(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString('utf8'));
	} catch {
		return undefined;
	}
}

/** Whether values have an answer to a condition, which may be that there is nothing. */
export const tells = (values: Json, path: string): boolean => path.split('.')[0] in values;

/** True unless the values say otherwise: what a delivery does not tell, the record will. */
export const meets = (values: Json, where: Rule['where']): boolean =>
	Object.entries(where).every(
		([path, wanted]) =>
			!tells(values, path) ||
			valuesAt(values, path).some((value) => wanted.includes(String(value))),
	);

/** True if the stamp is not older than the webhook, and not the one the record is born with. */
export function isNews(values: Json, { stamp, bornWith }: Rule, since: number): boolean {
	if (!stamp || values[stamp] === undefined) return true;
	const moment = Date.parse(String(values[stamp]));
	if (Number.isNaN(moment) || moment < since) return false;
	return !bornWith || moment !== Date.parse(String(values[bornWith]));
}

/**
 * What a delivery is recognised by when it comes again; none if it tells too little. A recovered record
 * may have come as either `created` or `updated`.
 */
export function keysOf({ id, event, data, model, recovered }: Delivery, rule: Rule): string[] {
	if (rule.once) return [String(id)];
	if (rule.stamp && data[rule.stamp]) return [`${String(id)} ${String(data[rule.stamp])}`];
	const version = data[versionOf(model)];
	if (!version) return [];
	const events = recovered && /^(created|updated)$/.test(event) ? ['created', 'updated'] : [event];
	return events.map((one) => `${String(id)} ${String(version)} ${one}`);
}
