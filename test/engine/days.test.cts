import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, runClio, type Setup } from './engine.cts';

/** A day is the day that the user picked, and today is today where the workflow is, wherever the server stands. */
const auckland = 'Pacific/Auckland';
const losAngeles = 'America/Los_Angeles';

let now: number;
let sandbox: Sandbox;
beforeAll(async () => {
	now = Date.parse('2026-06-15T12:00:00Z');
	sandbox = await startSandbox({ matters: 5, rateLimit: 100_000, now: () => now });
});
afterAll(async () => sandbox.close());
const at = (moment: string) => {
	now = Date.parse(moment);
	jest.spyOn(Date, 'now').mockImplementation(() => now);
};
afterEach(() => jest.restoreAllMocks());

const run = async (timezone: string, parameters: object) => {
	const { json, error } = await runClio({
		sandbox,
		timezone,
		parameters: parameters as Setup['parameters'],
	});
	expect(error).toBeUndefined();
	return json;
};

async function newTask(timezone: string, parameters: object): Promise<unknown> {
	const name = 'File the response';
	const task = { resource: 'task', operation: 'create', name, assignee: choose('me', 'list') };
	const [{ due }] = await run(timezone, { ...task, ...parameters });
	return due;
}

async function newEntry(timezone: string, parameters: object) {
	const matter = choose(String(sandbox.store.all('matters')[0].id));
	const entry = { resource: 'timeEntry', operation: 'create', matter };
	const [{ date, hours }] = await run(timezone, { ...entry, ...parameters });
	return { date, hours };
}

if (process.env.SERVER_ZONE) {
	test('this server stands where it is meant to', () => {
		expect(new Date(0).getTimezoneOffset()).toBe(process.env.SERVER_ZONE === auckland ? -720 : 480);
	});
} else {
	// A process has one zone from its start, so these tests start again in others.
	test.concurrent.each([auckland, losAngeles])('on a server in %s it is the same', async (TZ) => {
		const jest = [require.resolve('jest/bin/jest'), '--runInBand', '--runTestsByPath', __filename];
		const env = { ...process.env, TZ, SERVER_ZONE: TZ };
		await promisify(execFile)(process.execPath, jest, { env });
	});
}

describe('a day that is', () => {
	const late = '2026-03-08T07:30:00Z';
	const inLosAngeles = '{zone: "America/Los_Angeles"}';
	test.each([
		['picked', '2026-03-08', ['2026-03-08', '2026-03-08', '2026-03-08']],
		['picked with a time', '2026-03-08T00:00:00', ['2026-03-08', '2026-03-08', '2026-03-08']],
		['picked late', '2026-03-08 23:59', ['2026-03-08', '2026-03-08', '2026-03-08']],
		[
			'a DateTime of another zone',
			`={{ DateTime.fromISO("2026-03-08T23:30:00", ${inLosAngeles}) }}`,
			['2026-03-08', '2026-03-08', '2026-03-08'],
		],
		['an instant', late, ['2026-03-08', '2026-03-07', '2026-03-08']],
		['a Date', `={{ new Date("${late}") }}`, ['2026-03-08', '2026-03-07', '2026-03-08']],
		['now', '={{ $now }}', ['2026-03-08', '2026-03-07', '2026-03-08']],
		['tomorrow', '={{ $today.plus(1, "day") }}', ['2026-03-09', '2026-03-08', '2026-03-09']],
	])('%s is that day in every field', async (_, value, days) => {
		at(late);
		for (const [index, zone] of [auckland, losAngeles, 'UTC'].entries()) {
			const due = await newTask(zone, { due_at: value });
			const relative = { due: 'relativeToDate', due_count: 1, due_unit: 'weeks', due_from: value };
			const later = await newTask(zone, relative);
			const { date } = await newEntry(zone, { date: value, duration: '1' });
			expect({ zone, due, date, later }).toEqual({
				zone,
				due: days[index],
				date: days[index],
				later: shifted(days[index], 7),
			});
		}
	});
});

