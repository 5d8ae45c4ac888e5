import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { DAY, HOUR, MINUTE } from '../../dev/n8n/clock/advance.cts';
import { connectSandbox } from '../../dev/n8n/demo.cts';
import { startHost, type Host } from '../../dev/n8n/host.cts';
import type { Credential, Item, Workflow } from '../../dev/n8n/n8n-types.cts';
import { startSecondHost } from '../../dev/n8n/second-host.cts';
import type { Step } from '../../dev/n8n/step.cts';
import { until } from '../../dev/n8n/until.cts';
import { MATTERS, Published, requireEach, STILL_AFTER_ADVANCE_MS } from './published.cts';
import type { Suite } from './suite.cts';

/** n8n before 2.40, and whoever switches back. */
const OLDER_ENGINE = { N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false' };

type Trial = [Host, Credential];

export const run: Suite = async (step, teardown) => {
	const host = await startHost({ step, teardown, movableClock: true });
	const { n8n } = host;
	const credential = await connectSandbox(host);
	const trial: Trial = [host, credential];

	await published(trial, step, 'engine of today');
	const matters = await Published.start(host, credential);
	await matters.webhook();
	await step('500 changes, each exactly one execution', () => everyChange(host, matters, 500));
	await step('n8n is stopped while 200 matters change: each one execution', async () => {
		await n8n.stop();
		await missed(host, matters);
	});
	await step('n8n is killed while 200 matters change: each one execution', async () => {
		await n8n.kill();
		await missed(host, matters);
	});
	await step('Deactivated, it leaves no webhook; activated again and again, one', () =>
		switching(matters),
	);
	await step('A renamed node, an older copy put back', () => editing(host, matters));
	await step('A copied workflow has a webhook of its own', () => copied(host, matters));
	await step('Two triggers on one workflow', () => two(...trial));
	await step('A test event is listened for beside production', () => testEvent(host, matters));
	await step('A second host from a backup leaves the first alone', () => staging(host, matters));
	await step('A month passes without a gap', () => aMonth(host, matters));
	await step('n8n is killed in the midst of 200 deliveries: none is lost', () =>
		midway(host, matters),
	);

	await matters.deactivate();
	await step('The older engine starts', async () => {
		await n8n.stop();
		await n8n.start(OLDER_ENGINE);
	});
	await published(trial, step, 'older engine');
};

async function published(trial: Trial, step: Step, engine: string): Promise<void> {
	for (const handshake of ['before', 1000] as const) {
		const when = handshake === 'before' ? 'before Clio answers' : 'a second later';
		await step(`Published, ${engine}, with the handshake ${when}`, () =>
			handshakes(...trial, handshake),
		);
	}
	await step(`Published, ${engine}, without a handshake: confirmed and reported`, () =>
		neverShaken(...trial),
	);
}

async function handshakes(
	host: Host,
	credential: Credential,
	handshake: 'before' | number,
): Promise<void> {
	host.sandbox.webhooks.set({ handshake });
	const published = await Published.start(host, credential);
	await published.webhook();
	await everyChange(host, published, 1);
	await published.deactivate();
	assert.deepEqual(published.webhooks(), []);
}

async function neverShaken(host: Host, credential: Credential): Promise<void> {
	host.sandbox.webhooks.set({ handshake: 'never' });
	const published = await Published.start(host, credential);
	await published.webhook('pending');
	await host.advance(12 * MINUTE, 2 * MINUTE);
	await published.webhook('enabled');
	const told = (await published.executions(1)).map(({ status }) => status);
	assert.deepEqual(told, ['error'], 'one failed execution says that Clio cannot reach n8n');
	await everyChange(host, published, 1);
	await published.deactivate();
	assert.deepEqual(published.webhooks(), []);
	host.sandbox.webhooks.set({ handshake: 1000 });
}

/** So many changes, two of each matter if need be. */
async function everyChange(
	{ sandbox }: Pick<Host, 'sandbox'>,
	published: Published,
	count: number,
): Promise<void> {
	const most = sandbox.store.all('matters').length;
	for (let left = count; left > 0; left -= most) {
		sandbox.change('matters', {}, { count: Math.min(left, most) });
		await sandbox.webhooks.settled();
	}
	await published.exactly(count);
}

/** n8n is down already. */
async function missed({ n8n, sandbox }: Host, published: Published): Promise<void> {
	const changed = sandbox.change('matters', {}, { count: 200 });
	await sandbox.webhooks.settled();
	await n8n.start();
	await requireAll(published, changed);
}

async function requireAll(
	published: Published,
	changed: Array<{ id: number }>,
	everyMs?: number,
): Promise<void> {
	const items = await published.arrived(changed.length, 240_000, everyMs);
	requireEach(items, changed.length, 'id');
	requireSame(items, changed);
}

function requireSame(items: Array<Item['json']>, changed: Array<{ id: number }>): void {
	const ids = new Set(items.map(({ id }) => Number(id)));
	const lost = changed.filter(({ id }) => !ids.has(id));
	assert.deepEqual(lost, [], 'every record that changed');
}

/** What n8n was at when it died may come twice: it cannot know how far it got. */
async function midway({ n8n, sandbox }: Host, published: Published): Promise<void> {
	await published.settle();
	const before = sandbox.deliveries.length;
	const changed = sandbox.change('matters', {}, { count: 200 });
	await until(() => sandbox.deliveries.length > before + 60, {
		what: '60 deliveries are answered',
		everyMs: 50,
	});
	await n8n.kill();
	await n8n.start();
	requireSame(await published.arrived(changed.length, 240_000), changed);
}

async function switching(published: Published): Promise<void> {
	await published.deactivate();
	assert.deepEqual(published.webhooks(), []);
	await published.activate();
	await published.deactivate();
	await published.activate();
	await published.webhook();
}

async function editing(host: Host, published: Published): Promise<void> {
	const { api } = host;
	const backup = await api.backUpWorkflow(published.id);
	await api.renameNode(published.id, 'Clio Trigger', 'Something changed');
	await published.activate();
	await published.webhook();
	await everyChange(host, published, 3);

	await published.deactivate();
	await published.activate();
	const { id } = await published.webhook();
	await api.restoreWorkflow(backup);
	published.workflow = await api.workflow(published.id);
	await published.webhook();
	assert.notEqual(String(id), String(hintedId(backup)), 'the copy names a webhook of the past');
	await everyChange(host, published, 3);
}

function hintedId({ staticData }: Workflow): unknown {
	const [hint] = Object.values((staticData ?? {}) as Record<string, { webhookId?: unknown }>);
	return hint?.webhookId;
}

async function copied(host: Host, original: Published): Promise<void> {
	const copy = new Published(host, await host.api.copyWorkflow(original.id, randomUUID));
	await copy.activate();
	await copy.webhook();
	const { id } = await original.webhook();
	host.sandbox.change('matters', {}, { count: 5 });
	for (const each of [original, copy]) requireEach(await each.arrived(5), 5);
	await copy.deactivate();
	assert.deepEqual(copy.webhooks(), []);
	assert.equal((await original.webhook()).id, id);
}

async function two(host: Host, credential: Credential): Promise<void> {
	const { api, sandbox } = host;
	const contacts = { ...MATTERS, model: 'contact' };
	const triggers = { Matters: MATTERS, Contacts: contacts };
	const published = await Published.start(host, credential, triggers);
	await until(
		() => published.webhooks().filter(({ status }) => status === 'enabled').length === 2,
		{
			what: 'Two webhooks are enabled',
		},
	);
	const models = published.webhooks().map(({ model }) => model);
	assert.deepEqual(models.sort(), ['contact', 'matter']);
	const [matter] = sandbox.change('matters');
	const [contact] = sandbox.change('contacts');
	const executions = await published.executions(2);
	assert.equal(executions.length, 2);
	const outputs = async (name: string) =>
		(await Promise.all(executions.map(({ id }) => api.nodeOutput(id, name)))).flat();
	assert.deepEqual(
		(await outputs('Matters')).map(({ json }) => json.id),
		[matter.id],
	);
	assert.deepEqual(
		(await outputs('Contacts')).map(({ json }) => json.id),
		[contact.id],
	);
	await published.deactivate();
	assert.deepEqual(published.webhooks(), []);
}

async function testEvent({ api, sandbox }: Host, published: Published): Promise<void> {
	await published.settle();
	const [{ name }] = published.workflow.nodes;
	const forTests = () => sandbox.webhooks.list().filter(({ url }) => /webhook-test/.test(url));
	await api.listen(published.id, name);
	await until(() => forTests()[0]?.status === 'enabled', { what: 'A webhook for test events' });
	const [matter] = sandbox.change('matters');
	const executions = await published.executions(2);
	assert.deepEqual(executions.map(({ mode }) => mode).sort(), ['manual', 'webhook']);
	for (const { id } of executions) {
		const items = await api.nodeOutput(id, name);
		assert.deepEqual(
			items.map(({ json }) => json.id),
			[matter.id],
		);
	}
	assert.deepEqual(forTests(), []);

	await api.listen(published.id, name);
	assert.equal(forTests().length, 1);
	await api.stopListening(published.id);
	await until(() => forTests().length === 0, { what: 'Nobody listens' });
	await published.webhook();
}

async function staging(host: Host, first: Published): Promise<void> {
	const own = await first.webhook();
	const second = await startSecondHost(host);
	try {
		const restored = new Published(second, await second.api.workflow(first.id));
		await restored.webhook();
		await restored.settle();
		assert.equal((await first.webhook()).id, own.id);
		host.sandbox.change('matters', {}, { count: 5 });
		for (const each of [first, restored]) requireEach(await each.arrived(5), 5);
		await restored.deactivate();
		assert.deepEqual(restored.webhooks(), []);
	} finally {
		await second.stop();
	}
	assert.equal((await first.webhook()).id, own.id);
	await everyChange(host, first, 2);
}

async function aMonth(host: Host, published: Published): Promise<void> {
	const { sandbox } = host;
	const { id, expires_at } = await published.webhook();
	for (let day = 0; day < 31; day++) {
		const changed = sandbox.change('matters', {}, { count: 1 });
		await sandbox.webhooks.settled();
		await host.advance(DAY, 12 * HOUR);
		assert.equal((await published.webhook()).id, id, `the webhook is the same on day ${day}`);
		await until(() => Date.parse(published.webhooks()[0].expires_at) > sandbox.now() + 29 * DAY, {
			what: `The webhook is renewed on day ${day}`,
			withinMs: 10_000,
		});
		await requireAll(published, changed, STILL_AFTER_ADVANCE_MS);
	}
	assert.deepEqual(await published.executions(0), [], 'nothing comes late');
	assert.ok(Date.parse(expires_at) < sandbox.now(), 'without renewal it would be gone');
}
