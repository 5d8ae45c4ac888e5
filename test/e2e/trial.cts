import assert from 'node:assert/strict';
import { join } from 'node:path';
import { importExample } from '../../dev/n8n/demo.cts';
import type { Host, Sandbox } from '../../dev/n8n/host.cts';
import type {
	Credential,
	Execution,
	Item,
	BinaryFile,
	Workflow,
} from '../../dev/n8n/n8n-types.cts';
import { until } from '../../dev/n8n/until.cts';

/** The workflows of `examples/`, tried and published, and what came of it. */

/** Puts an example into n8n. */
export type Start = (file: string, changes?: Changes) => Promise<Trial>;
export type Row = ReturnType<Sandbox['store']['all']>[number];

export interface Changes {
	/** Samples in place of the pinned ones; `null` takes one away. */
	pinData?: Record<string, Array<{ json: object; binary?: object }> | null>;
}

export type Files = Record<string, BinaryFile>;

const MAIL = 'Send E-Mail (replace with your app)';

/** An example in an n8n. */
export class Trial {
	private constructor(
		private readonly host: Host,
		readonly workflow: Workflow,
	) {}

	static async start(
		host: Host,
		credentials: Credential[],
		file: string,
		{ pinData = {} }: Changes = {},
	): Promise<Trial> {
		const { api } = host;
		const path = join(__dirname, '../../examples', `${file}.json`);
		const { id, ...imported } = await importExample(api, path, ...credentials);
		const pinned = Object.entries({ ...(imported.pinData as object), ...pinData });
		const workflow = await api.updateWorkflow(id, {
			pinData: Object.fromEntries(pinned.filter(([, items]) => items)),
			// The sandbox lives by the world's clock.
			settings: { ...(imported.settings as object), timezone: 'UTC' },
		});
		return new Trial(host, workflow);
	}

	/** "Execute workflow", which must go well to its end; from this trigger, if there are several. */
	async run(trigger?: string): Promise<Run> {
		return await this.over(await this.begin(trigger));
	}

	async begin(trigger?: string): Promise<string> {
		const id = await this.host.api.run(this.workflow.id, trigger);
		assert.ok(id, 'n8n runs the example instead of waiting for a webhook');
		return id;
	}

	async over(id: string): Promise<Run> {
		const execution = await this.host.api.waitForExecution(id, 120_000);
		const { error, lastNodeExecuted } = execution.data.resultData;
		assert.equal(execution.status, 'success', `${lastNodeExecuted}: ${error?.message}`);
		return new Run(execution);
	}

	/** It stands still until somebody clicks. */
	async waits(id: string): Promise<Run> {
		return await until(
			async () => {
				const execution = await this.host.api.execution(id);
				return execution.status === 'waiting' && new Run(execution);
			},
			{ what: 'The execution waits for the click' },
		);
	}

	async publish(): Promise<void> {
		await this.host.api.activate(this.workflow.id);
	}

	async unpublish(): Promise<void> {
		await this.host.api.deactivate(this.workflow.id);
	}

	/** So many executions since it was published, and no more: the latest. */
	async ran(count: number): Promise<Run> {
		const [{ id }] = await this.host.api.waitForExecutions(this.workflow.id, count);
		return await this.over(id);
	}

	/** The one execution since it was published. */
	async started(): Promise<string> {
		const all = await until(
			async () => {
				const found = await this.host.api.executions(this.workflow.id);
				return found.length > 0 && found;
			},
			{ what: 'The workflow starts' },
		);
		assert.equal(all.length, 1);
		return all[0].id;
	}

	node(name: string): Workflow['nodes'][number] {
		const node = this.workflow.nodes.find((one) => one.name === name);
		assert.ok(node, name);
		return node;
	}
}

/** What an execution did. */
class Run {
	constructor(private readonly execution: Execution) {}

	/** What left a node. */
	output(name: string): Array<Item['json']> {
		return this.items(name).map(({ json }) => json);
	}

	private items(name: string): Item[] {
		const { runData } = this.execution.data.resultData;
		return (runData[name] ?? []).flatMap(({ data }) => data?.main?.[0] ?? []);
	}

	/** The e-mails as they would be sent. */
	mails(): Array<Record<'to' | 'subject' | 'text', string>> {
		return this.output(MAIL) as Array<Record<'to' | 'subject' | 'text', string>>;
	}

	/** What is attached to each: files of the item, by the fields that `attachments` names. */
	attached(): Files[] {
		return this.items(MAIL).map(({ json, binary = {} }) => {
			const names = String(json.attachments ?? '')
				.split(', ')
				.filter(Boolean);
			assert.deepEqual(
				names.filter((name) => !(name in binary)),
				[],
			);
			return Object.fromEntries(names.map((name) => [name, binary[name]]));
		});
	}

	/** The link in the one e-mail. */
	link(): string {
		const [{ text }, ...more] = this.mails();
		assert.deepEqual(more, []);
		const [link] = /https?:\S+webhook-waiting\S+/.exec(text) ?? [];
		assert.ok(link, text);
		return link;
	}
}

/** What there is of a resource beyond what there was. */
export function since(sandbox: Sandbox, ...paths: string[]) {
	const before = new Map(paths.map((path) => [path, idsOf(sandbox, path)]));
	return (path: string): Row[] =>
		sandbox.store.all(path).filter(({ id }) => !before.get(path)!.has(id));
}

const idsOf = (sandbox: Sandbox, path: string) =>
	new Set(sandbox.store.all(path).map(({ id }) => id));