/** Half an hour before and after midnight, around the days on which clocks change. */
describe.each([
	[auckland, '2026-04-04T10:30:00Z', '2026-04-04'],
	[auckland, '2026-04-04T11:30:00Z', '2026-04-05'],
	[auckland, '2026-04-05T11:30:00Z', '2026-04-05'],
	[auckland, '2026-04-05T12:30:00Z', '2026-04-06'],
	[auckland, '2026-09-26T11:30:00Z', '2026-09-26'],
	[auckland, '2026-09-26T12:30:00Z', '2026-09-27'],
	[auckland, '2026-09-27T10:30:00Z', '2026-09-27'],
	[auckland, '2026-09-27T11:30:00Z', '2026-09-28'],
	[losAngeles, '2026-03-08T07:30:00Z', '2026-03-07'],
	[losAngeles, '2026-03-08T08:30:00Z', '2026-03-08'],
	[losAngeles, '2026-03-09T06:30:00Z', '2026-03-08'],
	[losAngeles, '2026-03-09T07:30:00Z', '2026-03-09'],
	[losAngeles, '2026-11-01T06:30:00Z', '2026-10-31'],
	[losAngeles, '2026-11-01T07:30:00Z', '2026-11-01'],
	[losAngeles, '2026-11-02T07:30:00Z', '2026-11-01'],
	[losAngeles, '2026-11-02T08:30:00Z', '2026-11-02'],
	['UTC', '2026-06-29T23:30:00Z', '2026-06-29'],
	['UTC', '2026-06-30T00:30:00Z', '2026-06-30'],
])('in %s at %s today is %s', (zone, moment, today) => {
	beforeEach(() => at(moment));

	test('for a time entry without a date', async () => {
		expect(await newEntry(zone, { duration: '1' })).toEqual({ date: today, hours: 1 });
	});

	test('for a due date counted from today', async () => {
		const relative = { due: 'relativeToDate', due_count: 1 };
		expect([
			await newTask(zone, { ...relative, due_unit: 'days', due_direction: 'after' }),
			await newTask(zone, { ...relative, due_unit: 'days', due_direction: 'before' }),
			await newTask(zone, { ...relative, due_unit: 'weeks' }),
		]).toEqual([1, -1, 7].map((days) => shifted(today, days)));
	});

	test('for Overdue, Due Today and Due in the Next N Days', async () => {
		const around = [-1, 0, 1, 2, 3].map((days) => shifted(today, days));
		sandbox.store.all('tasks').forEach((task, index) => {
			const due_at = around[index] ?? null;
			Object.assign(task, { due_at, status: 'pending', completed_at: null });
		});
		const list = { resource: 'task', operation: 'getAll', returnAll: true };
		const due = async (show: string) =>
			(await run(zone, { ...list, show, days: 2 })).map(({ due: day }) => day);
		expect(await due('overdue')).toEqual([around[0]]);
		expect(await due('dueToday')).toEqual([around[1]]);
		expect(await due('dueNext')).toEqual(around.slice(1, 4));
	});
});

describe('from start to end', () => {
	test.each([
		[auckland, '2026-09-27T01:30:00', '2026-09-27T03:30:00', 1],
		[auckland, '2026-04-05T01:30:00', '2026-04-05T03:30:00', 3],
		[losAngeles, '2026-03-08T01:30:00', '2026-03-08T03:30:00', 1],
		[losAngeles, '2026-11-01T00:30:00', '2026-11-01T02:30:00', 3],
		[losAngeles, '2026-11-01T23:30:00', '2026-11-02T00:30:00', 1],
		['UTC', '2026-03-08T01:30:00', '2026-03-08T03:30:00', 2],
	])('in %s: %s to %s are %i hours on that day', async (zone, started, ended, hours) => {
		const time = { time_given_as: 'startAndEnd', started, ended };
		expect(await newEntry(zone, time)).toEqual({ date: started.slice(0, 10), hours });
	});
});

function shifted(day: string, by: number): string {
	const [year, month, date] = day.split('-').map(Number);
	return new Date(Date.UTC(year, month - 1, date + by)).toISOString().slice(0, 10);
}
