import type { Setting } from './bench.cts';
import type { ContestantHandlers } from './contestant.process.cts';
import { none, ratio, seconds, whole } from './figures.cts';
import { Firm } from './firm.cts';
import type { Process } from './process.cts';
import type { Table } from './table.cts';
import type { Done, Work } from './work.cts';
import { TASK, createByClio, createByHttp, getByClio, getByHttp, namedTasks } from './works.cts';

interface Size {
	/** Requests a window. */
	limit: number;
	windowSeconds: number;
	tasks: number;
	matters: number;
}

/** Clio's own at peak times, in real time: its Reset has whole seconds (facts 2.8). */
const WHOLE: Size = { limit: 50, windowSeconds: 60, tasks: 200, matters: 1_000 };
const QUICK: Size = { limit: 10, windowSeconds: 4, tasks: 30, matters: 60 };

const EXECUTIONS = 4;
const MOST_IDS = 200;

interface Place {
	url: string;
	user: number;
	matters: number[];
}

interface Case {
	what: string;
	by: string;
	/** How many requests it takes at least, done this way. */
	requests: number;
	/** How many tasks are there afterwards that were not. */
	tasks?: number;
	work(place: Place): Work;
}

interface Ready extends Case {
	firm: Firm;
	runner: Process<ContestantHandlers>;
	toDo: Work;
}

interface Outcome extends Case {
	done: Done;
	count: number;
	refused: number;
	duplicates: number;
	missing: number;
}

/**
 * Work at Clio's limit of requests. The least time is that of the windows that must pass before the last request
 * may be sent. Everything waits side by side, each with a firm and a process of its own.
 */
export async function run(setting: Setting): Promise<Table[]> {
	const size = setting.quick ? QUICK : WHOLE;
	const all: Ready[] = [];
	for (const one of casesOf(size)) all.push(await prepared(setting, size, one));
	const outcomes = await Promise.all(
		all.map((one) => setting.step(`${one.what}: ${one.by}`, () => carriedOut(one))),
	);
	return [
		{
			title: `At ${size.limit} requests in ${size.windowSeconds} seconds`,
			head: [
				'',
				'By',
				'Requests',
				'Least seconds',
				'Seconds',
				'Ratio',
				'Refused (429)',
				'Errors',
				'Duplicates',
				'Missing',
			],
			rows: outcomes.map((one) => rowOf(one, size)),
			says: [
				...outcomes.filter(({ done }) => done.each.length > 1).map(endsOf),
				`HTTP Request sends batches of ${size.limit}, one every ${batchSeconds(size.windowSeconds)} seconds.`,
			],
		},
	];
}

/** As who knows the limit sets it: with exactly a window, some come before it has ended and are refused. */
const batchSeconds = (windowSeconds: number) => windowSeconds + 1;

function casesOf({ tasks, matters, limit, windowSeconds }: Size): Case[] {
	const batch = { batchSize: limit, batchInterval: batchSeconds(windowSeconds) * 1_000 };
	const options = { batching: { batch } };
	const create = { what: `Create ${tasks} tasks`, requests: tasks, tasks };
	const get = `Get ${whole(matters)} matters by ID`;
	return [
		{ ...create, by: 'Clio', work: ({ user }) => createByClio(user, namedTasks(tasks)) },
		{
			what: `${create.what} in each of ${EXECUTIONS} executions at once`,
			by: 'Clio',
			requests: EXECUTIONS * tasks,
			tasks: EXECUTIONS * tasks,
			work: ({ user }) => createByClio(user, namedTasks(tasks, EXECUTIONS)),
		},
		{
			...create,
			by: 'HTTP Request',
			work: (place) => createByHttp(place, namedTasks(tasks), options),
		},
		{
			what: get,
			by: 'Clio',
			requests: Math.ceil(matters / MOST_IDS),
			work: (place) => getByClio(place.matters),
		},
		{
			what: get,
			by: 'HTTP Request',
			requests: matters,
			work: (place) => getByHttp(place, place.matters, options),
		},
	];
}

/** Ready to begin, so that the start of one does not disturb another. */
async function prepared({ n8n, teardown }: Setting, size: Size, one: Case): Promise<Ready> {
	const { limit: rateLimit, windowSeconds: rateWindowSeconds, matters } = size;
	const firm = await Firm.start(teardown, { matters, rateLimit, rateWindowSeconds });
	const ids = (resource: string) => firm.process.ask('values', { resource, name: 'id' });
	const [user] = (await ids('users')) as number[];
	const { url } = firm.account;
	const work = one.work({ url, user, matters: (await ids('matters')) as number[] });
	const runner = await firm.contestant(teardown, n8n);
	await runner.ask('load', work);
	return { ...one, firm, runner, toDo: work };
}

async function carriedOut({ firm, runner, toDo, ...one }: Ready): Promise<Outcome> {
	const done = await runner.ask('run', toDo);
	const { count, refused } = await firm.process.ask('requests');
	const names = await firm.process.ask('values', { resource: 'tasks', name: 'name' });
	const created = names.filter((name) => String(name).startsWith(TASK));
	const different = new Set(created).size;
	runner.end();
	firm.end();
	return {
		...{ ...one, done, count, refused },
		duplicates: created.length - different,
		missing: (one.tasks ?? 0) - different,
	};
}

function rowOf(one: Outcome, { limit, windowSeconds }: Size): string[] {
	const { done, duplicates, missing } = one;
	const least = (Math.ceil(one.requests / limit) - 1) * windowSeconds * 1_000;
	const ofTasks = (count: number) => (one.tasks ? whole(count) : none);
	return [
		...[one.what, one.by, whole(one.count), whole(least / 1_000), seconds(done.ms)],
		least ? ratio(done.ms, least) : none,
		...[whole(one.refused), whole(done.failed), ofTasks(duplicates), ofTasks(missing)],
	];
}

const endsOf = ({ what, done }: Outcome): string =>
	`${what}: these ended after ${done.each.map((ms) => seconds(ms)).join(', ')} seconds.`;
