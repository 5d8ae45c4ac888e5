import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DAY } from '../../dev/n8n/clock/advance.cts';
import { connectSandbox } from '../../dev/n8n/demo.cts';
import type { Credential } from '../../dev/n8n/n8n-types.cts';
import type { N8n } from '../../dev/n8n/n8n.cts';
import { startQueueHost, type QueueHost } from '../../dev/n8n/queue/queue-host.cts';
import type { Step } from '../../dev/n8n/step.cts';
import { until } from '../../dev/n8n/until.cts';
import { Published } from './published.cts';
import { surviving } from './queue-faults.cts';
import { Ledger, type Entry } from './queue-ledger.cts';
import { manage, Race } from './race.cts';
import type { Suite } from './suite.cts';
import { node } from './workflows.cts';

const MINUTE = 60_000;
const DELIVERIES = 1_000;
const ROUNDS = 5;
/** Days. */
const CHANGED_EVERY = 5;
/** What a worker says of changes that have no mark. */
const LOST = /\d+ changes at Clio had lost their executions/;
const ALL = {
	triggerOn: 'any',
	model: 'matter',
	events: ['created', 'updated'],
	output: 'delivery',
};

/** A stalled execution is given up sooner than after n8n's own minute and a half. */
const SOONER = {
	QUEUE_WORKER_LOCK_DURATION: '20000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
	QUEUE_WORKER_STALLED_INTERVAL: '10000',
};

const figures: string[] = [];
export const tell = (): string[] => figures;

/** As large firms run it: two processes that take deliveries, two that execute, Redis, Postgres, main. */
export const run: Suite = async (step, teardown) => {
	const host = await startQueueHost({
		...{ step, teardown, env: SOONER, movableClock: true, processors: 2, workers: 2 },
		// Clio repeats a call sooner, too; how soon it does is not known (facts 3.8).
		...{ matters: 1_000, rotateRefreshTokens: true, webhooks: { firstRetryMs: 2_000 } },
	});
	const credential = await connectSandbox(host);
	await racing(host, credential, step);
	const matters = await step('Published: the handshake is answered by a processor', () =>
		handshake(host, credential),
	);
	const ledger = await Ledger.open(host.postgres, matters);
	await step(`${DELIVERIES} deliveries, each exactly one execution`, () => load(host, ledger));
	await step('The next regular check knows that all of them are done', () =>
		remembered(host, ledger),
	);
	await step('Suspended by Clio, it is replaced, and what was missed is recovered', () =>
		replaced(host, matters, ledger),
	);
	await step('A month passes without a gap', () => aMonth(host, matters, ledger));
	figures.push(...(await surviving(host, ledger, step)));
	await step('Deactivated, it leaves no webhook', async () => {
		await matters.deactivate();
		assert.deepEqual(matters.webhooks(), []);
	});
};

async function handshake(host: QueueHost, credential: Credential): Promise<Published> {
	const matters = await Published.start(host, credential, { 'Clio Trigger': ALL });
	await matters.webhook();
	const [shaken] = host.sandbox.deliveries;
	assert.equal(shaken.event, 'handshake');
	assert.equal(shaken.status, 200);
	await matters.looked();
	return matters;
}

async function load(host: QueueHost, ledger: Ledger): Promise<void> {
	const { sandbox, processors, workers } = host;
	const parts = [...processors, ...workers];
	const before = parts.map(worked);
	const from = sandbox.deliveries.length;
	const began = Date.now();
	sandbox.change('matters', {}, { count: DELIVERIES });
	await sandbox.webhooks.settled();
	await ledger.settled(DELIVERIES);
	const seconds = Math.round((Date.now() - began) / 1000);
	const again = sandbox.deliveries.slice(from).filter(({ attempt }) => attempt > 1).length;
	requireOneEach(await ledger.entries(), again);
	const shares = parts.map((part, at) => worked(part) - before[at]);
	assert.ok(Math.min(...shares) > DELIVERIES / 10, `all take part: ${shares.join(', ')}`);
	const [one, two, three, four] = shares;
	figures.push(
		`${DELIVERIES} deliveries in ${seconds} s, each one execution: taken by two processors ` +
			`(${one} + ${two}), executed by two workers (${three} + ${four})`,
	);
}

