import type { Client, Json } from '../client';
import { fieldsForPaths } from '../fields';
import { pages } from '../pages';
import { Records } from '../records';
import { isNews, meets, statusDates, type Delivery, type Rule, type Since } from './delivery';
import { resourceOf, statusEvents, versionOf } from './models';

const hour = 3_600_000;

/** False where Clio's list cannot say what changed since a moment. */
export const canRecover = ({ model, events }: Rule): boolean =>
	'updated_since' in resourceOf(model).filters && events.some((event) => event !== 'deleted');

/**
 * What was changed since a moment, oldest first, as deliveries. Clio's lists do not say which field
 * changed, nor what was deleted.
 */
export async function missedSince(client: Client, rule: Rule, since: Since): Promise<Delivery[]> {
	const resource = resourceOf(rule.model);
	const filter = rule.events.join() === 'created' ? 'created_since' : 'updated_since';
	const found: Json[] = [];
	for await (const { records } of pages(client, resource.path, resource.orders.includes('id'), {
		query: {
			...resource.whole,
			[filter]: new Date(since.from).toISOString(),
			fields: fieldsFor(rule),
		},
		attempt: new Records(client, resource).attempt('list'),
	})) {
		found.push(...records);
	}
	return found
		.sort((a, b) => changedAt(a) - changedAt(b))
		.flatMap((record) => deliveriesOf(record, rule, since));
}

const changedAt = ({ updated_at }: Json): number => Date.parse(String(updated_at));

/** What is needed to tell what happened, and to recognise it. */
function fieldsFor({ model, stamp, bornWith, where }: Rule): string {
	const always = ['id', versionOf(model), 'created_at', 'updated_at'];
	const forStatus = model === 'matter' ? ['status', ...Object.values(statusDates)] : [];
	const stamps = [stamp?.field, bornWith].filter((name): name is string => Boolean(name));
	return fieldsForPaths([...new Set([...always, ...forStatus, ...stamps, ...Object.keys(where)])]);
}

function deliveriesOf(data: Json, rule: Rule, since: Since): Delivery[] {
	if (!isNews(data, rule, since) || !meets(data, rule.where)) return [];
	return happened(data, rule, since.from).map((event) => ({
		id: data.id,
		event,
		model: rule.model,
		data,
		meta: { event },
		recovered: true,
	}));
}

/** All that can have happened; what has started the workflow before is recognised by its keys. */
function happened(data: Json, { events, stamp }: Rule, from: number): string[] {
	const isNew = isSince(data.created_at, from);
	if (stamp) return [isNew && events.includes('created') ? 'created' : 'updated'];
	const isEdited = !isNew || changedAt(data) > Date.parse(String(data.created_at));
	return events.filter((event) => {
		if (event === 'created') return isNew;
		return event === 'updated' ? isEdited : isTurned(data, event, from);
	});
}

/**
 * Clio stamps a status with a day, in the firm's time zone: one that had not begun anywhere on Earth at
 * that moment is too early. A matter opened again keeps its first day and is not recognised.
 */
function isTurned(data: Json, event: string, since: number): boolean {
	if (!(event in statusDates) || statusEvents[String(data.status)] !== event) return false;
	const earliest = new Date(since - 12 * hour).toISOString().slice(0, 10);
	return String(data[statusDates[event]] ?? '') >= earliest;
}

const isSince = (moment: unknown, since: number): boolean => Date.parse(String(moment)) >= since;
