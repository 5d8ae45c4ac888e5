/**
 * n8n around a poll trigger, without the rest of n8n: its own contexts, its own registration and execution
 * of polls, and its execution engine. What a poll writes to static data is kept and lost exactly where n8n
 * keeps and loses it (n8n facts, section 3; workflows/triggers/trigger-execution-context.factory.js).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { isDeepStrictEqual } from 'node:util';
import {
	ActiveWorkflowTriggers,
	commitStagedCursor,
	PollContext,
	PollTriggerExecutor,
	runPollInStagingScope,
	TriggersAndPollers,
	WorkflowExecute,
} from 'n8n-core';
import { Workflow, createRunExecutionData, cronNodeOptions } from 'n8n-workflow';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IRun,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import type { Sandbox } from '../../dev/sandbox/server.cts';
import { additionalDataFor, credentialsFor, loading, nodeTypes } from './engine.cts';
import { freshMemory } from './memory.cts';

/**
 * Who calls the next poll, and where its static data is:
 * - `process`: a cron in the process, on one context for as long as the workflow is active. The usual one.
 * - `scheduler`: jobs in the database (N8N_SCHEDULER_POLL_TRIGGERS_ENABLED); each poll has a context of its own.
 * - `durable`: the same, and static data is a cursor of its own (N8N_POLLER_DURABLE_CURSORS_ENABLED), which
 *   is stored after a poll without news as well.
 */
export type Ticks = 'process' | 'scheduler' | 'durable';

export interface Options {
	sandbox: Sandbox;
	node?: 'clioPollTrigger' | 'clioGrowPollTrigger';
	/** In place of a node of the package, as each process loads it. */
	load?: () => INodeType;
	parameters?: INodeParameters;
	credential?: Parameters<typeof credentialsFor>[0]['credential'];
	ticks?: Ticks;
	/** A database that this host shares with another: a second process. */
	database?: Database;
	workflowId?: string;
	/** The credential that this process takes from that database. */
	credentialId?: string;
	nodeName?: string;
	timezone?: string;
}

export interface Database {
	staticData: IDataObject;
	/** Only of `durable`. */
	cursor?: IDataObject;
	/** Only of `scheduler` and `durable`: the job outlives the process. */
	hasJob: boolean;
}

export interface Started {
	items: INodeExecutionData[];
	json: IDataObject[];
	error?: Error;
}

const credentialTypes = {
	clioPollTrigger: 'clioOAuth2Api',
	clioGrowPollTrigger: 'clioPlatformOAuth2Api',
};

type Poll = (isTest?: boolean) => Promise<void>;
type Cursor = { kept: IDataObject; snapshot: IDataObject };

let hosts = 0;

/** One workflow with one poll trigger. */
export class PollHost {
	/** Executions that polls started, in order. */
	readonly executions: Started[] = [];
	/** Failed executions: each a poll that threw. */
	readonly failed: Error[] = [];
	readonly logged: string[] = [];
	readonly database: Database;
	readonly workflowId: string;
	/** As n8n keeps it, with its tokens. */
	readonly credential: IDataObject;
	/** The next emission ends its process before anything of it is stored. */
	diesAtEmission = false;

	private readonly node: INode;
	private readonly additionalData: ReturnType<typeof additionalDataFor>;
	private process!: Process;
	private readonly running = new Set<Promise<unknown>>();
	private readonly ticks: Ticks;

	static async start(options: Options): Promise<PollHost> {
		await loading;
		return new PollHost(options);
	}

