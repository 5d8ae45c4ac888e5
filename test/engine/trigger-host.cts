/**
 * n8n around a trigger, without the rest of n8n: its own contexts and execution engine, a real https
 * address, and the order of calls and of saving static data that n8n has (n8n facts, section 2). What is
 * written to static data is lost exactly where n8n loses it.
 */
import { Agent, createServer, request as httpsRequest, type Server } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { additionalDataFor, credentialsFor, loading, nodeTypes } from './engine.cts';
import { freshMemory } from './memory.cts';
import {
	DataDeduplicationService,
	HookContext,
	TriggerContext,
	WebhookContext,
	WorkflowExecute,
} from 'n8n-core';
import { Workflow, createRunExecutionData } from 'n8n-workflow';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IRun,
	ITriggerFunctions,
	ITriggerResponse,
	IWebhookData,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { generate } from 'selfsigned';
import type { Sandbox } from '../../dev/sandbox/server.cts';

export interface Options {
	sandbox: Sandbox;
	parameters?: INodeParameters;
	credential?: Parameters<typeof credentialsFor>[0]['credential'];
	/** `http://` for a host that Clio cannot call. */
	protocol?: 'https' | 'http';
	workflowId?: string;
	nodeName?: string;
	nodeId?: string;
	/** The module memory to run in; without it, that of all such hosts. */
	memory?: INodeType;
	/** A database that this host shares with another: a backup, or a second process. */
	database?: Database;
	/** Milliseconds that n8n takes to store a new execution. */
	slowness?: number;
	/** Of an execution the trigger is told what queue mode tells: nothing but how and where it ended. */
	isQueue?: boolean;
}

export interface Database {
	staticData: IDataObject;
	processed: Map<string, string[]>;
}

export interface Started {
	mode: WorkflowExecuteMode;
	/** What the trigger gave to it. */
	given: IDataObject[];
	/** What left the trigger. */
	items: INodeExecutionData[];
	json: IDataObject[];
	error?: Error;
}

type Done = Parameters<ITriggerFunctions['emit']>[2];

let hosts = 0;
/** By workflow, as each host loads it: a backup has the same ids as its original. */
const databases = new WeakMap<Workflow, Database>();
/** What a stranger, or Clio, is answered. */
export interface Reply {
	status: number;
	headers: IncomingHttpHeaders;
	body: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 32, rejectUnauthorized: false });

/** n8n keeps what was processed in its database; here it is in memory, by the same rules. */
const deduplicator = {
	async checkProcessedAndRecord(
		items: string[],
		_: unknown,
		{ workflow, node }: { workflow: Workflow; node: INode },
		{ maxEntries = Infinity }: { maxEntries?: number },
	) {
		const { processed } = databases.get(workflow)!;
		const known = processed.get(node.id) ?? [];
		const answer = {
			new: items.filter((item) => !known.includes(item)),
			processed: items.filter((item) => known.includes(item)),
		};
		processed.set(node.id, [...known, ...answer.new].slice(-maxEntries));
		return answer;
	},
	async removeProcessed(
		items: string[],
		_: unknown,
		{ workflow, node }: { workflow: Workflow; node: INode },
	) {
		const { processed } = databases.get(workflow)!;
		const known = processed.get(node.id) ?? [];
		processed.set(
			node.id,
			known.filter((item) => !items.includes(item)),
		);
	},
};

let isDeduplicating: Promise<void> | undefined;

/** One workflow with one trigger. */
export class TriggerHost {
	readonly started: Started[] = [];
	/** Failed executions that the trigger reported. */
	readonly failed: Error[] = [];
	readonly logged: string[] = [];
	readonly database: Database;
	readonly url: string;
	private readonly node: INode;
	private readonly additionalData: ReturnType<typeof additionalDataFor>;
	/** The workflow as it is activated: its copy of the static data is what activation saves. */
	private memory: INodeType;
	/** Ends with the process: what it began then never comes to anything. */
	private life = { isOver: false };
	private response?: ITriggerResponse;
	private ticks: Array<() => void> = [];
	/** Whether the address is answered for. */
	private isLive = false;
	private testing?: { workflow: Workflow; data: IWebhookData };
	private running = new Set<Promise<unknown>>();

	static async start(options: Options): Promise<TriggerHost> {
		await loading;
		isDeduplicating ??= DataDeduplicationService.init(deduplicator as never);
		await isDeduplicating;
		const { private: key, cert } = await certificate;
		const server = createServer({ key, cert });
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new TriggerHost(options, server);
	}

