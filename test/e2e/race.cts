import type { Host } from '../../dev/n8n/host.cts';
import type { NewWorkflow, Workflow } from '../../dev/n8n/n8n-types.cts';
import { post, start } from './workflows.cts';

type Node = NewWorkflow['nodes'][number];

/** About as far away as Clio is: what answers at once leaves no time for a race. */
const DISTANCE_MS = 300;

/** What came of races in which both had to renew the same connection. */
export interface Outcome {
	executions: number;
	/** Why executions failed, each reason once. */
	failures: string[];
	failed: number;
	/** Pairs that were at work at the same moment. */
	together: number;
	/** Requests for a token, and those of them that were refused. */
	renewals: number;
	refused: number;
}

/** The Clio whose tokens expire. */
type Side = Pick<Host['sandbox']['platform'], 'expireTokens' | 'fail'> & {
	readonly tokenRequests: Array<{ ok: boolean }>;
};

/** Clio Manage; the Clio Platform is a side as it is. */
export function manage(sandbox: Host['sandbox']): Side {
	const { expireTokens, fail, requests } = sandbox;
	return {
		...{ expireTokens, fail },
		get tokenRequests() {
			const asked = requests.filter(({ path }) => path === '/oauth/token');
			return asked.map(({ status }) => ({ ok: status < 400 }));
		},
	};
}

/** Two workflows of one node, which are started at the same moment; or several such pairs. */
export class Race {
	private rounds = 0;

	private constructor(
		private readonly host: Host,
		private readonly pairs: Workflow[][],
		private readonly side: Side,
	) {}

	/** One pair, or one of each; pairs have a credential of their own. */
	static async publish(
		host: Host,
		runner: (() => Node) | Array<() => Node>,
		side: Side = host.sandbox.platform,
	): Promise<Race> {
		const pairs: Workflow[][] = [];
		for (const next of [runner].flat())
			pairs.push([
				await published(host, 'One', next()),
				await published(host, 'The other', next()),
			]);
		return new Race(host, pairs, side);
	}

	/** So many times: the access tokens expire, and all start. */
	async run(rounds: number): Promise<Outcome> {
		const { side } = this;
		const before = this.rounds;
		const asked = side.tokenRequests.length;
		const near = side.fail({ delayMs: DISTANCE_MS, times: Infinity });
		for (let round = 0; round < rounds; round++) {
			side.expireTokens();
			await this.once();
		}
		near();
		const tokens = side.tokenRequests.slice(asked);
		const refused = tokens.filter(({ ok }) => !ok).length;
		return { ...(await this.executed(before)), renewals: tokens.length, refused };
	}

	/** All, until all have answered; how they ended stands in the executions. */
	async once(): Promise<void> {
		this.rounds++;
		await Promise.all(
			this.pairs
				.flat()
				.map(({ nodes }) => post(`${this.host.webhookUrl}webhook/${nodes[0].parameters.path}`, {})),
		);
	}

	/** Why the last execution of the first one failed; empty if it did not. */
	async complaint(): Promise<string> {
		const [{ id, status }] = await this.host.api.executions(this.pairs[0][0].id);
		return status === 'success' ? '' : await this.reason(id);
	}

	/** In the rounds after the first so many. */
	private async executed(before: number) {
		const { api } = this.host;
		const executionsOf = async ({ id }: Workflow) => {
			const found = await api.waitForExecutions(id, this.rounds, { quietMs: 0 });
			return found.sort((a, b) => Number(a.id) - Number(b.id)).slice(before);
		};
		const raced = await Promise.all(
			this.pairs.map(async (pair) => Promise.all(pair.map(executionsOf))),
		);
		const all = raced.flat(2);
		const failed = all.filter(({ status }) => status !== 'success');
		const failures = new Set<string>();
		for (const { id } of failed) failures.add(await this.reason(id));
		const together = raced.flatMap(([some, others]) =>
			some.filter((one, at) => overlap(one, others[at])),
		).length;
		return {
			...{ executions: all.length, failed: failed.length, together },
			failures: [...failures],
		};
	}

	private async reason(id: string): Promise<string> {
		const { status, data } = await this.host.api.waitForExecution(id);
		const { message, description = '' } = data.resultData.error ?? { message: status };
		return `${message} ${description}`.trim();
	}
}

async function published({ api }: Host, name: string, next: Node): Promise<Workflow> {
	const connections = { Start: { main: [[{ node: next.name, type: 'main', index: 0 }]] } };
	const workflow = { name, nodes: [start(), next], connections, settings: {} };
	const { id } = await api.importWorkflow(workflow);
	await api.activate(id);
	return await api.workflow(id);
}

interface Span {
	startedAt: string | null;
	stoppedAt: string | null;
}

const overlap = (one: Span, other: Span): boolean =>
	Date.parse(one.startedAt!) < Date.parse(other.stoppedAt!) &&
	Date.parse(other.startedAt!) < Date.parse(one.stoppedAt!);