	private constructor(private readonly options: Options) {
		const { node = 'clioPollTrigger', parameters = {}, timezone } = options;
		const { id, type, data, helper } = credentialsFor(options, credentialTypes[node]);
		this.credential = data;
		this.workflowId = options.workflowId ?? `poll-${++hosts}`;
		this.database = options.database ?? { staticData: {}, hasJob: false };
		this.ticks = options.ticks ?? 'process';
		this.node = {
			id: 'poll-1',
			name: options.nodeName ?? 'Clio Poll Trigger',
			type: `n8n-nodes-clio.${node}`,
			typeVersion: 1,
			position: [0, 0],
			parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, ...parameters },
			credentials: { [type]: { id: options.credentialId ?? id, name: 'Clio' } },
		};
		this.additionalData = additionalDataFor({ timezone }, helper);
		this.begin();
	}

	/** What a second process has in common with this one. */
	get shared(): Pick<Options, 'database' | 'workflowId' | 'credentialId'> {
		const { database, workflowId } = this;
		const [{ id }] = Object.values(this.node.credentials!);
		return { database, workflowId, credentialId: id! };
	}

	/** What all executions were given, in order. */
	get items(): IDataObject[] {
		return this.executions.flatMap(({ json }) => json);
	}

	/** A person publishes the workflow; n8n itself tries up to five times. */
	async activate(activation: WorkflowActivateMode = 'activate', tries = 1): Promise<void> {
		await this.tearDown(activation);
		const workflow = this.workflow();
		try {
			for (let left = tries; ; left--) {
				try {
					await this.register(workflow, activation);
					break;
				} catch (error) {
					if (left === 1) throw error;
				}
			}
		} finally {
			// Also when no try was a success.
			this.save(workflow);
		}
		await this.settled();
	}

	/** A poll of the schedule, to the end of what it starts; called twice, the second does not wait. */
	async tick(): Promise<void> {
		const polls = this.ticks === 'process' ? this.process.tick() : [this.poll()];
		await Promise.race([Promise.all(polls), this.process.over]);
		await this.settled();
	}

	async deactivate(): Promise<void> {
		await this.tearDown('activate');
	}

	/** n8n ends at once: nothing is saved, and what is under way comes to nothing. */
	kill(): void {
		this.process.end();
	}

	/** n8n starts again, in a new process. */
	async restart(activation: WorkflowActivateMode = 'init'): Promise<void> {
		this.kill();
		this.begin();
		await this.activate(activation);
	}

	/** A person renames the node; n8n knows its static data by its name. */
	rename(name: string): void {
		this.node.name = name;
	}

	/** A person changes parameters, which count from the next activation. */
	configure(parameters: INodeParameters): void {
		this.node.parameters = { ...this.node.parameters, ...parameters };
	}

	/** "Fetch test event": what the editor then shows. Static data goes with the run. */
	async fetchTestEvent(): Promise<Started> {
		const workflow = this.workflow();
		const startNode = workflow.getNode(this.node.name)!;
		const execute = new WorkflowExecute(
			this.dataOf('manual'),
			'manual',
			createRunExecutionData({}),
		);
		return outcomeOf(await execute.run({ workflow, startNode }), this.node.name);
	}

	/** All executions are over. */
	async settled(): Promise<void> {
		while (this.running.size) await Promise.allSettled(this.running);
	}

	private begin(): void {
		const { load, node = 'clioPollTrigger' } = this.options;
		const name = node.charAt(0).toUpperCase() + node.slice(1);
		this.process = new Process(withTimes(load?.() ?? freshMemory(name)), this.jobs());
	}

	/** n8n keeps the job of a workflow that goes on, so that a restart does not poll at once. */
	private async tearDown(activation: WorkflowActivateMode): Promise<void> {
		await this.process.triggers.removeTriggers(this.workflowId, new Set([this.node.id]));
		if (activation !== 'init' && activation !== 'leadershipChange') this.database.hasJob = false;
	}

	private async register(workflow: Workflow, activation: WorkflowActivateMode): Promise<void> {
		await this.process.triggers.addTriggers(
			this.workflowId,
			workflow,
			[this.node.id],
			this.additionalData,
			'trigger',
			activation,
			undefined as never,
			() => this.context(workflow, activation),
		);
	}

	private jobs() {
		if (this.ticks === 'process') return undefined;
		return {
			register: async () => {
				const inserted = !this.database.hasJob;
				this.database.hasJob = true;
				return { inserted };
			},
			remove: async () => void (this.database.hasJob = false),
		};
	}

	/** As scheduling/poll-trigger-node/poll-trigger-task-handler.js, but for its back-off after errors. */
	private async poll(): Promise<void> {
		const { process } = this;
		if (!this.database.hasJob || process.isOver) return;
		const workflow = this.workflow();
		const node = workflow.getNode(this.node.name)!;
		const context = this.context(workflow, 'update');
		await runPollInStagingScope(context, async () => {
			await workflow.expression.acquireIsolate();
			try {
				const news = await this.process.pollers.runPollFunction(workflow, node, context);
				if (!this.database.hasJob) return;
				if (news) context.__emit(news);
				else await commitStagedCursor(context);
			} catch (error) {
				context.__emitError(error as Error);
			} finally {
				await workflow.expression.releaseIsolate();
			}
		});
	}

	private context(workflow: Workflow, activation: WorkflowActivateMode): PollContext {
		const { process } = this;
		const node = workflow.getNode(this.node.name)!;
		const cursors = this.cursors(workflow, node);
		const context = new PollContext(
			workflow,
			node,
			this.additionalData,
			'trigger',
			activation,
			(data) => {
				if (this.diesAtEmission && !process.isOver) process.end();
				if (process.isOver) return;
				cursors.commit();
				this.save(workflow);
				void this.run(data, 'trigger');
			},
			(error) => void (process.isOver || this.failed.push(error)),
			async () => void (process.isOver || cursors.commit()),
			cursors.scope,
			cursors.staticData,
		);
		Object.defineProperty(context, 'logger', { value: this.logger() });
		const ask = context.helpers.httpRequestWithAuthentication;
		context.helpers.httpRequestWithAuthentication = async function (...args) {
			const answer = process.isOver ? process.never : ask.apply(this, args);
			return answer.finally(() => (process.isOver ? process.never : undefined));
		};
		return context;
	}

	/** Static data as the trigger's context factory of n8n stages it. */
	private cursors(workflow: Workflow, node: INode) {
		const staged = new AsyncLocalStorage<Cursor | undefined>();
		const { database, ticks } = this;
		return {
			scope: async <T,>(poll: () => Promise<T>): Promise<T> => {
				if (ticks !== 'durable') return poll();
				const kept = (database.cursor ??= plain(workflow.getStaticData('node', node)));
				return staged.run({ kept, snapshot: structuredClone(kept) }, poll);
			},
			staticData: () => staged.getStore()?.snapshot ?? workflow.getStaticData('node', node),
			commit: () => {
				const cursor = staged.getStore();
				if (!cursor || isDeepStrictEqual(cursor.snapshot, cursor.kept)) return;
				database.cursor = plain(cursor.snapshot);
				cursor.kept = database.cursor;
			},
		};
	}

	private workflow(): Workflow {
		const { memory } = this.process;
		return new Workflow({
			id: this.workflowId,
			name: 'Test workflow',
			active: true,
			nodeTypes: { ...nodeTypes, getByNameAndVersion: () => memory } as never,
			nodes: [structuredClone(this.node)],
			connections: {},
			staticData: plain(this.database.staticData),
			settings: { timezone: this.options.timezone ?? 'America/New_York' },
		});
	}

	/** Whole, and only if n8n has seen a change: it sees those at the top. */
	private save({ staticData }: Workflow): void {
		if (this.process.isOver || !(staticData as { __dataChanged?: boolean }).__dataChanged) return;
		this.database.staticData = plain(staticData);
		(staticData as { __dataChanged?: boolean }).__dataChanged = false;
	}

	private logger() {
		const log = (message: string) => void this.logged.push(message);
		return { info: log, warn: log, error: log, debug: log };
	}

	private dataOf(mode: WorkflowExecuteMode) {
		return { ...this.additionalData, mode, executionId: String(++hosts) };
	}

	private async run(data: INodeExecutionData[][], mode: WorkflowExecuteMode): Promise<void> {
		const at = this.executions.push({ items: [], json: [] }) - 1;
		const running = this.execute(data, mode).then((one) => void (this.executions[at] = one));
		this.running.add(running);
		await running.finally(() => this.running.delete(running));
	}

	private async execute(data: INodeExecutionData[][], mode: WorkflowExecuteMode): Promise<Started> {
		const workflow = this.workflow();
		const node = workflow.getNode(this.node.name)!;
		const runData = createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node, data: { main: data }, source: null }] },
		});
		const execute = new WorkflowExecute(this.dataOf(mode), mode, runData);
		return outcomeOf(await execute.processRunExecutionData(workflow), node.name);
	}
}

