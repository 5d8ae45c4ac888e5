import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { loading } from '../engine/engine.cts';
import { PollHost } from '../engine/poll-host.cts';
import { aMinute, changeSome, loaded } from './chaos-firm.cts';
import type { Line } from './chaos-line.cts';
import { called } from './chaos-webhook.cts';
import type { Judge, Verdict, Work } from './chaos-work.cts';

const rounds = 6;

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
		changed.push(...changeSome(line, round));
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

export const triggers: Work[] = [
	work('the rounds of Clio Poll Trigger', polled),
	work('what Clio Trigger is called for', called),
];
