import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, runClio, type Outcome } from '../engine/engine.cts';

const items = 5_000;
/** Clio's 50 requests a minute, with a second for a minute. */
const budget = { requests: 50, seconds: 1 };

/** Many items through Create and Update: time entries of the matters' attorneys, then another text for each. */
export async function run(): Promise<void> {
	const sandbox = await startSandbox({ matters: 1_000 });
	sandbox.setRateLimit(budget.requests, budget.seconds);
	const attorney = sandbox.store.all('users')[1].id;
	const matters = sandbox.store.all('matters').map((one) => {
		one.responsible_attorney = attorney;
		return one.id;
	});

	const { items: created } = await measured(sandbox, 'Create', {
		parameters: {
			operation: 'create',
			matter: choose('={{ $json.matter }}'),
			duration: '0:30',
			note: '={{ "Item " + $json.n }}',
			fields: { user: choose('responsibleAttorney', 'list') },
		},
		items: numbered((n) => ({ n, matter: matters[n % matters.length] })),
	});
	requireOnce(sandbox, 'Item ', 1);

	await measured(sandbox, 'Update', {
		parameters: {
			operation: 'update',
			timeEntryId: choose('={{ $json.id }}'),
			fields: { note: '={{ "Changed " + $json.n }}' },
		},
		items: numbered((n) => ({ n, id: created[n].json.id as number })),
	});
	requireOnce(sandbox, 'Changed ', 2);
	await sandbox.close();
}

async function measured(
	sandbox: Sandbox,
	name: string,
	{ parameters, items: input }: { parameters: object; items: object[] },
): Promise<Outcome> {
	sandbox.requests.length = 0;
	let most = 0;
	const look = () => (most = Math.max(most, process.memoryUsage().heapUsed));
	const watch = setInterval(look, 250);
	const [start, cpu] = [performance.now(), process.cpuUsage()];
	const outcome = await runClio({
		sandbox,
		items: input as never,
		parameters: {
			resource: 'timeEntry',
			options: { fieldList: 'id,note' },
			...parameters,
		} as never,
	});
	clearInterval(watch);
	if (outcome.error) throw outcome.error;
	const seconds = (performance.now() - start) / 1000;
	const { user, system } = process.cpuUsage(cpu);
	const { requests } = sandbox;
	const refused = requests.filter(({ status }) => status === 429).length;
	console.log(`${name}, ${items} items`);
	console.log(`  requests  ${requests.length}, of them ${refused} refused for their number`);
	console.log(
		`  time      ${seconds.toFixed(0)} s; the budget takes ${leastFor(requests.length)} s at least`,
	);
	console.log(`  processor ${((user + system) / 1e6).toFixed(0)} s, the sandbox with it`);
	console.log(`  memory    ${Math.round(most / 2 ** 20)} MiB of heap at most, the sandbox with it`);
	return outcome;
}

const leastFor = (requests: number): number =>
	Math.ceil(requests / budget.requests - 1) * budget.seconds;

const numbered = (make: (n: number) => object): object[] =>
	Array.from({ length: items }, (_, n) => make(n));

/** What was measured is what was done: each item once, by one writing. */
function requireOnce(sandbox: Sandbox, start: string, version: number): void {
	const written = sandbox.store.all('activities').filter(({ note }) => note?.startsWith(start));
	const notes = new Set(written.map(({ note }) => String(note)));
	const isOnce = written.every((one) => one.version === version);
	const writes = sandbox.requests.filter(({ method, status }) => method !== 'GET' && status < 400);
	if (written.length !== items || notes.size !== items || writes.length !== items || !isOnce)
		throw new Error(`${start}: ${notes.size} of ${items} items, ${writes.length} writings`);
}
