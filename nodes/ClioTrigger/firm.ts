import type { IExecuteFunctions } from 'n8n-workflow';
import type { Client } from '../../clio/client';
import { Firm } from '../../clio/firm';

interface Memory {
	known: Map<string, Promise<unknown>>;
	/** Until when it counts, in milliseconds. */
	until: number;
}

const lasts = 60_000;
const memories = new Map<string, Memory>();

/**
 * The firm as one credential sees it. What was asked stays known for a minute, because each event starts an
 * execution of its own: a hundred in a row would all ask for the same custom fields (facts 2.8).
 */
export function firmOf(context: IExecuteFunctions, client: Client): Firm {
	const key = `${String(context.getNode().credentials?.clioOAuth2Api?.id)} ${client.place.host}`;
	const now = Date.now();
	for (const [one, { until }] of memories) if (until <= now) memories.delete(one);
	const memory = memories.get(key) ?? { known: new Map(), until: now + lasts };
	memories.set(key, memory);
	return new Firm(client, memory.known);
}
