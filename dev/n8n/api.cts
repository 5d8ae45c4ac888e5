import { setTimeout as sleep } from 'node:timers/promises';

import type {
	Credential,
	Execution,
	Item,
	Login,
	NewWorkflow,
	Publication,
	Workflow,
} from './n8n-types.cts';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

const BROWSER = 'n8n-nodes-clio';
const BLANKED = '__n8n_BLANK_VALUE_e5362baf-c777-4d57-a609-6eaf1f9e87f6';
const OVER = new Set(['success', 'error', 'crashed', 'canceled']);

/** n8n's own REST interface, as its editor uses it: a cookie session, answers wrapped in `data`. */
export class N8nApi {
	private cookie = '';

	constructor(private readonly url: string) {}

	/** Creates the owner of a fresh n8n, who is then logged in. */
	async createOwner(login: Login): Promise<void> {
		const names = { firstName: 'Ada', lastName: 'Counsel' };
		this.keepCookie(await this.send('POST', '/rest/owner/setup', { ...login, ...names }));
	}

	async login({ email, password }: Login): Promise<void> {
		const body = { emailOrLdapLoginId: email, password };
		this.keepCookie(await this.send('POST', '/rest/login', body));
	}

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

	/** The whole flow, as a browser would go through it; the sandbox's page approves by itself. */
	async connectOAuth(credentialId: string): Promise<void> {
		const path = `/rest/oauth2-credential/auth?id=${credentialId}`;
		const authorize = new URL(await this.call<string>('GET', path));
		authorize.searchParams.set('approve', '1');
		const approved = await fetch(authorize, { redirect: 'manual' });
		const callback = approved.headers.get('location');
		if (!callback) throw new Error(`Clio's authorize page answered ${await describe(approved)}`);
		const page = await this.send('GET', callback);
		// n8n answers 200 to a failed callback too: what it stored tells.
		if (!(await this.isConnected(credentialId))) {
			throw new Error(`n8n did not connect the credential: ${textOf(await page.text())}`);
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

	/** Publishes a workflow and waits until its triggers run: n8n answers before they do. */
	async activate(id: string): Promise<void> {
		const { versionId } = await this.workflow(id);
		await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
		await this.publicationSettled(id);
	}

	async deactivate(id: string): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/deactivate`, {});
		await this.publicationSettled(id);
	}

	private async publicationSettled(id: string, withinMs = 60_000): Promise<void> {
		const path = `/rest/workflows/${id}/publication-status`;
		const deadline = Date.now() + withinMs;
		while (Date.now() < deadline) {
			const { status, triggers } = await this.call<Publication>('GET', path);
			if (status === 'failed' || status === 'partial') {
				const reasons = triggers.map(({ errorMessage }) => errorMessage).filter(Boolean);
				throw new Error(`n8n could not publish the workflow: ${reasons.join('; ')}`);
			}
			if (status !== 'in_progress') return;
			await sleep(100);
		}
		throw new Error(`n8n is still publishing after ${withinMs / 1000} s`);
	}

	/** A test run as by the editor's button; undefined when n8n now waits for a test webhook. */
	async run(id: string, trigger?: string): Promise<string | undefined> {
		const workflow = await this.workflow(id);
		const name = trigger ?? workflow.nodes.find((node) => /trigger$/i.test(node.type))?.name;
		const answer = await this.call<{ executionId?: string }>('POST', `/rest/workflows/${id}/run`, {
			workflowData: workflow,
			triggerToStartFrom: { name },
		});
		return answer.executionId;
	}

	async executions(workflowId: string): Promise<Array<{ id: string; status: string }>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const path = `/rest/executions?filter=${filter}`;
		return (await this.call<{ results: Array<{ id: string; status: string }> }>('GET', path))
			.results;
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
		const deadline = Date.now() + withinMs;
		while (Date.now() < deadline) {
			const execution = await this.execution(id);
			if (OVER.has(execution.status)) return execution;
			await sleep(250);
		}
		throw new Error(`Execution ${id} is not over after ${withinMs / 1000} s`);
	}

	/** The items a node gave out in its last run, on its first output. */
	async nodeOutput(executionId: string, nodeName: string): Promise<Item[]> {
		const { runData } = (await this.execution(executionId)).data.resultData;
		return runData[nodeName]?.at(-1)?.data?.main?.[0] ?? [];
	}

	async call<T>(method: Method, path: string, body?: object): Promise<T> {
		const answer = await this.send(method, path, body);
		if (!answer.ok) throw new Error(`n8n: ${method} ${path} answered ${await describe(answer)}`);
		return ((await answer.json()) as { data: T }).data;
	}

	private async send(method: Method, path: string, body?: object): Promise<Response> {
		return await fetch(new URL(path, this.url), {
			method,
			redirect: 'manual',
			headers: {
				'Content-Type': 'application/json',
				Cookie: this.cookie,
				'browser-id': BROWSER, // n8n ties a session to the browser that began it
				'push-ref': BROWSER,
			},
			body: body && JSON.stringify(body),
		});
	}

	private keepCookie(answer: Response): void {
		if (!answer.ok) throw new Error(`n8n's login answered ${answer.status}`);
		this.cookie = answer.headers
			.getSetCookie()
			.map((entry) => entry.split(';')[0])
			.join('; ');
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