	private constructor(
		private readonly options: Options,
		private readonly server: Server,
	) {
		const { sandbox, parameters = {}, credential, protocol = 'https', database } = options;
		const { port } = server.address() as { port: number };
		const { id, helper } = credentialsFor({ sandbox, credential });
		this.url = `${protocol}://127.0.0.1:${port}`;
		this.workflowId = options.workflowId ?? `workflow-${++hosts}`;
		this.database = database ?? { staticData: {}, processed: new Map() };
		this.memory = options.memory ?? loadedType();
		this.node = {
			id: options.nodeId ?? 'trigger-1',
			name: options.nodeName ?? 'Clio Trigger',
			type: 'n8n-nodes-clio.clioTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: `hook-${this.workflowId}`,
			parameters,
			credentials: { clioOAuth2Api: { id, name: 'Clio' } },
		};
		this.additionalData = Object.assign(additionalDataFor({}, helper), {
			webhookBaseUrl: `${this.url}/webhook`,
			webhookTestBaseUrl: `${this.url}/webhook-test`,
		});
		server.on('request', (request, response) => void this.answer(request, response));
	}

	readonly workflowId: string;

	/** The address Clio calls. */
	get address(): string {
		return `${this.url}/webhook/hook-${this.workflowId}/webhook`;
	}

	/** A person publishes the workflow, or n8n starts with it; n8n itself tries up to five times. */
	async activate(activation: WorkflowActivateMode = 'activate', tries = 1): Promise<void> {
		await this.close();
		const workflow = this.workflow();
		this.isLive = true;
		const trigger = this.triggered(workflow, activation);
		trigger.catch(() => undefined);
		await this.registered(workflow, activation, tries).catch((error: Error) => {
			this.isLive = false;
			throw error;
		});
		await trigger;
		this.save(workflow);
	}

	private async registered(
		workflow: Workflow,
		activation: WorkflowActivateMode,
		tries: number,
	): Promise<void> {
		await this.hook(workflow, 'trigger', activation, 'create').catch(async (error: Error) => {
			await this.hook(workflow, 'internal', 'update', 'delete').catch(() => undefined);
			this.save(workflow);
			if (tries === 1) throw error;
			await this.registered(workflow, activation, tries - 1);
		});
	}

	/** n8n starts again, in a new process. */
	async restart(activation: WorkflowActivateMode = 'init'): Promise<void> {
		this.kill();
		this.life = { isOver: false };
		this.memory = freshMemory();
		await this.activate(activation);
	}

	/** The next call is served by a process that has not registered the trigger, as in queue mode. */
	forget(): void {
		this.memory = freshMemory();
	}

	/** A person renames the node of an inactive workflow; its address stays. */
	rename(name: string): void {
		this.node.name = name;
	}

	/** A person changes the parameters. */
	configure(parameters: INodeParameters): void {
		this.node.parameters = parameters;
	}

	/** Somebody calls the address. */
	async post(
		body: string | Buffer,
		headers: Record<string, string> = {},
		url = this.address,
	): Promise<Reply> {
		return new Promise((resolve, reject) => {
			const options = {
				method: 'POST',
				agent,
				headers: { 'content-type': 'application/json', ...headers },
			};
			const request = httpsRequest(url, options, (response) => {
				let text = '';
				response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
				response.on('end', () =>
					resolve({ status: response.statusCode!, headers: response.headers, body: text }),
				);
			});
			request.on('error', reject).end(body);
		});
	}

	async deactivate(): Promise<void> {
		this.isLive = false;
		const workflow = this.workflow();
		const closed = this.close();
		await this.hook(workflow, 'internal', 'update', 'delete');
		await closed;
		this.save(workflow);
	}

	/** n8n ends in good order. */
	async shutDown(): Promise<void> {
		this.isLive = false;
		await this.close();
	}

	/** n8n ends at once: nothing is closed, nothing is saved. */
	kill(): void {
		this.isLive = false;
		this.life.isOver = true;
		this.response = undefined;
		this.ticks = [];
	}

	/** Ten minutes have passed. */
	async tick(): Promise<void> {
		for (const tick of this.ticks) tick();
		await sleep(50);
		await this.settled();
	}

