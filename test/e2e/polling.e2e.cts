import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { DAY, HOUR, MINUTE } from '../../dev/n8n/clock/advance.cts';
import { connectSandbox } from '../../dev/n8n/demo.cts';
import { startHost, type Host } from '../../dev/n8n/host.cts';
import type { Credential, Item } from '../../dev/n8n/n8n-types.cts';
import type { Step } from '../../dev/n8n/step.cts';
import { until } from '../../dev/n8n/until.cts';
import { Published } from './published.cts';
import type { Suite } from './suite.cts';
import { node } from './workflows.cts';

type Json = Item['json'];
type Row = ReturnType<Host['sandbox']['change']>[number];

const POLL_TRIGGER = 'n8n-nodes-clio.clioPollTrigger';
const EVERY_MINUTE = { pollTimes: { item: [{ mode: 'everyMinute' }] } };
const MATTERS = { ...EVERY_MINUTE, triggerOn: 'matterUpdated', output: 'all' };

/** Clio Poll Trigger in a real n8n, whose clock goes with Clio's. */
export const run: Suite = async (step, teardown) => {
	const host = await startHost({ step, teardown, movableClock: true, matters: 400 });
	const credential = await connectSandbox(host);
	const matters = await polled(host, credential, MATTERS);
	await beginning(host, matters, step);
	await keepingUp(host, matters, step);
	await standingStill(host, matters, step);
	await publishing(host, matters, step);
	await step('Deadlines that are near come at once, and once for each date', () =>
		deadlines(host, credential),
	);
};

async function beginning(host: Host, matters: Published, step: Step): Promise<void> {
	const { api } = host;
	await step('A test event shows a matter, and starts nothing else', async () => {
		const id = await api.run(matters.id);
		assert.ok(id, 'n8n asks instead of waiting');
		assert.equal((await api.waitForExecution(id)).status, 'success');
		const { length } = await api.nodeOutput(id, matters.workflow.nodes[0].name);
		assert.equal(length, 1);
		await matters.executions(1);
	});
	await step('Published, it starts on nothing old', async () => {
		await matters.activate();
		await polls(host, 3);
		assert.deepEqual(await matters.executions(0), []);
	});
}

/** While changes come, whatever becomes of n8n. */
async function keepingUp(host: Host, matters: Published, step: Step): Promise<void> {
	const { n8n, sandbox } = host;
	await step('1,000 changes in bursts, a restart and a kill in between: each once', async () => {
		const changed: Row[] = [];
		for (let burst = 0; changed.length < 1000; burst++) {
			changed.push(...change(host, Math.min([130, 3, 240, 60][burst % 4], 1000 - changed.length)));
			if (burst === 2) await restart(host);
			if (burst === 5) await killed(host);
			await polls(host);
		}
		requireEach(await told(matters), changed);
	});
	await step('Killed while it asks Clio: each once', async () => {
		const changed = change(host, 300);
		sandbox.fail({ path: '/matters', hang: true });
		const before = sandbox.requests.length;
		await moveOn(host, MINUTE);
		await until(() => sandbox.requests.length > before, { what: 'It asks Clio' });
		await n8n.kill();
		sandbox.clearFaults();
		await n8n.start();
		await polls(host);
		requireEach(await told(matters), changed);
	});
}

/** When one of the two is not there. */
async function standingStill(host: Host, matters: Published, step: Step): Promise<void> {
	const { n8n, sandbox } = host;
	await step('n8n is off for a day: what changed is told', async () => {
		await n8n.stop();
		const changed = change(host, 200);
		await host.advance(DAY);
		await n8n.start();
		await polls(host);
		requireEach(await told(matters), changed);
	});
	await step('Clio is down for an hour: told once, and nothing is lost', async () => {
		const changed = change(host, 50);
		const heal = sandbox.fail({ path: '/matters', status: 503, times: Infinity });
		await host.advance(HOUR, 2 * MINUTE);
		heal();
		await polls(host, 5);
		const executions = await matters.executions(1);
		const failed = executions.filter(({ status }) => status === 'error');
		assert.equal(failed.length, 1, 'one failed execution');
		requireEach(await matters.outputs(executions), changed);
	});
}