/** Another one, of nothing, there may be for each call that Clio made again since it would not wait. */
function requireOneEach(entries: Entry[], again: number): void {
	const fruitful = entries.filter(({ has }) => has.length);
	const changes = fruitful.flatMap(({ has }) => has);
	assert.equal(new Set(changes).size, DELIVERIES, 'each change');
	assert.equal(changes.length, DELIVERIES, 'none twice');
	assert.equal(fruitful.length, DELIVERIES, 'each one execution');
	const ofNothing = entries.length - DELIVERIES;
	assert.ok(ofNothing <= again, `no execution of nothing: ${ofNothing}, ${again} called again`);
}

/** How many executions it has put into the queue, or taken out of it, by its own log. */
const worked = ({ logFile }: N8n): number =>
	readFileSync(logFile, 'utf8').match(/Enqueued execution|Worker finished execution/g)?.length ?? 0;

/** Main has seen none of them: it asks the marks that two workers made at the same time, in an execution. */
async function remembered(host: QueueHost, ledger: Ledger): Promise<void> {
	await ledger.allMarked();
	await ledger.turnPage();
	// It comes every ten, and asks for what is five minutes old.
	await host.advance(16 * MINUTE, MINUTE);
	await ledger.settled(1);
	const entries = await ledger.entries();
	assert.ok(entries.length <= 2, `${entries.length} executions`);
	assert.equal(entries.flatMap(({ given }) => given).length, DELIVERIES);
	assert.deepEqual(
		entries.flatMap(({ has }) => has),
		[],
	);
	const lost = host.workers.map(({ logFile }) => readFileSync(logFile, 'utf8').match(LOST)?.[0]);
	assert.deepEqual(
		lost,
		host.workers.map(() => undefined),
	);
}

async function replaced(host: QueueHost, matters: Published, ledger: Ledger): Promise<void> {
	const { sandbox } = host;
	const { id } = await matters.webhook();
	await ledger.turnPage();
	sandbox.webhooks.suspend(id);
	sandbox.change('matters', {}, { count: 3 });
	await host.advance(11 * MINUTE, MINUTE);
	assert.notEqual((await matters.webhook()).id, id);
	await matters.looked(); // which it is when all has been caught up
	await ledger.settled(4); // the failed execution that tells of it is one more
	const changes = (await ledger.entries()).flatMap(({ has }) => has);
	assert.equal(changes.length, 3);
	assert.equal(new Set(changes).size, 3);
	await ledger.turnPage();
	sandbox.change('matters', {}, { count: 3 });
	await ledger.settled(3);
	assert.equal(await ledger.count(), 3);
}

/** Main's clock and Clio's are moved a day at a time; no other process has anything that waits for days. */
async function aMonth(host: QueueHost, matters: Published, ledger: Ledger): Promise<void> {
	const { sandbox } = host;
	const { id, expires_at } = await matters.webhook();
	for (let day = 0; day < 31; day++) {
		await ledger.turnPage();
		const changes = day % CHANGED_EVERY ? [] : sandbox.change('matters', {}, { count: 1 });
		await sandbox.webhooks.settled();
		if (changes.length) await ledger.settled(1);
		await ledger.allMarked();
		await host.advance(DAY, DAY);
		assert.equal((await matters.webhook()).id, id, `the webhook is the same on day ${day}`);
		await until(() => Date.parse(matters.webhooks()[0].expires_at) > sandbox.now() + 29 * DAY, {
			what: `The webhook is renewed on day ${day}`,
			withinMs: 10_000,
		});
		if (!changes.length) continue;
		await ledger.settled(1);
		const done = (await ledger.entries()).flatMap(({ has }) => has);
		assert.equal(done.length, 1, `what was changed on day ${day} came once`);
	}
	assert.ok(Date.parse(expires_at) < sandbox.now(), 'without renewal it would be gone');
}

async function racing(host: QueueHost, credential: Credential, step: Step): Promise<void> {
	const parameters = { resource: 'matter', operation: 'getAll', limit: 1 };
	const clio = () => node('Matters', 'n8n-nodes-clio.clio', parameters, credential);
	const race = await Race.publish(host, clio, manage(host.sandbox));
	await step(`${ROUNDS} times two workflows find their shared token expired`, async () => {
		const { executions, failed, failures, renewals, refused } = await race.run(ROUNDS);
		assert.deepEqual({ failed, failures, refused }, { failed: 0, failures: [], refused: 0 });
		assert.equal(executions, 2 * ROUNDS);
		figures.push(`${ROUNDS} times two renewed one token at once: ${renewals} renewals, 0 refused`);
	});
}
