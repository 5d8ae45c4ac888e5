import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeType } from 'n8n-workflow';
import { loading, nodeTypes } from '../engine/engine.cts';
import { PollHost } from '../engine/poll-host.cts';
import type { Line } from './chaos-line.cts';
import type { Judge, Verdict, Work } from './chaos-work.cts';

/** Real time, in milliseconds: a minute of n8n's. */
const aMinute = 600;
const rounds = 6;
const together = 3;

/** A node, and properties that n8n may add to. */
function loaded(name: string): INodeType {
	const type = nodeTypes.getByName(`n8n-nodes-clio.${name}`);
	const description = { ...type.description, properties: [...type.description.properties] };
	return Object.create(type, { description: { value: description } }) as INodeType;
}

/** Somebody in the firm changes some of the matters, others each time. */
function change({ sandbox, firm }: Line, round: number): number[] {
	const ids = firm
		.all('matters')
		.slice(round * together, (round + 1) * together)
		.map(({ id }) => id);
	sandbox.change('matters', { description: `Changed ${round}` }, { ids });
	return ids;
}

const sorted = (ids: unknown[]) => ids.map(Number).sort((a, b) => a - b);

/** Whatever happens on the line, what was changed comes when it is good again, each once. */
async function polled(outer: Line): Promise<Judge> {
	const line = await outer.another({ matters: 30 });
	const host = await PollHost.start({
		sandbox: line.sandbox,
		credential: line.addresses(),
		parameters: { triggerOn: 'matterUpdated' },
		load: () => loaded('clioPollTrigger'),
	});
	await host.activate();
	await sleep(aMinute);
	line.rageAgain();
	const changed: number[] = [];
	for (let round = 0; round < rounds; round++) {
		changed.push(...change(line, round));
		await sleep(aMinute);
		await host.tick();
	}
	line.calm();
	for (let round = 0; round < 3; round++) {
		await sleep(2 * aMinute);
		await host.tick();
	}
	host.kill();
	return () => {
		assert.deepEqual(sorted(host.items.map(({ id }) => id)), sorted(changed));
		return [{}, ...host.failed.map(asVerdict)];
	};
}

const asVerdict = ({ message }: Error): Verdict => ({ error: message });

const work = (family: string, run: Work['run']): Work => ({
	family,
	isChange: false,
	run: async (line) => {
		await loading;
		return await run(line);
	},
});

export const triggers: Work[] = [work('the rounds of Clio Poll Trigger', polled)];