	/** "Listen for test event"; ends with the first, or by `stop`. */
	async listen(): Promise<{ stop(): Promise<void>; address: string }> {
		const workflow = this.workflow();
		workflow.staticData = {} as never;
		const data = this.webhookData(workflow, true);
		this.testing = { workflow, data };
		await this.hook(workflow, 'manual', 'manual', 'create', true);
		return {
			stop: () => this.stopListening(),
			address: `${this.url}/webhook-test/hook-${this.workflowId}/webhook`,
		};
	}

	async stopListening(): Promise<void> {
		if (!this.testing) return;
		const { workflow } = this.testing;
		this.testing = undefined;
		await this.hook(workflow, 'internal', 'update', 'delete', true);
	}

	/** Executions that are under way end with their process. */
	abandon(): void {
		this.running.clear();
	}

	/** All executions are over. */
	async settled(): Promise<void> {
		while (this.running.size) await Promise.allSettled(this.running);
	}

	/** Waits until so many executions have started, and no more come. */
	async executions(count: number, withinMs = 10_000): Promise<Started[]> {
		const until = Date.now() + withinMs;
		while (this.started.length < count && Date.now() < until) await sleep(20);
		await sleep(150);
		await this.settled();
		return this.started;
	}

	async stop(): Promise<void> {
		await this.shutDown().catch(() => undefined);
		this.server.closeAllConnections();
		this.server.close();
	}

	private async close(): Promise<void> {
		const { closeFunction } = this.response ?? {};
		this.response = undefined;
		this.ticks = [];
		await closeFunction?.();
	}

	private get type(): INodeType {
		return this.memory;
	}

	private workflow(): Workflow {
		const memory = this.memory;
		const workflow = new Workflow({
			id: this.workflowId,
			name: 'Test workflow',
			active: true,
			nodeTypes: { ...nodeTypes, getByNameAndVersion: () => memory } as never,
			nodes: [structuredClone(this.node)],
			connections: {},
			staticData: structuredClone(this.database.staticData),
			settings: { timezone: 'America/New_York' },
		});
		databases.set(workflow, this.database);
		return workflow;
	}

	/** Whole, as n8n does: the last to save wins. */
	private save(workflow: Workflow): void {
		this.database.staticData = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
	}

	private webhookData(workflow: Workflow, isTest = false): IWebhookData {
		return {
			httpMethod: 'POST',
			node: this.node.name,
			path: `hook-${this.workflowId}/webhook`,
			webhookDescription: this.type.description.webhooks![0],
			workflowId: workflow.id,
			workflowExecuteAdditionalData: this.additionalData,
			webhookId: this.node.webhookId,
			isTest,
		};
	}

	private async hook(
		workflow: Workflow,
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode,
		method: 'create' | 'delete',
		isTest = false,
	): Promise<void> {
		const node = workflow.getNode(this.node.name)!;
		const context = new HookContext(
			workflow,
			node,
			this.additionalData,
			mode,
			activation,
			this.webhookData(workflow, isTest),
		);
		const methods = this.type.webhookMethods!.default!;
		const isDone = method === 'create' && (await methods.checkExists.call(context));
		if (!isDone) await methods[method].call(context);
	}

	private async triggered(workflow: Workflow, activation: WorkflowActivateMode): Promise<void> {
		const { life } = this;
		const node = workflow.getNode(this.node.name)!;
		const context = new TriggerContext(
			workflow,
			node,
			this.additionalData,
			'trigger',
			activation,
			(data, _, done) => (life.isOver ? undefined : this.emit(data, done)),
			() => undefined,
			(error) => (life.isOver ? undefined : void this.failed.push(error)),
			{ registerCron: (_: unknown, tick: () => void) => void this.ticks.push(tick) } as never,
		);
		Object.defineProperty(context, 'logger', { value: this.logger() });
		const { helpers } = context;
		const ask = helpers.httpRequestWithAuthentication;
		helpers.httpRequestWithAuthentication = async function (...args) {
			return life.isOver ? new Promise(() => undefined) : ask.apply(this, args);
		};
		this.response = await this.type.trigger!.call(context);
	}

	private logger() {
		const log = (message: string) => void this.logged.push(message);
		return { info: log, warn: log, error: log, debug: log };
	}

	private emit(data: INodeExecutionData[][], done?: Done): void {
		if (this.storeFails > 0 && this.storeFails--) {
			return done?.reject(new Error('The database is locked'));
		}
		const run = this.run(data, 'trigger');
		if (done) void run.then((over) => done.resolve(this.told(over)), done.reject);
	}

