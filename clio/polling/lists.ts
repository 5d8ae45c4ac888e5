import type { Client, Json, Query } from '../client';
import { refuse } from '../errors';
import { keysOf, meets, statusDates, type Delivery, type Rule } from '../events/delivery';
import { changedAt, missedSince } from '../events/missed';
import { resourceOf, versionOf } from '../events/models';
import { chosenFields, joinFields } from '../fields';
import { pages } from '../pages';
import { inBatches, Records } from '../records';
import { resources } from '../resources';
import type { Resource } from '../resources/vocabulary';
import { digest } from './memory';
import { overlap } from './poll';
import type { Found, Source } from './source';

/** What of a list counts. */
export interface Listing {
	/** What the output shows of a record, as Clio's `fields`. */
	fields: string;
	/** List parameters; several are several lists, e.g. notes on matters and notes on contacts. */
	queries: Query[];
	/** What Clio's list cannot be asked for. */
	keeps?: (record: Json) => boolean;
	/** Fields of which one must have changed. */
	watched?: string[];
}

const day = 86_400_000;
/** A baseline of more would fill n8n's database at each change. */
const mostWatched = 10_000;

/** What was created, changed or stamped in one of Clio's lists. */
export function listSource(rule: Rule, { fields, queries, keeps, watched }: Listing): Source {
	const resource = resourceOf(rule.model);
	const keptBy = ({ record }: Found) => keeps?.(record) ?? true;
	const asRule = watched ? { ...rule, events: ['created', 'updated'] } : rule;
	const all = watched ? joinFields(fields, chosenFields(resource, watched)) : fields;
	const asFound = (delivery: Delivery): Found => found(delivery, { rule, resource, watched });
	return {
		async since(client, since) {
			const lists: Delivery[] = [];
			for (const query of queries)
				lists.push(...(await missedSince(client, asRule, since, { fields: all, query })));
			return lists.map(asFound).filter(keptBy);
		},
		async byIds(client, ids) {
			const records = new Records(client, resource);
			const some: Json[] = [];
			for (const group of inBatches(ids, all, resource))
				some.push(...(await records.byIds(group, all)).values());
			return some
				.filter((data) => meets(data, rule.where))
				.map((data) => asFound(asDelivery(data, 'updated', rule)));
		},
		async sample(client) {
			const records = await newest(client, resource, { ...queries[0], fields: all });
			const fitting = records.filter((data) => meets(data, rule.where) && hasStamp(data, rule));
			return [...fitting, ...records]
				.map((data) => asFound(asDelivery(data, rule.events[0], rule)))
				.find(keptBy);
		},
		lookBack: lookBackOf(rule),
		remembers: remembersOf(rule),
		...(watched
			? { baseline: async (client) => baseline(client, resource, queries, watched) }
			: {}),
	};
}

const asDelivery = (data: Json, event: string, { model }: Rule): Delivery => ({
	id: data.id,
	event,
	model,
	data,
	meta: { event },
});

interface Around {
	rule: Rule;
	resource: Resource;
	watched?: string[];
}

function found(delivery: Delivery, { rule, resource, watched }: Around): Found {
	const { event, data } = delivery;
	const known = versioned(resource, data);
	return {
		event,
		resource,
		record: data,
		at: changedAt(data),
		keys: keysOf({ ...delivery, data: known }, rule, known),
		...(watched
			? {
					watched: {
						values: valuesOf(resource, data, watched),
						isQuiet: !rule.events.includes(event),
					},
				}
			: {}),
	};
}

function valuesOf(resource: Resource, data: Json, watched: string[]): Json {
	const valueOf = (name: string) =>
		isPart(resource, name) ? withoutId(data[name]) : (data[name] ?? null);
	return Object.fromEntries(watched.map((name) => [name, valueOf(name)]));
}

/** True for a record that is this one's own, e.g. the budget of a matter: what is in it counts, not which one it is. */
const isPart = ({ records, writes }: Resource, name: string): boolean =>
	name in records &&
	writes[name]?.kind !== 'reference' &&
	(writes[name]?.kind === 'object' || !(records[name] in resources));

function withoutId(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value ?? null;
	const { id, ...rest } = value as Json;
	void id;
	return rest;
}

/** Without an etag, two changes in one second differ by nothing but what they changed. */
function versioned(resource: Resource, data: Json): Json {
	if (resource.reads.includes('etag')) return data;
	return { ...data, updated_at: `${String(data.updated_at)} ${digest(JSON.stringify(data))}` };
}

/** Days are set by hand and stay when a record is changed otherwise; some things Clio does not stamp at all. */
function lookBackOf({ once, stamp, events }: Rule): number {
	if (once) return Infinity;
	return stamp?.of === 'day' || events.some((event) => event in statusDates) ? 2 * day : overlap;
}

function remembersOf({ once, stamp, events }: Rule): number {
	if (once) return 20_000;
	const isStamped = stamp && stamp.of !== 'event';
	return isStamped || events.some((event) => event in statusDates) ? 5_000 : 0;
}

const hasStamp = (data: Json, { stamp }: Rule): boolean => !stamp || Boolean(data[stamp.field]);

/** Where the list can be sorted, the newest come first; else what changed in the last month comes last. */
async function newest(client: Client, resource: Resource, query: Query): Promise<Json[]> {
	const attempt = new Records(client, resource).attempt('list');
	const asked = { ...resource.part?.query, ...resource.whole, ...query };
	const list = async (more: Query) =>
		(await client.list({ path: resource.path, query: { ...asked, ...more }, attempt })).records;
	if (resource.orders.includes('id')) return list({ order: 'id(desc)', limit: 20 });
	const since = new Date(client.clioNow() - 30 * day).toISOString();
	const recent = 'updated_since' in resource.filters ? await list({ updated_since: since }) : [];
	return (recent.length ? recent : await list({})).reverse();
}

async function baseline(
	client: Client,
	resource: Resource,
	queries: Query[],
	watched: string[],
): Promise<Map<string, Json>> {
	const all = new Map<string, Json>();
	const { path, orders, plural, part, whole, byCursor, page } = resource;
	const fields = joinFields(`id,${versionOf(resource.name)}`, chosenFields(resource, watched));
	for (const query of queries)
		for await (const { records } of pages(client, path, orders.includes('id'), {
			query: { ...part?.query, ...whole, ...query, fields },
			byCursor,
			page,
			attempt: new Records(client, resource).attempt('list'),
		})) {
			for (const record of records) all.set(String(record.id), valuesOf(resource, record, watched));
			if (all.size > mostWatched)
				refuse(
					`There are more than ${mostWatched.toLocaleString('en-US')} ${plural.toLowerCase()} to watch`,
					'To tell what changed in them, the trigger has to remember each. Narrow the list with Filters, or remove the watched fields.',
				);
		}
	return all;
}
