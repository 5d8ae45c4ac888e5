import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeType } from 'n8n-workflow';
import { loading, nodeTypes } from '../engine/engine.cts';
import { PollHost } from '../engine/poll-host.cts';
import { TriggerHost } from '../engine/trigger-host.cts';
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

/** A webhook is registered once, however often its registration fails; what came while n8n was down is caught up on. */
async function caughtUp(outer: Line): Promise<Judge> {
	const webhooks = { handshake: 'before', retries: 0, suspendAfter: Infinity } as const;
	const line = await outer.another({ matters: 30, webhooks });
	const host = await TriggerHost.start({
		sandbox: line.sandbox,
		credential: line.addresses(),
		parameters: { triggerOn: 'matterUpdated' },
		load: () => loaded('clioTrigger'),
	});
	const told: Verdict[] = [];
	const published = async (begin: () => Promise<void>) => {
		for (let tries = 0; tries < 20; tries++) {
			const error = await begin().then(
				() => undefined,
				(failed: Error) => failed,
			);
			if (!error) return;
			told.push(asVerdict(error));
		}
		line.calm();
		await begin();
	};
	try {
		line.rageAgain();
		await published(async () => host.activate());
		const registered = line.sandbox.webhooks.list().length;
		line.calm();
		await sleep(aMinute);
		await host.tick();
		host.kill();
		await line.sandbox.advance(600_000);
		const changed: number[] = [];
		for (let round = 0; round < rounds; round++) {
			changed.push(...change(line, round));
			await sleep(aMinute / 4);
		}
		await line.sandbox.webhooks.settled();
		await line.sandbox.advance(300_000);
		line.rageAgain();
		const before = told.length;
		await host.restart().catch((error: Error) => told.push(asVerdict(error)));
		// Memory is that of this process: a second restart would take for told what the first one did not come to.
		if (told.length > before) await published(async () => host.activate('init'));
		for (let tick = 0; tick < 4; tick++) await host.tick();
		line.calm();
		for (let tick = 0; tick < 4; tick++) {
			await sleep(aMinute);
			await host.tick();
			await quiet(line, host);
		}
		const { started, failed } = host;
		return () => {
			assert.equal(registered, 1, `${registered} webhooks were registered`);
			const ids = started.flatMap(({ json }) => json.map(({ id }) => id));
			const broken = started.filter(({ error }) => error);
			assert.equal(new Set(ids).size, ids.length, 'A change came twice');
			assert.equal(ids.length + broken.length, changed.length, 'A change did not come');
			return [{}, ...told, ...failed.map(asVerdict)];
		};
	} finally {
		line.calm();
		await host.stop();
	}
}

/** Clio has not been asked, and nothing has been started, for a while. */
async function quiet({ sandbox }: Line, host: TriggerHost): Promise<void> {
	for (let before = ''; ;) {
		const now = `${sandbox.requests.length} ${host.begun}`;
		if (now === before) return await host.settled();
		before = now;
		await sleep(aMinute);
	}
}

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
	work('what Clio Trigger missed', caughtUp),
];
