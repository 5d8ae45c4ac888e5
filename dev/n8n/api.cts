import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import type {
	BinaryFile,
	Credential,
	Execution,
	ExecutionSummary,
	Item,
	NewWorkflow,
	Publication,
	Workflow,
} from './n8n-types.cts';
import { N8nError, N8nSession } from './session.cts';
import { until } from './until.cts';

const BLANKED = '__n8n_BLANK_VALUE_e5362baf-c777-4d57-a609-6eaf1f9e87f6';
const OVER = ['success', 'error', 'crashed', 'canceled'];
const UNDER_WAY = ['new', 'running', 'waiting'];
const MOST_PER_PAGE = 100;
/** Types of nodes that nothing leads to. */
const STARTS = /trigger$|emailReadImap$/i;

/** Why a workflow is not active though it was asked to be, in the words its user sees. */
class ActivationError extends Error {}

/** n8n's own REST interface, as its editor uses it. */
export class N8nApi extends N8nSession {
	private key?: string;

	createCredential(name: string, type: string, data: object): Promise<Credential> {
		return this.call('POST', '/rest/credentials', { name, type, data });
	}

	/**
	 * What the editor does to test a credential: it sends it back as it was shown, and n8n puts the
	 * stored values where it had blanked them. The token is shown as `true`, so it is blanked here.
	 */
	async testCredential(id: string): Promise<{ status: string; message: string }> {
		const path = `/rest/credentials/${id}?includeData=true`;
		const { name, type, data } = await this.call<Credential & { data: object }>('GET', path);
		const credentials = { id, name, type, data: { ...data, oauthTokenData: BLANKED } };
		return await this.call('POST', '/rest/credentials/test', { credentials });
	}

	/** Where n8n sends the browser to ask for access. */
	async authorizeAddress(credentialId: string): Promise<URL> {
		const path = `/rest/oauth2-credential/auth?id=${credentialId}`;
		return new URL(await this.call<string>('GET', path));
	}

	/** The whole flow, as a browser would go through it; the sandbox's page approves by itself. */
	async connectOAuth(credentialId: string): Promise<void> {
		const authorize = await this.authorizeAddress(credentialId);
		authorize.searchParams.set('approve', '1');
		const approved = await fetch(authorize, { redirect: 'manual' });
		const callback = approved.headers.get('location');
		if (!callback) throw new Error(`Clio's authorize page answered ${await describe(approved)}`);
		const page = await this.send('GET', callback);
		const text = textOf(await page.text());
		// n8n answers 200 to a failed callback too: what it stored tells, or what it says, if it was connected before.
		if (/Failed to connect/.test(text) || !(await this.isConnected(credentialId))) {
			throw new Error(`n8n did not connect the credential: ${text}`);
		}
	}

	async isConnected(credentialId: string): Promise<boolean> {
		const path = `/rest/credentials/${credentialId}?includeData=true`;
		const { data } = await this.call<{ data?: { oauthTokenData?: unknown } }>('GET', path);
		return Boolean(data?.oauthTokenData);
	}

	importWorkflow(workflow: NewWorkflow): Promise<Workflow> {
		return this.call('POST', '/rest/workflows', workflow);
	}

	workflow(id: string): Promise<Workflow> {
		return this.call('GET', `/rest/workflows/${id}`);
	}

	/** Saves changes; an active workflow goes on as it was until it is activated again. */
	updateWorkflow(id: string, changes: Partial<NewWorkflow>): Promise<Workflow> {
		return this.call('PATCH', `/rest/workflows/${id}`, changes);
	}

	/** As in the editor; n8n saves it without a word to the trigger. */
	async renameNode(id: string, from: string, to: string): Promise<Workflow> {
		const { nodes, connections } = await this.workflow(id);
		const named = (name: string) => (name === from ? to : name);
		const renamed = Object.entries(connections).map(([name, outputs]) => [
			named(name),
			JSON.parse(JSON.stringify(outputs), (key, value) => (key === 'node' ? named(value) : value)),
		]);
		return await this.updateWorkflow(id, {
			nodes: nodes.map((node) => ({ ...node, name: named(node.name) })),
			connections: Object.fromEntries(renamed),
		});
	}

