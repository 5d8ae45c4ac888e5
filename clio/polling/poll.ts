import type { Client, Json } from '../client';
import { ClioError } from '../errors';
import type { Since } from '../events/delivery';
import { Memory, type Kept } from './memory';
import type { Found, Source } from './source';
import { compact, isSame, shown, shownNow } from './values';

/** Something that happened, with what changed where that was asked. */
export interface Told extends Found {
	/** Name of the field -> its value before and now. */
	changes?: Record<string, { from: unknown; to: unknown }>;
}

export interface Polled {
	told: Told[];
	kept: Kept;
}

/**
 * Clio's lists are asked again for the two minutes before the last poll: what was being saved just then may
 * show a moment later. What was there before is recognised.
 */
export const overlap = 120_000;

/** Told in one execution; the rest waits for the next poll. */
const mostAtOnce = 5_000;

/**
 * What happened since the last poll, oldest first. The first poll only learns what is there, so that nothing
 * old starts the workflow. Throws without having changed `kept`: the next poll then looks at the same again.
 */
export async function poll(
	client: Client,
	sources: Source[],
	kept: Kept | undefined,
	of: string,
): Promise<Polled> {
	if (!kept) {
		const begun = await begin(client, sources, of);
		return sources.some(isToldAtOnce)
			? poll(client, sources, begun, of)
			: { told: [], kept: begun };
	}
	const began = client.now();
	const found = await findAll(client, sources, { published: kept.begun, from: kept.from });
	const now = began + client.clioNow() - client.now();
	const memory = new Memory(kept);
	found.push(...(await goRound(client, sources, kept, memory)));
	const { told, rest } = choose(found, memory);
	// What has to wait may have been found on a round, which then goes the same way again.
	if (rest) memory.rounds = kept.rounds;
	const from = Math.min(now, rest?.at ?? now) - overlap;
	return { told, kept: memory.keep(now, from, mostRemembered(sources)) };
}

const isToldAtOnce = ({ lookBack }: Source): boolean => lookBack === undefined;

const mostRemembered = (sources: Source[]): number =>
	Math.max(...sources.map(({ remembers }) => remembers));

/** What is new of it, and the first that has to wait. */
function choose(found: Found[], memory: Memory): { told: Told[]; rest?: Found } {
	const told: Told[] = [];
	for (const one of found) {
		if (memory.has(one.keys.asked)) continue;
		if (told.length === mostAtOnce) return { told, rest: one };
		memory.add(one.keys.left);
		const changes = one.watched && changesOf(one, memory);
		if (one.watched?.isQuiet || (one.event === 'updated' && one.watched && !changes)) continue;
		told.push({ ...one, ...(changes ? { changes } : {}) });
	}
	return { told };
}

/** What changed in the watched fields; they are remembered as they are now. */
function changesOf({ record, watched }: Found, memory: Memory): Told['changes'] {
	const { values } = watched!;
	const id = String(record.id);
	const before = memory.values[id];
	memory.values[id] = Object.values(values).map(compact);
	if (!before) return undefined;
	const changed = Object.entries(values).filter(
		([, value], at) => !isSame(before[at] ?? '', compact(value)),
	);
	if (!changed.length) return undefined;
	const names = Object.keys(values);
	return Object.fromEntries(
		changed.map(([name, value]) => [
			name,
			{ from: shown(before[names.indexOf(name)] ?? 'null') ?? null, to: shownNow(value) },
		]),
	);
}

/** The same record may stand in several lists. */
async function findAll(client: Client, sources: Source[], since: Since): Promise<Found[]> {
	const all: Found[] = [];
	for (const source of sources) all.push(...(await source.since(client, since)));
	return all.sort((a, b) => a.at - b.at);
}

/** What is found in a round is older, or was found before. */
async function goRound(
	client: Client,
	sources: Source[],
	{ rounds = [], begun }: Kept,
	memory: Memory,
): Promise<Found[]> {
	const all: Found[] = [];
	memory.rounds = [];
	for (const [at, source] of sources.entries()) {
		if (!source.goRound) continue;
		const { found, kept } = await source.goRound(client, rounds[at], begun);
		memory.rounds[at] = kept;
		all.push(...found);
	}
	return all;
}

/** Learns what is there before anything counts as new. */
async function begin(client: Client, sources: Source[], of: string): Promise<Kept> {
	await learnClock(client);
	// Clio's clock is known to the second, and so are its stamps.
	const begun = Math.floor(client.clioNow() / 1_000) * 1_000;
	const memory = new Memory({ of, begun, from: begun, seen: [] });
	for (const source of sources) {
		if (source.lookBack === undefined) continue;
		const from = Math.max(0, begun - source.lookBack);
		const there = await source.since(client, { published: begun, from });
		// What this second had already is no news; what comes in later seconds, while the rest is read, is.
		for (const { at, keys } of there) if (at < begun + 1_000) memory.add(keys.left);
		for (const [id, values] of (await source.baseline?.(client)) ?? [])
			memory.values[id] = Object.values(values).map(compact);
	}
	return memory.keep(begun, begun - overlap, Math.max(1, mostRemembered(sources)));
}

/** Any answer tells the time, also that the connection may not read users. */
async function learnClock(client: Client): Promise<void> {
	const attempt = { did: 'read the connected user' };
	const query = { fields: 'id' };
	const call = { method: 'GET' as const, path: 'users/who_am_i', query, attempt };
	await client.call(call).catch((error: unknown): Json => {
		if (!(error instanceof ClioError) || error.reason !== 'permission') throw error;
		return {};
	});
}