/** One process of n8n: the memory of the node, the crons, and its end. */
class Process {
	isOver = false;
	readonly never = new Promise<never>(() => undefined);
	readonly pollers = new TriggersAndPollers();
	readonly triggers: ActiveWorkflowTriggers;
	readonly over: Promise<void>;
	end!: () => void;
	private crons: Array<{ targetId: string; tick: () => void }> = [];
	private polls: Array<Promise<void>> = [];

	constructor(
		readonly memory: INodeType,
		jobs: object | undefined,
	) {
		this.over = new Promise((resolve) => {
			this.end = () => {
				this.isOver = true;
				this.crons = [];
				resolve();
			};
		});
		this.triggers = new ActiveWorkflowTriggers(
			silent as never,
			this.schedule() as never,
			this.pollers,
			silent as never,
			this.executor() as never,
		);
		Object.assign(this.triggers, { getPollJobManager: () => jobs });
	}

	/** The polls that one tick begins. */
	tick(): Array<Promise<void>> {
		this.polls = [];
		for (const { tick } of this.crons) tick();
		return this.polls;
	}

	/** n8n's own; its cron does not wait for what it begins, but who calls `tick` does. */
	private executor() {
		const all = [silent, this.pollers, tracing, silent] as const;
		const real = new PollTriggerExecutor(...(all as never as Parts));
		const create: PollTriggerExecutor['create'] = (...args) => {
			const poll: Poll = real.create(...args);
			return async (isTest) => {
				const run = poll(isTest);
				this.polls.push(run);
				return run;
			};
		};
		return { create };
	}

