import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nApi } from '../../dev/n8n/api.cts';
import type { Sandbox } from '../../dev/n8n/host.cts';
import type { Credential, ExecutionSummary, Item, Workflow } from '../../dev/n8n/n8n-types.cts';
import { until } from '../../dev/n8n/until.cts';
import { node } from './workflows.cts';

const TRIGGER = 'n8n-nodes-clio.clioTrigger';

/** What a host of any kind has. */
export interface Place {
	api: N8nApi;
	sandbox: Sandbox;
	webhookUrl: string;
}

/** Every change of a matter, as Clio tells it. */
export const MATTERS = {
	triggerOn: 'any',
	model: 'matter',
	events: ['updated'],
	output: 'delivery',
};

const STILL_MS = 2_000;
/** n8n's clock was moved, and it is quiet: what comes now comes at once. */
export const STILL_AFTER_ADVANCE_MS = 250;
/** So many executions are read at a time. */
const ABREAST = 8;

export type KnownWebhook = ReturnType<Sandbox['webhooks']['list']>[number];

/** A workflow of one or more Clio Triggers in an n8n, and what it did since it was last asked. */
export class Published {
	private told = new Set<string>();
	/** So many calls of Clio had been made again when it was last asked. */
	private again = 0;

	constructor(
		readonly place: Place,
		public workflow: Workflow,
	) {}

	/** Imported, and activated unless told otherwise. */
	static async start(
		place: Place,
		credential: Credential,
		triggers: Record<string, object> = { 'Clio Trigger': MATTERS },
		isActive = true,
	): Promise<Published> {
		const nodes = Object.entries(triggers).map(([name, parameters]) =>
			node(name, TRIGGER, parameters as Record<string, unknown>, credential),
		);
		const name = `Trial ${randomUUID().slice(0, 8)}`;
		const settings = { saveDataSuccessExecution: 'all', saveManualExecutions: true };
		const workflow = await place.api.importWorkflow({ name, nodes, settings, connections: {} });
		const published = new Published(place, workflow);
		if (isActive) await published.activate();
		return published;
	}

	get id(): string {
		return this.workflow.id;
	}

	async activate(): Promise<void> {
		await this.place.api.activate(this.id);
		this.workflow = await this.place.api.workflow(this.id);
	}

	async deactivate(): Promise<void> {
		await this.place.api.deactivate(this.id);
	}

	address(node = this.workflow.nodes[0]): string {
		return `${this.place.webhookUrl}webhook/${node.webhookId}/webhook`;
	}

	/** Those at Clio that call this workflow. */
	webhooks(): KnownWebhook[] {
		const addresses = this.workflow.nodes.map((each) => this.address(each));
		return this.place.sandbox.webhooks.list().filter(({ url }) => addresses.includes(url));
	}

	/** The one webhook, once it is as it should be. */
	async webhook(status: KnownWebhook['status'] = 'enabled'): Promise<KnownWebhook> {
		const what = `One webhook is ${status}`;
		return await until(
			() => {
				const [first, second] = this.webhooks();
				return !second && first?.status === status ? first : undefined;
			},
			{ what, withinMs: 30_000 },
		);
	}

	/**
	 * Executions since the last call, when there are so many and no more come.
	 * @param everyMs for so long no more come; less where time has passed by `advance`, after which n8n is quiet
	 */
	async executions(
		atLeast: number,
		withinMs = 120_000,
		everyMs = STILL_MS,
	): Promise<ExecutionSummary[]> {
		const isTold = ({ id }: ExecutionSummary) => this.told.has(id);
		const fresh = async () =>
			(await this.place.api.executions(this.id, isTold)).filter((one) => !isTold(one));
		const isOver = ({ status }: ExecutionSummary) => !['new', 'running'].includes(status);
		let count = -1;
		const found = await until(
			async () => {
				const executions = await fresh();
				const isStill = executions.length === count && executions.every(isOver);
				count = executions.length;
				return isStill && count >= atLeast && executions;
			},
			{ what: `${atLeast} executions`, withinMs, everyMs },
		).catch((error: Error) => {
			throw new Error(`${error.message}; there are ${count}`);
		});
		for (const { id } of found) this.told.add(id);
		this.again = this.place.sandbox.deliveries.filter(({ attempt }) => attempt > 1).length;
		return found;
	}

	/**
	 * So many changes, each one execution that began with it. Another one, of nothing, there may be only for a call
	 * that Clio made again since it would not wait: on a machine that is busy with other suites.
	 */
	async exactly(count: number): Promise<void> {
		const before = this.again;
		const executions = await this.executions(count);
		requireEach(await this.outputs(executions), count);
		const ofNothing = executions.length - count;
		const again = this.again - before;
		assert.ok(ofNothing <= again, `no execution of nothing: ${ofNothing}, ${again} called again`);
	}

	/** What those executions began with; one that n8n knows to be a repetition begins with nothing. */
	async arrived(...wanted: Parameters<Published['executions']>): Promise<Array<Item['json']>> {
		return await this.outputs(await this.executions(...wanted));
	}

	/** What these executions began with. */
	async outputs(executions: ExecutionSummary[]): Promise<Array<Item['json']>> {
		const all: Array<Item['json']> = [];
		const barren: Record<string, number> = {};
		for (let at = 0; at < executions.length; at += ABREAST) {
			const some = executions.slice(at, at + ABREAST);
			const outputs = await Promise.all(
				some.map(({ id, status }) => (status === 'success' ? this.output(id) : [])),
			);
			for (const [n, items] of outputs.entries()) {
				const kind = `${some[n].mode}, ${some[n].status}`;
				if (items.length === 0) barren[kind] = (barren[kind] ?? 0) + 1;
				all.push(...items);
			}
		}
		for (const kind in barren) console.log(`  Executions of nothing (${kind}): ${barren[kind]}`);
		return all;
	}

	/** What any of the triggers gave out. */
	private async output(execution: string): Promise<Array<Item['json']>> {
		const { api } = this.place;
		const names = this.workflow.nodes.map(({ name }) => name);
		const outputs = await Promise.all(names.map((name) => api.nodeOutput(execution, name)));
		return outputs.flat().map(({ json }) => json);
	}

	/** The regular check has looked at Clio after publishing, and found nothing left to do. */
	async looked(): Promise<void> {
		const { id } = await this.webhook();
		const isRenewal = ({ method, path }: { method: string; path: string }) =>
			method === 'PATCH' && path.includes(String(id));
		const { requests } = this.place.sandbox;
		await until(() => requests.some(isRenewal), { what: 'The webhook is looked after' });
	}

	/** Forgets what has happened so far. */
	async settle(): Promise<void> {
		await this.place.sandbox.webhooks.settled();
		await sleep(1_000);
		await this.executions(0);
	}
}

/** Each change once; of a recovered record only the last is known, so there each record. */
export function requireEach(
	items: Array<Item['json']>,
	count: number,
	what: 'change' | 'id' = 'change',
): void {
	const keys = items.map((json) => (what === 'id' ? String(json.id) : changeOf(json)));
	const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
	assert.deepEqual(twice, [], `no ${what} twice`);
	assert.equal(keys.length, count, `every ${what}`);
}

const changeOf = ({ id, data }: Item['json']) => `${id} ${(data as { etag?: string }).etag}`;