async function publishing(host: Host, matters: Published, step: Step): Promise<void> {
	const { api } = host;
	await step('Published again with the same settings, it goes on', async () => {
		const changed = change(host, 5);
		const { nodes } = await api.workflow(matters.id);
		await api.updateWorkflow(matters.id, { nodes: nodes.map(moved) });
		await matters.activate();
		await polls(host);
		requireEach(await told(matters), changed);
	});
	await step('Switched off and on again, it begins anew', async () => {
		await matters.deactivate();
		change(host, 10);
		await polls(host);
		await matters.activate();
		await polls(host);
		assert.deepEqual(await told(matters), []);
		const changed = change(host, 2);
		await polls(host);
		requireEach(await told(matters), changed);
		await matters.deactivate();
	});
}

async function deadlines(host: Host, credential: Credential): Promise<void> {
	const { sandbox } = host;
	const due = (days: number) => new Date(sandbox.now() + days * DAY).toISOString().slice(0, 10);
	const assignee = { id: sandbox.store.all('users')[0].id, type: 'User' };
	const task = { description: 'To do', assignee, status: 'pending' };
	const [near] = sandbox.create('tasks', { ...task, name: 'Near', due_at: due(2) });
	const [later] = sandbox.create('tasks', { ...task, name: 'Later', due_at: due(5) });
	const parameters = { triggerOn: 'deadlineComing', deadlines: ['tasks'], withinDays: 3 };
	const published = await polled(host, credential, { ...EVERY_MINUTE, ...parameters });
	const ids = async () => (await told(published)).map(({ id }) => id);

	await published.activate();
	await polls(host);
	const first = await ids();
	assert.ok(first.includes(near.id) && !first.includes(later.id));
	await restart(host);
	await polls(host, 2);
	assert.deepEqual(await ids(), []);
	sandbox.change('tasks', { due_at: due(1) }, { ids: [near.id] });
	await polls(host);
	assert.deepEqual(await ids(), [near.id]);
	await host.advance(3 * DAY, DAY);
	await polls(host);
	assert.ok((await ids()).includes(later.id));
	await published.deactivate();
}

/** A workflow of one poll trigger, not published. */
async function polled(host: Host, credential: Credential, parameters: object): Promise<Published> {
	const name = `Trial ${randomUUID().slice(0, 8)}`;
	const nodes = [node('Clio Poll Trigger', POLL_TRIGGER, { ...parameters }, credential)];
	const settings = { saveDataSuccessExecution: 'all', saveManualExecutions: true, timezone: 'UTC' };
	const workflow = { name, nodes, settings, connections: {} };
	return new Published(host, await host.api.importWorkflow(workflow));
}

/** What was told since the last question, which failed executions were not. */
const told = async (published: Published): Promise<Json[]> => {
	const executions = await published.executions(0);
	assert.deepEqual(
		[...new Set(executions.map(({ status }) => status))].join(),
		executions.length ? 'success' : '',
	);
	return await published.outputs(executions);
};

/** Every change of a record is one item, and no version of it comes twice. */
function requireEach(items: Json[], changed: Row[]): void {
	const versions = items.map(({ id, etag }) => `${String(id)} ${String(etag)}`);
	assert.deepEqual(
		versions.filter((version, at) => versions.indexOf(version) !== at),
		[],
		'nothing twice',
	);
	const sorted = (rows: Array<{ id?: unknown }>) => rows.map(({ id }) => Number(id)).sort();
	assert.deepEqual(sorted(items), sorted(changed), 'every change');
}

/** It asks Clio so many times. */
const polls = (host: Host, times = 1) => host.advance(times * MINUTE, MINUTE);

const change = ({ sandbox }: Host, count: number): Row[] =>
	sandbox.change('matters', {}, { count });

async function restart({ n8n }: Host): Promise<void> {
	await n8n.stop();
	await n8n.start();
}

async function killed({ n8n }: Host): Promise<void> {
	await n8n.kill();
	await n8n.start();
}

/** Without waiting for what that begins. */
async function moveOn({ sandbox, clock }: Host, ms: number): Promise<void> {
	await sandbox.advance(ms);
	await clock!.advance(ms, true);
}

const moved = <T extends object>(one: T): T => ({ ...one, position: [200, 0] });
