import axios, { type AxiosResponse } from 'axios';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { runClio } from '../engine/engine.cts';

type Answer = { meta: { paging: { next?: string } } };

const matters = 50_000;

/** Get Many, Return All over a large firm, against the same pages read by a bare HTTP client. */
export async function run(): Promise<void> {
	const sandbox = await startSandbox({ matters });
	const bare = await timed(async () => readBare(sandbox));
	const node = await timed(async () => readByNode(sandbox));
	console.log(`matters              ${matters}`);
	console.log(`bare HTTP client     ${bare.seconds.toFixed(2)} s, ${bare.result} requests`);
	console.log(`Clio node in engine  ${node.seconds.toFixed(2)} s, ${node.result} requests`);
	console.log(`ratio                ${(node.seconds / bare.seconds).toFixed(2)}`);
	console.log(
		`memory               ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB resident`,
	);
	await sandbox.close();
}

async function readBare(sandbox: Sandbox): Promise<number> {
	const headers = { Authorization: `Bearer ${sandbox.issueToken().access_token}` };
	const fields = 'id,display_number,description,status,client{name,id},practice_area{name}';
	let next: string | undefined =
		`${sandbox.url}/api/v4/matters.json?order=id(asc)&limit=200&fields=${fields}`;
	let requests = 0;
	for (; next; requests++) {
		const answer: AxiosResponse<Answer> = await axios.get(next, { headers });
		next = answer.data.meta.paging.next;
	}
	return requests;
}

async function readByNode(sandbox: Sandbox): Promise<number> {
	sandbox.requests.length = 0;
	const parameters = { resource: 'matter', operation: 'getAll', returnAll: true };
	const { json } = await runClio({ sandbox, parameters });
	if (json.length !== matters) throw new Error(`${json.length} of ${matters} matters came back`);
	return sandbox.requests.length;
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
	const start = performance.now();
	const result = await work();
	return { seconds: (performance.now() - start) / 1000, result };
}
