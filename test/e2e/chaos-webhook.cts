import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { TriggerHost, type Started } from '../engine/trigger-host.cts';
import { aMinute, changeSome, loaded } from './chaos-firm.cts';
import type { Line } from './chaos-line.cts';
import { said, type Judge, type Verdict } from './chaos-work.cts';

/** Clio gives up soon on an address that cannot be reached, and stops calling it. */
const webhooks = {
	handshake: 'before',
	...{ retries: 1, firstRetryMs: 5_000, suspendAfter: 3 },
	/** For this machine answers in its own time. */
	timeoutMs: 300_000,
} as const;
/** What is told of that, over a good line as well. */
const afterPause = 'Clio had stopped calling this trigger, because its calls had failed';
const mostTries = 20;

/**
 * Whatever happens on the line: one webhook, and each change is given to an execution, which shows the record as one
 * does that has no such line between, or fails with a message. n8n is down meanwhile, and starts again over that line.
 */
export async function called(outer: Line): Promise<Judge> {
	const line = await outer.another({ matters: 40, webhooks });
	const [host, other] = await Promise.all([hostOf(line, line.addresses()), hostOf(line)]);
	try {
		await other.activate();
		line.rageAgain();
		const refused = await published(line, host);
		const changed = await changes(line, 0, () => void host.tick());
		await quiet(line, host);
		host.kill();
		changed.push(...(await changes(line, 4)));
		await line.sandbox.advance(60_000);
		await host.restart();
		changed.push(...(await changes(line, 8, () => void host.tick())));
		line.calm();
		for (let round = 0; round < 2; round++) {
			await sleep(6 * aMinute);
			await host.tick();
			await quiet(line, host);
		}
		await other.settled();
		return () => {
			const calling = line.sandbox.webhooks.list().filter(({ url }) => url === host.address);
			assert.equal(calling.length, 1, `${calling.length} webhooks call`);
			const told = host.failed.filter(({ message }) => message !== afterPause);
			const verdicts = changed.map((id) => verdictOn(id, line, [host, other]));
			return [...verdicts, ...[...refused, ...told].map(asVerdict)];
		};
	} finally {
		line.calm();
		await Promise.all([host.stop(), other.stop()]);
	}
}

const hostOf = ({ sandbox }: Line, credential?: ReturnType<Line['addresses']>) =>
	TriggerHost.start({
		...{ sandbox, credential, memory: loaded('clioTrigger') },
		parameters: { triggerOn: 'matterUpdated' },
	});

/** Somebody publishes the workflow, again and again if need be. */
async function published(line: Line, host: TriggerHost): Promise<Error[]> {
	const refused: Error[] = [];
	while (refused.length < mostTries) {
		try {
			await host.activate();
			return refused;
		} catch (error) {
			refused.push(error as Error);
		}
	}
	line.calm();
	await host.activate();
	line.rageAgain();
	return refused;
}

/** Some matters change each minute, and tokens expire. */
async function changes(line: Line, from: number, between = () => {}): Promise<number[]> {
	const changed: number[] = [];
	for (let round = from; round < from + 4; round++) {
		changed.push(...changeSome(line, round));
		if (round % 2) line.expireTokens();
		await sleep(aMinute);
		between();
	}
	return changed;
}

/** Clio has not been asked, nothing was sent and nothing started, for a while. */
async function quiet({ sandbox }: Line, host: TriggerHost): Promise<void> {
	for (let before = ''; ;) {
		await sandbox.webhooks.settled();
		await host.settled();
		const now = `${sandbox.requests.length} ${host.begun}`;
		if (now === before) return;
		before = now;
		await sleep(aMinute);
	}
}

function verdictOn(id: number, line: Line, [host, other]: TriggerHost[]): Verdict {
	const executions = host.started.filter(({ given }) => given.some((one) => one.id === id));
	assert.ok(executions.length, `The change of ${id} was given to no execution`);
	const [truth] = shownBy(other.started, id);
	assert.ok(truth, `Without the line the change of ${id} did not come`);
	const shown = shownBy(executions, id);
	assert.ok(shown.length <= 1, `The change of ${id} started the workflow ${shown.length} times`);
	for (const { recovered, ...one } of shown) assert.deepEqual(line.atHome(one), truth);
	return shown.length ? {} : asVerdict(executions[0].error!);
}

const shownBy = (executions: Started[], id: number): IDataObject[] =>
	executions.flatMap(({ json }) => json).filter((one) => one.id === id);

const asVerdict = (error: Error): Verdict => {
	const { message, description } = error as Error & { description?: string };
	// Of a failed activation the message holds both.
	return { error: said(message, description ?? message).error };
};
