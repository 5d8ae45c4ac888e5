import type { Client, Json } from '../client';
import { ClioError } from '../errors';
import { keysOf } from '../events/delivery';
import { pages } from '../pages';
import { Records } from '../records';
import { resources } from '../resources';
import { overlap } from './poll';
import type { Found, Source } from './source';

/** Where notes are in Clio Grow: on contacts and on matters. */
export const noteKinds: Record<string, { label: string; notes: string; on: string }> = {
	contacts: { label: 'Contacts', notes: 'growContactNote', on: 'growContact' },
	matters: { label: 'Matters', notes: 'growMatterNote', on: 'growMatter' },
};

/** So many records are asked for their notes at a poll, of those that changed and of the others. */
const mostAsked = 30;

/** How far the round through all records has come. */
interface Round {
	/** The page it is on; none for the first. */
	page?: string;
	/** The record of the page that was asked last; one that is gone since does not shift those behind it. */
	last?: unknown;
	/** From when on notes of this round are new, and when the round began; milliseconds by Clio's clock. */
	from: number;
	began: number;
}

/**
 * New notes in Clio Grow, which lists only those of one contact or matter. Whether a note changes its
 * record's `updated_at` is not known: records that changed are asked at once, and all the others in turn,
 * some at each poll, since Clio gives three requests a second to all of a firm's workflows.
 */
export function noteSource(kind: string): Source {
	return {
		async since(client, { from, published }) {
			const changed = await changedSince(client, kind, from);
			return notesOf(client, kind, changed.slice(-mostAsked), Math.max(from, published));
		},
		async goRound(client, kept, begun) {
			const now = client.clioNow();
			const round = (kept as Round | undefined) ?? { from: begun, began: begun };
			const page = await pageOf(client, kind, round);
			if (!page) return { found: [], kept: { from: round.from, began: now } };
			const { records, next } = page;
			const left = records.slice(records.findIndex(({ id }) => id === round.last) + 1);
			const some = left.slice(0, mostAsked);
			const found = await notesOf(client, kind, some, round.from);
			const isDone = some.length === left.length;
			const last = some[some.length - 1]?.id;
			return { found, kept: isDone ? turned(round, { next, now, begun }) : { ...round, last } };
		},
		async sample(client) {
			const latest = await changedSince(client, kind, client.clioNow() - 30 * 86_400_000);
			return (await notesOf(client, kind, latest.slice(-10), 0)).pop();
		},
		lookBack: overlap,
		remembers: 20_000,
	};
}

/** On to the next page, or after the last one to the next round. */
const turned = (
	{ from, began }: Round,
	{ next, now, begun }: { next?: string; now: number; begun: number },
): Round =>
	next ? { page: next, from, began } : { from: Math.max(begun, began - overlap), began: now };

/**
 * The page that a round is on. How long a link to one is good is not known: without it the round begins again,
 * with the same notes new.
 */
async function pageOf(
	client: Client,
	kind: string,
	{ page }: Round,
): Promise<{ records: Json[]; next?: string } | undefined> {
	const on = resources[noteKinds[kind].on];
	const attempt = new Records(client, on).attempt('list');
	if (!page) return client.list({ path: on.path, query: { fields: 'id' }, attempt });
	return client.list({ path: page, attempt }).catch((error: unknown) => {
		if (!isOneOf(['refused', 'notFound', 'unexpected'], error)) throw error;
		return undefined;
	});
}

const isOneOf = (causes: string[], error: unknown): boolean =>
	error instanceof ClioError && causes.includes(error.reason);

/** Oldest change first. */
async function changedSince(client: Client, kind: string, from: number): Promise<Json[]> {
	const on = resources[noteKinds[kind].on];
	const all: Json[] = [];
	for await (const { records } of pages(client, on.path, false, {
		query: { updated_since: new Date(from).toISOString() },
		attempt: new Records(client, on).attempt('list'),
	}))
		all.push(...records);
	return all.sort((a, b) => Date.parse(String(a.updated_at)) - Date.parse(String(b.updated_at)));
}

async function notesOf(client: Client, kind: string, of: Json[], from: number): Promise<Found[]> {
	const found: Found[] = [];
	for (const parent of of) found.push(...(await notesOn(client, kind, parent, from).catch(ifGone)));
	return found.sort((a, b) => a.at - b.at);
}

async function notesOn(client: Client, kind: string, parent: Json, from: number): Promise<Found[]> {
	const { notes, on } = noteKinds[kind];
	const found: Found[] = [];
	const path = `${resources[on].path}/${String(parent.id)}/notes`;
	for await (const { records } of pages(client, path, false, {
		query: from ? { created_since: new Date(from).toISOString() } : {},
		attempt: new Records(client, resources[notes]).attempt('list'),
	}))
		found.push(...records.map((record) => asFound(record, kind, parent)));
	return found;
}

/** A record that was deleted since it was listed has no notes. */
function ifGone(error: unknown): Found[] {
	if (!isOneOf(['notFound'], error)) throw error;
	return [];
}

function asFound(record: Json, kind: string, parent: Json): Found {
	const { notes: model } = noteKinds[kind];
	const event = 'created';
	const delivery = {
		id: `${model} ${String(record.id)}`,
		event,
		model,
		data: record,
		meta: { event },
	};
	return {
		event,
		resource: resources[model],
		record,
		at: Date.parse(String(record.created_at)),
		keys: keysOf(delivery, { model, events: [event], where: {} }),
		beside: besideOf(kind, parent),
	};
}

const besideOf = (kind: string, { id, name, description, clio_id: clioId }: Json): Json =>
	kind === 'contacts'
		? { contact: name ?? null, contactId: id, contactClioId: clioId ?? null }
		: { matter: description ?? null, matterId: id, matterClioId: clioId ?? null };
