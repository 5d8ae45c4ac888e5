import { request } from 'node:http';
import type { Host } from '../../dev/n8n/host.cts';
import type { Execution, Item, NewWorkflow, Workflow } from '../../dev/n8n/n8n-types.cts';
import { start } from './workflows.cts';

type Node = NewWorkflow['nodes'][number];

/**
 * Nodes in a row behind a Webhook that answers when all is done: n8n is not asked meanwhile how far it
 * is, which would be work for the process that is being measured.
 */
export class Line {
	private constructor(
		private readonly host: Pick<Host, 'api' | 'editorUrl'>,
		private readonly workflow: Workflow,
	) {}

	static async publish(
		host: Pick<Host, 'api' | 'editorUrl'>,
		name: string,
		nodes: Node[],
	): Promise<Line> {
		const all = [start(), ...nodes];
		const links = nodes.map((next, index) => [all[index].name, to(next)] as const);
		const connections = Object.fromEntries(links);
		const settings = { saveDataSuccessExecution: 'all' };
		const workflow = await host.api.importWorkflow({ name, nodes: all, settings, connections });
		await host.api.activate(workflow.id);
		return new Line(host, workflow);
	}

	/** With `body` as what the first node begins with, under that name. */
	async run(body: object = {}): Promise<LineRun> {
		const { api, editorUrl } = this.host;
		const path = String(this.workflow.nodes[0].parameters.path);
		await post(new URL(`webhook/${path}`, editorUrl), body);
		const [{ id }] = await api.executions(this.workflow.id);
		return new LineRun(await api.waitForExecution(id));
	}
}

/** What one run has left behind. */
export class LineRun {
	constructor(private readonly execution: Execution) {
		const { error, lastNodeExecuted } = execution.data.resultData;
		if (execution.status === 'success') return;
		throw new Error(`${lastNodeExecuted} ended with ${execution.status}: ${error?.message}`);
	}

	items(node: string): Item[] {
		return this.last(node).data?.main?.[0] ?? [];
	}

	item(node: string): Item {
		const items = this.items(node);
		if (items.length === 1) return items[0];
		throw new Error(`${node} gave out ${items.length} items instead of one`);
	}

	/** How long a node took. */
	ms(node: string): number {
		return this.last(node).executionTime;
	}

	private last(node: string) {
		const run = this.execution.data.resultData.runData[node]?.at(-1);
		if (!run) throw new Error(`${node} did not run`);
		return run;
	}
}

const to = ({ name }: Node) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });

/** However long it takes; what went wrong stands in the execution. */
function post(address: URL, body: object): Promise<void> {
	return new Promise((resolve, reject) => {
		const headers = { 'content-type': 'application/json' };
		const call = request(address, { method: 'POST', headers, agent: false }, (answer) => {
			answer.resume().on('end', resolve);
		});
		call.on('error', reject).end(JSON.stringify(body));
	});
}
