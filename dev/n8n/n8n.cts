import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild, tail, type Child } from './child.cts';
import type { MovableClock } from './clock/clock.cts';
import type { N8nInstall } from './install.cts';
import { innerEnv } from './npm.cts';
import { someFreePorts } from './ports.cts';
import type { Teardown } from './teardown.cts';
import { until } from './until.cts';

export interface N8nOptions {
	install: N8nInstall;
	userFolder: string;
	port: number;
	webhookUrl: string;
	/** Which of n8n's processes; `start` is the one with the editor. */
	process?: keyof typeof READY;
	/** What its log is called, where there are several of a kind. */
	name?: string;
	/** Where the editor is, for a process that has none. */
	editorUrl?: string;
	/** A clock that can be moved ahead, instead of the machine's. */
	clock?: MovableClock;
	/** More of n8n's environment, over what is set here. */
	env?: NodeJS.ProcessEnv;
	teardown: Teardown;
}

/** What asks servers that are not there. */
const NEEDLESS = ['mcp-registry', 'instance-ai'];

const READY_WITHIN_MS = 120_000;

/** n8n logs this at the end of its start, and turns to the triggers; of those it logs nothing. */
const STARTED = 'Editor is now accessible';
const TRIGGERS_MS = 1_000;

/** What answers when all is there; `/healthz` answers earlier than the routes that matter. */
const READY = {
	start: 'rest/settings',
	webhook: 'healthz/readiness',
	worker: 'healthz/readiness',
};

/** One process of n8n that can be stopped and started again with the same user folder. */
export class N8n {
	readonly url: string;
	readonly logFile: string;
	private child?: Child;
	private readonly process: keyof typeof READY;

	constructor(private readonly options: N8nOptions) {
		this.process = options.process ?? 'start';
		this.url = `http://127.0.0.1:${options.port}/`;
		this.logFile = join(options.userFolder, `n8n-${options.name ?? this.process}.log`);
	}

	/** False also if it has ended by itself. */
	get isRunning(): boolean {
		return this.child !== undefined;
	}

	/** Of the process that executes, unless workers do. */
	get pid(): number | undefined {
		return this.child?.pid;
	}

	async start(extraEnv: NodeJS.ProcessEnv = {}): Promise<void> {
		const { install, userFolder, teardown, clock } = this.options;
		const [brokerPort] = await someFreePorts(1);
		const env = {
			...this.environment(brokerPort),
			...clock?.environment(),
			...this.options.env,
			...extraEnv,
		};
		const began = sizeOf(this.logFile);
		this.child = startChild(install.node, [install.command, this.process], {
			cwd: userFolder,
			env,
			logFile: this.logFile,
			teardown,
		});
		const { child } = this;
		const over = () => void (this.child === child && (this.child = undefined));
		child.exited.then(over, over);
		await Promise.race([this.ready(began), this.death(child)]);
	}

	/** Asks it to end (SIGTERM), and waits. */
	async stop(): Promise<void> {
		await this.take()?.stop();
	}

	/** Ends it in the middle of whatever it does (kill -9). */
	async kill(): Promise<void> {
		await this.take()?.kill();
	}

	private take(): Child | undefined {
		const { child } = this;
		this.child = undefined;
		return child;
	}

	/** Settles when n8n ends, by itself or stopped. */
	async ended(): Promise<void> {
		await this.child?.exited;
	}

	log(lines = 30): string {
		return tail(this.logFile, lines);
	}

	/** It answers, and has begun to start the active workflows' triggers if that is its task. */
	private async ready(began: number): Promise<void> {
		const options = { what: 'n8n answers', withinMs: READY_WITHIN_MS };
		await until(() => this.answers(), options);
		if (this.process !== 'start') return;
		await until(() => readFileSync(this.logFile, 'utf8').slice(began).includes(STARTED), options);
		await sleep(TRIGGERS_MS);
	}

	private async answers(): Promise<boolean> {
		try {
			const signal = AbortSignal.timeout(2_000);
			const answer = await fetch(this.url + READY[this.process], { signal });
			if (this.process !== 'start') return answer.ok;
			return answer.ok && 'data' in ((await answer.json()) as object);
		} catch {
			return false;
		}
	}

	private async death(child: Child): Promise<never> {
		const code = await child.exited;
		throw new Error(`n8n ended while starting (${code ?? 'by a signal'})`);
	}

	/** The modules to switch off; n8n does not start if it is told one that it has not got. */
	private needless(): string[] {
		const modules = join(this.options.install.folder, 'node_modules/n8n/dist/modules');
		return NEEDLESS.filter((name) => existsSync(join(modules, name)));
	}

	private environment(brokerPort: number): NodeJS.ProcessEnv {
		const { userFolder, port, webhookUrl, editorUrl = this.url } = this.options;
		return {
			...withoutN8nSettings(innerEnv()),
			N8N_USER_FOLDER: userFolder,
			N8N_ENCRYPTION_KEY: 'n8n-nodes-clio-development',
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_HOST: '127.0.0.1',
			N8N_PORT: String(port),
			N8N_RUNNERS_BROKER_PORT: String(brokerPort),
			N8N_EDITOR_BASE_URL: editorUrl,
			N8N_WEBHOOK_URL: webhookUrl, // unlike WEBHOOK_URL, that of test events, too
			WEBHOOK_URL: webhookUrl, // older ones know no other
			N8N_SECURE_COOKIE: 'false',
			N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true',
			N8N_DIAGNOSTICS_ENABLED: 'false',
			N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
			N8N_TEMPLATES_ENABLED: 'false',
			N8N_PERSONALIZATION_ENABLED: 'false',
			N8N_VERIFIED_PACKAGES_ENABLED: 'false',
			N8N_DISABLED_MODULES: this.needless().join(),
			N8N_LOG_LEVEL: 'info',
		};
	}
}

function sizeOf(file: string): number {
	return existsSync(file) ? readFileSync(file, 'utf8').length : 0;
}

/** A developer's own n8n may be configured in the environment: this one is not it. */
function withoutN8nSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const foreign = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_URL$|NODE_OPTIONS$)/;
	return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
}
