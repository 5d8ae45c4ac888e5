import type { Client, Json, Query } from '../client';
import { fieldsForPaths, joinFields } from '../fields';
import { pages } from '../pages';
import { Records } from '../records';
import type { Resource } from '../resources/vocabulary';
import { isNews, meets, statusDates, type Delivery, type Rule, type Since } from './delivery';
import { resourceOf, statusEvents, versionOf } from './models';

const hour = 3_600_000;

/** False where Clio's list cannot say what changed since a moment. */
export const canRecover = ({ model, events }: Rule): boolean =>
	'updated_since' in resourceOf(model).filters && events.some((event) => event !== 'deleted');

/** What else is asked of the list. */
interface Asked {
	/** More `fields` of each record. */
	fields?: string;
	query?: Query;
}

/**
 * What was changed since a moment, oldest first, as deliveries. Clio's lists do not say which field
 * changed, nor what was deleted.
 */
export async function missedSince(
	client: Client,
	rule: Rule,
	since: Since,
	asked: Asked = {},
): Promise<Delivery[]> {
	const resource = resourceOf(rule.model);
	const fields = fieldsFor(rule);
	const found: Json[] = [];
	for await (const { records } of pages(client, resource.path, resource.orders.includes('id'), {
		query: {
			...resource.part?.query,
			...resource.whole,
			...asked.query,
			...narrowed(resource, rule, since.from),
			fields: asked.fields ? joinFields(fields, asked.fields) : fields,
		},
		byCursor: resource.byCursor,
		page: resource.page,
		attempt: new Records(client, resource).attempt('list'),
	})) {
		found.push(...records);
	}
	return found
		.filter((record) => changedAt(record) >= since.from)
		.sort((a, b) => changedAt(a) - changedAt(b))
		.flatMap((record) => deliveriesOf(record, rule, since));
}

/** Some lists cannot say what is new: they are read whole. */
function narrowed({ filters }: Resource, { events }: Rule, from: number): Query {
	const filter = events.join() === 'created' ? 'created_since' : 'updated_since';
	return from > 0 && filter in filters ? { [filter]: new Date(from).toISOString() } : {};
}

/** When a record was changed last, in milliseconds; some only say when they were created. */
export const changedAt = ({ updated_at: updated, created_at: created }: Json): number =>
	Date.parse(String(updated ?? created));

/** What is needed to tell what happened, and to recognise it. */
function fieldsFor({ model, stamp, bornWith, where }: Rule): string {
	const { reads } = resourceOf(model);
	const always = ['id', versionOf(model), 'created_at', 'updated_at'].filter((one) =>
		reads.includes(one),
	);
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
