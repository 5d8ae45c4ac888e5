import type { INodeType } from 'n8n-workflow';
import { nodeTypes } from '../engine/engine.cts';
import type { Line } from './chaos-line.cts';

/** Real time, in milliseconds: a minute of n8n's. */
export const aMinute = 600;
const together = 3;

/** A node, and properties that n8n may add to. */
export function loaded(name: string): INodeType {
	const type = nodeTypes.getByName(`n8n-nodes-clio.${name}`);
	const description = { ...type.description, properties: [...type.description.properties] };
	return Object.create(type, { description: { value: description } }) as INodeType;
}

/** Somebody in the firm changes some of the matters, others each time. */
export function changeSome({ sandbox, firm }: Line, round: number): number[] {
	const ids = firm
		.all('matters')
		.slice(round * together, (round + 1) * together)
		.map(({ id }) => id);
	sandbox.change('matters', { description: `Changed ${round}` }, { ids });
	return ids;
}
