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
	/** It should have been done long ago: it starts something only if its execution was lost. */
	again?: true;
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

/** What Clio sends; it does not say of which model. */
export type Sent = Omit<Delivery, 'model' | 'recovered' | 'again' | 'record'>;

/** The body of a delivery (facts 3.6), or undefined for something else. */
export function parseDelivery(body: Buffer): Sent | undefined {
	const { data, meta } = Object(parsed(body)) as Record<string, unknown>;
	const { event, webhook_id } = Object(meta) as Json;
	const record = Object(data) as Json;
	if (typeof event !== 'string' || !isPlain(record.id)) return undefined;
	return {
		id: record.id,
		event,
		data: record,
		meta: { event, ...(isPlain(webhook_id) && { webhook_id }) },
	};
}

/** Anybody can call the address: what is no word or number may not even have a text of its own. */
const isPlain = (id: unknown): boolean => typeof id === 'string' || typeof id === 'number';

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

const day = 86_400_000;

/** From when on something counts, in milliseconds by Clio's clock. */
export interface Since {
	/** When the workflow was published. */
	published: number;
	/** From when on it can have happened: the webhook's beginning, or that of a gap. */
	from: number;
}

/** True if the stamp is not too old, and not the one the record is born with. */
export function isNews(values: Json, { stamp, bornWith }: Rule, since: Since): boolean {
	if (!stamp || values[stamp.field] === undefined) return true;
	const moment = Date.parse(String(values[stamp.field]));
	const earliest = stamp.of === 'event' ? since.from : since.published;
	if (Number.isNaN(moment) || moment < earliest - (stamp.of === 'day' ? day : 0)) return false;
	return !bornWith || moment !== Date.parse(String(values[bornWith]));
}

/** The day of the last change to a status, which the firm may also set by hand. */
export const statusDates: Record<string, string> = {
	matter_opened: 'open_date',
	matter_pended: 'pending_date',
	matter_closed: 'close_date',
};

/** By what a delivery is recognised when it comes again. */
export interface Keys {
	/** It is a repetition if one of these is known; without any, it tells too little. */
	asked: string[];
	/** What is known once it was there. */
	left: string[];
}

/**
 * A record is created once; other changes go by its version. A recovered change may have come under
 * another name, so it is asked for more widely.
 * @param values of the record, as far as they are known
 */
export function keysOf(delivery: Delivery, rule: Rule, values = delivery.data): Keys {
	const id = String(delivery.id);
	const { event, model, recovered } = delivery;
	if (rule.once) return both([id]);
	const stamp = rule.stamp && values[rule.stamp.field];
	if (stamp) return both([`${id} ${String(stamp)}`]);
	const version = values[versionOf(model)];
	const date = values[statusDates[event]];
	const isNew = event === 'created';
	const told = delivery.data[versionOf(model)];
	const own = isNew ? [`${id} created`] : told ? [`${id} ${String(told)} ${event}`] : [];
	const broad = [
		...(version && !(event in statusDates) ? [`${id} ${String(version)}`] : []),
		...(date ? [`${id} ${event} ${String(date)}`] : []),
	];
	return { asked: recovered && !isNew ? [...own, ...broad] : own, left: [...own, ...broad] };
}

const both = (keys: string[]): Keys => ({ asked: keys, left: keys });
