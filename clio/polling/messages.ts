import type { Client, Json } from '../client';
import { keysOf } from '../events/delivery';
import { pages } from '../pages';
import { Records } from '../records';
import { resources } from '../resources';
import { overlap } from './poll';
import type { Found, Source } from './source';

/**
 * New secure messages. Clio lists those of one conversation only, so the conversations with the newest
 * messages are looked for first; whether a message changes its conversation's `updated_at` is not known.
 * @param fields what the output shows of a message
 */
export function messageSource(fields: string): Source {
	return {
		async since(client, { from }) {
			const all: Found[] = [];
			for (const id of await conversationsSince(client, from))
				all.push(...(await messagesOf(client, id, { from, fields })));
			return all;
		},
		async sample(client) {
			const [id] = await conversationsSince(client, 0, 1);
			return id === undefined
				? undefined
				: (await messagesOf(client, id, { from: 0, fields, most: 1 })).pop();
		},
		lookBack: overlap,
		remembers: 0,
	};
}

const rule = { model: 'conversationMessage', events: ['created'], where: {} };

/** Those with a message since then, the newest first. */
async function conversationsSince(
	client: Client,
	from: number,
	most = Infinity,
): Promise<string[]> {
	const { conversation } = resources;
	const ids: string[] = [];
	for await (const { records } of pages(client, conversation.path, true, {
		query: { fields: 'id,last_message{id,created_at}' },
		order: 'last_message_id(desc)',
		limit: most,
		attempt: new Records(client, conversation).attempt('list'),
	})) {
		const fresh = records.filter(
			({ last_message: last }) => createdAt(Object(last) as Json) >= from,
		);
		ids.push(...fresh.map(({ id }) => String(id)));
		if (fresh.length < records.length) break;
	}
	return ids;
}

interface Reading {
	from: number;
	fields: string;
	most?: number;
}

/** The newest come first: Clio's `created_since` asks when the conversation was created, not the message. */
async function messagesOf(
	client: Client,
	conversation: string,
	{ from, fields, most }: Reading,
): Promise<Found[]> {
	const { conversationMessage: resource } = resources;
	const all: Found[] = [];
	for await (const { records } of pages(client, resource.path, true, {
		query: { conversation_id: conversation, fields },
		order: 'id(desc)',
		byCursor: true,
		limit: most,
		attempt: new Records(client, resource).attempt('list'),
	})) {
		const fresh = records.filter((record) => createdAt(record) >= from);
		all.push(...fresh.map(found));
		if (fresh.length < records.length) break;
	}
	return all.reverse();
}

function found(record: Json): Found {
	const event = 'created';
	const { model } = rule;
	const delivery = { id: record.id, event, model, data: record, meta: { event } };
	return {
		event,
		resource: resources.conversationMessage,
		record,
		at: createdAt(record),
		keys: keysOf(delivery, rule),
	};
}

const createdAt = ({ created_at: created }: Json): number => Date.parse(String(created));