	/** As if a node followed, which runs when there is something for it. */
	private told(run: IRun): IRun {
		if (!this.options.isQueue) return run;
		const [task] = run.data.resultData.runData[this.node.name];
		const lastNodeExecuted = task.data?.main[0]?.length ? 'What follows' : this.node.name;
		const data = createRunExecutionData({ resultData: { runData: {}, lastNodeExecuted } });
		return { ...run, data };
	}

	private async run(data: INodeExecutionData[][], mode: WorkflowExecuteMode): Promise<IRun> {
		const given = data.flat().map(({ json }) => json);
		const started: Started = { mode, given, items: [], json: [] };
		this.begun++;
		await this.gate;
		const running = this.execute(data, mode, started);
		this.running.add(running);
		return running.finally(() => this.running.delete(running));
	}

	private async execute(
		data: INodeExecutionData[][],
		mode: WorkflowExecuteMode,
		started: Started,
	): Promise<IRun> {
		const workflow = this.workflow();
		const node = workflow.getNode(this.node.name)!;
		const runData = createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node, data: { main: data }, source: null }] },
		});
		const additionalData = { ...this.additionalData, executionId: String(++hosts) };
		const run = await new WorkflowExecute(additionalData, mode, runData).processRunExecutionData(
			workflow,
		);
		const task = run.data.resultData.runData[node.name]?.[0];
		started.items = task?.data?.main?.[0] ?? [];
		started.json = started.items.map(({ json }) => json);
		started.error = task?.error ?? run.data.resultData.error;
		// An execution whose trigger gives nothing ends there.
		if (started.items.length || started.error) this.started.push(started);
		else this.empty++;
		return run;
	}

	/** Executions that n8n began, whatever came of them. */
	begun = 0;
	/** Executions that ended at the trigger. */
	empty = 0;

	/** Executions wait for this before they begin their work. */
	gate: Promise<unknown> = Promise.resolve();
	/** The address cannot be reached, while n8n runs on. */
	isUnreachable = false;

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const isTest = request.url!.startsWith('/webhook-test/');
		if (this.isUnreachable || (isTest ? !this.testing : !this.isLive))
			return void response.writeHead(404).end();
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const rawBody = Buffer.concat(chunks);
		const { workflow, data } = isTest
			? this.testing!
			: { workflow: this.workflow(), data: this.webhookData(this.workflow()) };
		const additionalData = {
			...this.additionalData,
			httpRequest: Object.assign(request, {
				rawBody,
				body: parsed(rawBody),
				readRawBody: async () => undefined,
			}),
			httpResponse: expressLike(response),
		};
		const node = workflow.getNode(this.node.name)!;
		const mode = isTest ? 'manual' : 'webhook';
		const context = new WebhookContext(
			workflow,
			node,
			additionalData as never,
			mode,
			data,
			[],
			null,
		);
		Object.defineProperty(context, 'logger', { value: this.logger() });
		const before = JSON.stringify(workflow.staticData);
		try {
			const { workflowData, noWebhookResponse } = await this.type.webhook!.call(context);
			if (!workflowData) {
				if (!isTest && JSON.stringify(workflow.staticData) !== before) this.save(workflow);
				if (!noWebhookResponse) response.writeHead(200).end('{"message":"Webhook call received"}');
				return;
			}
			if (isTest) await this.stopListening();
			await sleep(this.options.slowness ?? 0);
			if (this.storeFails > 0 && this.storeFails--) throw new Error('The database is locked');
			void this.run(workflowData, mode);
			response.writeHead(200).end();
		} catch (error) {
			this.thrown.push(error as Error);
			response.writeHead(500).end();
		}
	}

	/** So many executions cannot be stored: n8n answers 500. */
	storeFails = 0;
	/** What `webhook()` threw; it must not. */
	readonly thrown: Error[] = [];
}

const loadedType = (): INodeType => nodeTypes.getByNameAndVersion('n8n-nodes-clio.clioTrigger');

const certificate = generate([{ name: 'commonName', value: '127.0.0.1' }]);

function parsed(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString());
	} catch {
		return {};
	}
}

/** What the node uses of express. */
function expressLike(response: ServerResponse) {
	return Object.assign(response, {
		status(code: number) {
			response.statusCode = code;
			return response;
		},
		set(headers: Record<string, string>) {
			for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
			return response;
		},
	});
}
