import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectSandbox } from '../../dev/n8n/demo.cts';
import { startHost, type Host } from '../../dev/n8n/host.cts';
import type { Workflow } from '../../dev/n8n/n8n-types.cts';
import { makeNothingPackage, NOTHING } from '../../dev/n8n/nothing-package.cts';
import { MATTERS, Published } from '../e2e/published.cts';
import { oneNode } from '../e2e/workflows.cts';
import type { Setting } from './bench.cts';

const rounds = 4;
const deliveriesARound = 250;
const warmUp = 100;
const atOnce = 10;

interface Contestant {
	name: string;
	workflow: Workflow;
	path: string;
	/** Of the delivery with this number. */
	make(number: number): { body: string; headers: Record<string, string> };
	sent: number;
	seconds: number[];
}

/**
 * Deliveries a second that one n8n takes: by Clio Trigger, by a community trigger that does nothing, and
 * by n8n's own Webhook node, which n8n spares work that all others have. In alternating rounds, so that
 * whatever else the machine does hits all alike; a round is over when its executions are.
 */
export async function run({ teardown, step }: Setting): Promise<void> {
	const packages = [makeNothingPackage(teardown)];
	const env = { EXECUTIONS_DATA_PRUNE: 'false' };
	const host = await startHost({ step, teardown, packages, env });
	const contestants = [await clio(host), await nothing(host), await webhook(host)];
	for (const each of contestants) await deliver(host, each, warmUp);
	for (let round = 0; round < rounds; round++) {
		const order = round % 2 ? [...contestants].reverse() : contestants;
		for (const each of order) {
			const what = `Round ${round + 1}: ${each.name}, ${deliveriesARound} deliveries`;
			each.seconds.push(await step(what, () => deliver(host, each, deliveriesARound)));
		}
	}
	const [ours, theirs] = contestants.map(rateOf);
	for (const each of contestants) {
		const single = each.seconds.map((seconds) => (deliveriesARound / seconds).toFixed(1));
		console.log(
			`${each.name.padEnd(24)} ${rateOf(each).toFixed(1)} a second (${single.join(', ')})`,
		);
	}
	console.log(`Clio Trigger / nothing   ${(ours / theirs).toFixed(2)}`);
}

const rateOf = ({ seconds }: Contestant) =>
	(rounds * deliveriesARound) / seconds.reduce((sum, each) => sum + each, 0);

async function clio(host: Host): Promise<Contestant> {
	const published = await Published.start(host, await connectSandbox(host), {
		'Clio Trigger': MATTERS,
	});
	const { id, shared_secret } = await published.webhook();
	const make = (number: number) => {
		const body = bodyOf(number, id);
		const signature = createHmac('sha256', shared_secret).update(body).digest('hex');
		return { body, headers: { 'x-hook-signature': signature } };
	};
	return contestant('Clio Trigger', published.workflow, make);
}

async function nothing(host: Host): Promise<Contestant> {
	return await published(host, 'A trigger of nothing', NOTHING);
}

async function webhook(host: Host): Promise<Contestant> {
	return await published(host, "n8n's Webhook", 'n8n-nodes-base.webhook', {
		httpMethod: 'POST',
		path: 'bench',
		responseMode: 'onReceived',
		options: { noResponseBody: true },
	});
}

async function published(
	{ api }: Host,
	name: string,
	type: string,
	parameters: Record<string, unknown> = {},
): Promise<Contestant> {
	const workflow = await api.importWorkflow(oneNode(name, type, parameters));
	await api.activate(workflow.id);
	return contestant(name, workflow, (number) => ({ body: bodyOf(number, 1), headers: {} }));
}

function contestant(name: string, workflow: Workflow, make: Contestant['make']): Contestant {
	const [{ parameters, webhookId }] = workflow.nodes;
	const path = `/webhook/${(parameters.path as string | undefined) ?? `${webhookId}/webhook`}`;
	return { name, workflow, path, make, sent: 0, seconds: [] };
}

/** As Clio's, each of another change. */
const bodyOf = (number: number, webhook_id: number) =>
	JSON.stringify({
		data: { id: number, etag: `"${number.toString(16).padStart(32, '0')}"` },
		meta: { event: 'updated', webhook_id },
	});

/** Sends so many and waits until all have been executed; the seconds it took. */
async function deliver({ api, editorUrl }: Host, each: Contestant, count: number): Promise<number> {
	const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
	const address = new URL(each.path, editorUrl);
	const began = performance.now();
	const last = each.sent + count;
	const send = async () => {
		while (each.sent < last) {
			const { body, headers } = each.make(++each.sent);
			const status = await post(address, body, headers, agent);
			if (status !== 200) throw new Error(`${each.name} answered ${status}`);
		}
	};
	await Promise.all(Array.from({ length: atOnce }, send));
	while ((await api.underWay()).length > 0) await sleep(50);
	const seconds = (performance.now() - began) / 1000;
	agent.destroy();
	await requireExecuted(api, each);
	return seconds;
}

/** What was measured is what was done. */
async function requireExecuted(
	api: Host['api'],
	{ name, workflow, sent }: Contestant,
): Promise<void> {
	const executions = await api.executions(workflow.id);
	const done = executions.filter(({ status }) => status === 'success').length;
	if (done !== sent) throw new Error(`${name}: ${done} executions of ${sent} deliveries`);
}

function post(
	address: URL,
	body: string,
	headers: Record<string, string>,
	agent: Agent,
): Promise<number> {
	const all = {
		'content-type': 'application/json; charset=utf-8',
		'content-length': Buffer.byteLength(body),
		...headers,
	};
	return new Promise((resolve, reject) => {
		const call = request(address, { method: 'POST', headers: all, agent }, (answer) => {
			answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
		});
		call.on('error', reject).end(body);
	});
}