	/** A second workflow as by the editor's Duplicate, which gives webhooks a path of their own. */
	async copyWorkflow(id: string, webhookId: () => string): Promise<Workflow> {
		const { name, nodes, connections, settings } = await this.workflow(id);
		const fresh = nodes.map((node) =>
			node.webhookId ? { ...node, webhookId: webhookId() } : node,
		);
		return await this.importWorkflow({ name: `${name} copy`, nodes: fresh, connections, settings });
	}

	/** Archived first, as n8n demands. */
	async deleteWorkflow(id: string): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/archive`, {});
		await this.call('DELETE', `/rest/workflows/${id}`);
	}

	/** A workflow with its static data, which only the public interface tells. */
	backUpWorkflow(id: string): Promise<Workflow> {
		return this.public('GET', `/api/v1/workflows/${id}`);
	}

	/** Puts an older copy back, static data and all; an active workflow is published anew. */
	async restoreWorkflow({ id, ...copy }: Workflow): Promise<void> {
		const { name, nodes, connections, settings, staticData } = copy;
		const body = { name, nodes, connections, settings, staticData };
		await this.public('PUT', `/api/v1/workflows/${id}`, body);
		await this.publicationSettled(id);
	}

	/** Publishes a workflow and waits until its triggers run: n8n answers before they do. */
	async activate(id: string): Promise<void> {
		const { versionId } = await this.workflow(id);
		try {
			await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
		} catch (error) {
			throw error instanceof N8nError ? new ActivationError(error.reason) : error;
		}
		await this.publicationSettled(id);
	}

	async deactivate(id: string): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/deactivate`, {});
		await this.publicationSettled(id);
	}

	/** Until n8n has done with the triggers of all active workflows, well or badly. */
	async allPublished(): Promise<void> {
		const filter = encodeURIComponent(JSON.stringify({ active: true }));
		for (const { id } of await this.call<Workflow[]>('GET', `/rest/workflows?filter=${filter}`)) {
			await until(() => this.publication(id), { what: 'The workflow is published' });
		}
	}

	private async publicationSettled(id: string): Promise<void> {
		const { status, triggers } = await until(() => this.publication(id), {
			what: 'The workflow is published',
			everyMs: 100,
		});
		if (status !== 'failed' && status !== 'partial') return;
		const reasons = triggers.map(({ errorMessage }) => errorMessage).filter(Boolean);
		throw new ActivationError(reasons.join('; '));
	}

	/** Whether a workflow is published by n8n's newer engine, which does it after its answer. */
	async isByNewerEngine(id: string): Promise<boolean> {
		return (await this.newerPublication(id)) !== undefined;
	}

	/** Undefined while under way. The older engine has done all when it answers. */
	private async publication(id: string): Promise<Publication | undefined> {
		const publication = await this.newerPublication(id);
		if (!publication) return { status: 'published', triggers: [] };
		return publication.status === 'in_progress' ? undefined : publication;
	}

	/** What the newer engine says; the older one has no such route. */
	private async newerPublication(id: string): Promise<Publication | undefined> {
		try {
			return await this.call('GET', `/rest/workflows/${id}/publication-status`);
		} catch (error) {
			if (error instanceof N8nError && error.status === 404) return undefined;
			throw error;
		}
	}

	/** A test run as by the editor's button; undefined when n8n now waits for a test webhook. */
	async run(id: string, trigger?: string): Promise<string | undefined> {
		const workflow = await this.workflow(id);
		const name = trigger ?? workflow.nodes.find(({ type }) => STARTS.test(type))?.name;
		const answer = await this.call<{ executionId?: string }>('POST', `/rest/workflows/${id}/run`, {
			workflowData: workflow,
			triggerToStartFrom: { name },
		});
		return answer.executionId;
	}

	/** "Listen for test event" */
	async listen(id: string, trigger: string): Promise<void> {
		const executionId = await this.run(id, trigger);
		if (executionId) throw new Error(`n8n ran ${trigger} instead of waiting for an event`);
	}

	async stopListening(id: string): Promise<void> {
		await this.call('DELETE', `/rest/test-webhook/${id}`);
	}

	/** Newest first: all there are, or those before a page of which all are known. */
	async executions(
		workflowId: string,
		isKnown: (execution: ExecutionSummary) => boolean = () => false,
	): Promise<ExecutionSummary[]> {
		const found = new Map<string, ExecutionSummary>();
		const status = [...OVER, ...UNDER_WAY, 'unknown'];
		let cursor: string | undefined;
		do {
			const page = await this.executionPage({ workflowId, status }, MOST_PER_PAGE, cursor);
			for (const execution of page.results) found.set(execution.id, execution);
			cursor = page.results.every(isKnown) ? undefined : (page.nextCursor ?? undefined);
		} while (cursor);
		return [...found.values()];
	}

	/** What n8n is at right now, of all workflows. */
	async underWay(): Promise<ExecutionSummary[]> {
		const status = UNDER_WAY.filter((name) => name !== 'waiting');
		return (await this.executionPage({ status }, MOST_PER_PAGE)).results;
	}

	private async executionPage(
		filter: object,
		limit: number,
		cursor?: string,
	): Promise<{ results: ExecutionSummary[]; nextCursor?: string | null }> {
		const query = new URLSearchParams({ filter: JSON.stringify(filter), limit: `${limit}` });
		if (cursor) query.set('cursor', cursor);
		return await this.call('GET', `/rest/executions?${query}`);
	}

	/** Waits until so many executions are over, and then that there are no more of them for a while. */
	async waitForExecutions(
		workflowId: string,
		count: number,
		{ withinMs = 120_000, quietMs = 2_000 } = {},
	): Promise<ExecutionSummary[]> {
		const over = async () =>
			(await this.executions(workflowId)).filter(({ status }) => OVER.includes(status));
		let seen = 0;
		await until(async () => (seen = (await over()).length) >= count, {
			what: `${count} executions are over`,
			withinMs,
		}).catch((error: Error) => {
			throw new Error(`${error.message}; there are ${seen}`);
		});
		await sleep(quietMs);
		const executions = await this.executions(workflowId);
		if (executions.length === count) return executions;
		throw new Error(`${executions.length} executions instead of ${count}`);
	}

	async execution(id: string): Promise<Execution> {
		const { parse } = await import('flatted'); // an ES module
		const execution = await this.call<Execution & { data: string }>(
			'GET',
			`/rest/executions/${id}`,
		);
		return { ...execution, data: parse(execution.data) as Execution['data'] };
	}

	async waitForExecution(id: string, withinMs = 60_000): Promise<Execution> {
		return await until(
			async () => {
				const execution = await this.execution(id);
				return OVER.includes(execution.status) && execution;
			},
			{ what: `Execution ${id} is over`, withinMs },
		);
	}

	/** The items a node gave out in its last run, on its first output. */
	async nodeOutput(executionId: string, nodeName: string): Promise<Item[]> {
		const { runData } = (await this.execution(executionId)).data.resultData;
		return runData[nodeName]?.at(-1)?.data?.main?.[0] ?? [];
	}

	/** The bytes of a file that an item carries, where n8n keeps files on disk. */
	async file({ id }: BinaryFile): Promise<Readable> {
		if (!id) throw new Error('n8n keeps the file in the item');
		const query = new URLSearchParams({ id, action: 'download' });
		const answer = await this.stream(`/rest/binary-data?${query}`);
		if (answer.statusCode === 200) return answer;
		throw new Error(`n8n answered ${answer.statusCode} to the file ${id}`);
	}

	/** n8n's public interface, with a key made when it is first needed. */
	private async public<T>(method: 'GET' | 'PUT', path: string, body?: object): Promise<T> {
		this.key ??= await this.createKey();
		return await this.read(method, path, body, { 'X-N8N-API-KEY': this.key });
	}

	private async createKey(): Promise<string> {
		const scopes = ['workflow:read', 'workflow:update', 'workflow:activate'];
		const body = { label: 'Tests', scopes, expiresAt: null };
		return (await this.call<{ rawApiKey: string }>('POST', '/rest/api-keys', body)).rawApiKey;
	}
}

async function describe(answer: Response): Promise<string> {
	return `${answer.status} ${(await answer.text()).slice(0, 400)}`;
}

function textOf(page: string): string {
	return page
		.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}