	/** In place of n8n's crons, which follow the clock. */
	private schedule() {
		const deregister = (_: unknown, targetId?: string) => {
			this.crons = this.crons.filter((cron) => targetId && cron.targetId !== targetId);
		};
		return {
			register: ({ targetId }: { targetId: string }, tick: () => void) =>
				void this.crons.push({ targetId, tick }),
			deregisterTarget: deregister,
			deregisterGroup: (group: unknown) => deregister(group),
			hasGroup: () => this.crons.length > 0,
			hasTarget: (_: unknown, id: string) => this.crons.some(({ targetId }) => targetId === id),
			getTargetIds: () => this.crons.map(({ targetId }) => targetId),
			getGroupIds: () => [],
		};
	}
}

/** As n8n's loader does with every node that polls (nodes-loader/directory-loader.js). */
function withTimes(type: INodeType): INodeType {
	const times = { displayName: 'Poll Times', name: 'pollTimes', type: 'fixedCollection' } as const;
	const typeOptions = { multipleValues: true };
	type.description.properties.unshift({
		...{ ...times, typeOptions, options: cronNodeOptions },
		default: { item: [{ mode: 'everyMinute' }] },
	});
	return type;
}

type Parts = ConstructorParameters<typeof PollTriggerExecutor>;

const nothing = () => undefined;
const silent = {
	scoped: () => silent,
	debug: nothing,
	info: nothing,
	warn: nothing,
	error: nothing,
};

const traced = async (_: unknown, work: (span: object) => Promise<void>) =>
	work({ setStatus: nothing });
const tracing = {
	...{ startSpan: traced, startNewTraceSpan: traced },
	...{ pickWorkflowAttributes: nothing, pickNodeAttributes: nothing },
};

/** As a database gives it back. */
const plain = (data: IDataObject): IDataObject => JSON.parse(JSON.stringify(data)) as IDataObject;

function outcomeOf({ data }: IRun, name: string): Started {
	const task = data.resultData.runData[name]?.[0];
	const items = task?.data?.main?.[0] ?? [];
	const error = task?.error ?? data.resultData.error;
	return { items, json: items.map(({ json }) => json), error };
}
