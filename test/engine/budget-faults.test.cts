import { startSandbox } from '../../dev/sandbox/server.cts';
import type { Told } from '../../dev/sandbox/rate-limit.cts';
import { Connected, mostWithin, notesOf, refused } from './budget-kit.cts';
import { FlyingTime, passing } from './flying-time.cts';
import { Firm } from './kit.cts';

/** What the sharing of the budget stands: absurd headers, clocks that jump, others who use it up. */
const limit = 5;
const minute = 60_000;
/** For so long one request waits for Clio's refusals to end. */
const longestWait = 10 * minute;
let time: FlyingTime;
let firm: Firm;
let connection: Connected;

beforeEach(async () => {
	time = new FlyingTime();
	firm = new Firm(await startSandbox({ matters: 3, now: time.clio }));
	firm.sandbox.setRateLimit(limit, 60);
	connection = new Connected(firm);
});
afterEach(async () => {
	time.end();
	await firm.sandbox.close();
});

/** The longest time in which nothing was asked. */
function longestSilence(): number {
	const times = firm.sandbox.requests.map((one) => Date.parse(one.time));
	return Math.max(...times.slice(1).map((at, before) => at - times[before]));
}

const seconds = (ahead: number) => String(Math.round(time.clio() / 1_000) + ahead);
const told =
	(values: Record<string, string>): Told =>
	(headers) => ({ ...headers, ...values });
/** Another Retry-After, with nothing else to go by. */
const retryAfter =
	(value: (wait: string) => string): Told =>
	(headers): Record<string, string> =>
		'retry-after' in headers ? { 'retry-after': value(headers['retry-after']) } : {};

const absurd: Record<string, Told> = {
	'no word of the limit, not even with a 429': () => ({}),
	'Remaining: -1': told({ 'x-ratelimit-remaining': '-1' }),
	'Remaining: 0, always': told({ 'x-ratelimit-remaining': '0' }),
	'Remaining: 1000000': told({ 'x-ratelimit-remaining': '1000000' }),
	'Limit: 0': told({ 'x-ratelimit-limit': '0' }),
	'Limit: -5': told({ 'x-ratelimit-limit': '-5' }),
	'Reset in 1970': told({ 'x-ratelimit-reset': '1' }),
	'Reset an hour ago': (headers) => ({ ...headers, 'x-ratelimit-reset': seconds(-3_600) }),
	'Reset next year': (headers) => ({ ...headers, 'x-ratelimit-reset': seconds(31_536_000) }),
	'Reset in milliseconds': (headers) => ({ ...headers, 'x-ratelimit-reset': `${time.clio()}` }),
	'nothing that is a number': told({
		'x-ratelimit-limit': 'many',
		'x-ratelimit-remaining': '',
		'x-ratelimit-reset': 'soon',
	}),
	'every header twice': (headers) =>
		Object.fromEntries(Object.entries(headers).map(([name, one]) => [name, `${one}, ${one}`])),
	'Retry-After alone': retryAfter((wait) => wait),
	'Retry-After as a date': retryAfter((wait) =>
		new Date(time.clio() + Number(wait) * 1_000).toUTCString(),
	),
	'Retry-After as a date gone by': retryAfter(() => new Date(0).toUTCString()),
	'Retry-After: 86400': retryAfter(() => '86400'),
	'Retry-After: soon': retryAfter(() => 'soon'),
	'Retry-After, empty': retryAfter(() => ''),
	'Retry-After: 0': retryAfter(() => '0'),
	'Retry-After: -60': retryAfter(() => '-60'),
	'Retry-After: 0 and a true Reset': (headers) => ({
		...headers,
		...('retry-after' in headers ? { 'retry-after': '0' } : {}),
	}),
};

describe('a window is waited for, and nothing is lost, with', () => {
	test.each(Object.entries(absurd))('%s', async (_, rewrite) => {
		firm.sandbox.rewriteLimits(rewrite);
		const { error, seconds: lasted } = await connection.notes('A', limit + 2);
		expect(error).toBeUndefined();
		expect(notesOf(firm, 'A')).toEqual([limit + 2]);
		expect(lasted).toBeLessThan(8 * 60);
		expect(longestSilence()).toBeLessThan(longestWait + minute);
		expectNoHotLoop();
	});
});

/** Whatever Clio says, it is not asked again and again. */
function expectNoHotLoop(executions = 1): void {
	expect(mostWithin(60, refused(firm))).toBeLessThanOrEqual(8 * executions);
}

describe('clocks', () => {
	const runs = async () => {
		const outcome = await connection.notes('A', 2 * limit + 2);
		expect(outcome.error).toBeUndefined();
		expect(notesOf(firm, 'A')).toEqual([2 * limit + 2]);
		return outcome.seconds;
	};

	test.each([-3_600_000, 3_600_000])('of n8n and Clio may differ (%i ms)', async (off) => {
		time.jumped = off;
		expect(await runs()).toBeLessThan(165);
		expect(refused(firm)).toEqual([]);
	});

	test.each([-3_600_000, -20_000, 20_000, 3_600_000])(
		'of n8n may jump while a window is waited for (%i ms)',
		async (by) => {
			void passing(30_000).then(() => (time.jumped = by));
			expect(await runs()).toBeLessThan(165);
			expect(refused(firm)).toEqual([]);
		},
	);

	test.each([-300_000, 300_000])('of Clio may disagree with itself (%i ms)', async (off) => {
		firm.sandbox.setDateAhead(off);
		expect(await runs()).toBeLessThan(2 * (longestWait / 1_000));
		expectNoHotLoop();
	});
});

describe('another program with the same token', () => {
	let program: { isRunning: boolean };
	beforeEach(() => (program = { isRunning: true }));
	afterEach(() => (program.isRunning = false));

	/** It makes so many calls every so many milliseconds. */
	async function eat(count: number, every: number, until = Infinity): Promise<void> {
		const own = program;
		while (own.isRunning && time.clio() < until) {
			firm.sandbox.spend(count);
			await passing(every);
		}
	}

	test('that takes most of the budget leaves the rest to us', async () => {
		void eat(1, 4_000);
		const { error, seconds: lasted } = await connection.notes('A', 12);
		expect(error).toBeUndefined();
		expect(notesOf(firm, 'A')).toEqual([12]);
		expect(lasted).toBeLessThan(10 * 60);
		expectNoHotLoop();
	});

	test('that takes all of it for a while is waited for', async () => {
		void eat(limit, 1_000, time.clio() + 4 * minute);
		const { error, seconds: lasted } = await connection.notes('A', 7);
		expect(error).toBeUndefined();
		expect(notesOf(firm, 'A')).toEqual([7]);
		expect(lasted).toBeLessThan(8 * 60);
		expectNoHotLoop();
	});

	test('that takes all of it is waited for where only good answers tell of the limit', async () => {
		firm.sandbox.rewriteLimits((headers) => ('retry-after' in headers ? {} : headers));
		await connection.notes('Before', 1);
		void eat(limit, 1_000, time.clio() + 4 * minute);
		const { error, seconds: lasted } = await connection.notes('A', 7);
		expect(error).toBeUndefined();
		expect(notesOf(firm, 'A')).toEqual([7]);
		expect(lasted).toBeLessThan(8 * 60);
		expectNoHotLoop();
	});

	test('that leaves nothing of a whole day is told of in the end', async () => {
		firm.sandbox.setRateLimit(limit, 86_400);
		firm.sandbox.spend(limit);
		const { error, seconds: lasted } = await connection.notes('A', 7);
		expectRefusedForGood(error, lasted);
		expectNoHotLoop();
	});
});

/** With what to do about it, after the longest wait that we promise and not much later. */
function expectRefusedForGood(
	error: { message: string; description?: string | null } | undefined,
	lasted: number,
): void {
	expect(error?.message).toMatch(/too many requests/i);
	expect(error?.description).toMatch(/ten minutes/);
	expect(lasted).toBeLessThan((longestWait + 2 * minute) / 1_000);
}

describe('a network that is down for a while', () => {
	test.each([
		['without an answer', { drop: true }],
		['with answers of a proxy', { status: 503, body: 'Down' }],
	])('%s does not close the budget for good', async (_, outage) => {
		await connection.notes('Before', 1);
		await passing(minute);
		const heal = firm.sandbox.fail({ times: Infinity, ...outage });
		// Each of them asks several times, until it gives up.
		const down = [1, 2, 3].map(async () =>
			firm.run('matter', 'getAll', {}, { stored: connection.stored }),
		);
		for (const { error } of await Promise.all(down)) expect(error).toBeDefined();
		heal();
		const { error, seconds: lasted } = await connection.notes('After', 3);
		expect(error).toBeUndefined();
		expect(lasted).toBeLessThan(75);
	});
});

describe('429', () => {
	const odd = {
		metadata: { encodingDecoded: 'text/plain' },
		data: Buffer.from('RateLimited').toString('base64'),
	};
	const refusals = {
		'with Retry-After: 1': { headers: { 'retry-after': '1' } },
		'with Retry-After: 86400': { headers: { 'retry-after': '86400' } },
		'with Retry-After: 0': { headers: { 'retry-after': '0' } },
		'without a word when': { body: {} },
		'in the odd shape': { body: odd },
	};

	test.each(Object.entries(refusals))(
		'for ever, %s, ends with a clear error',
		async (_, refusal) => {
			firm.sandbox.fail({ status: 429, times: Infinity, ...refusal });
			const { error, seconds: lasted } = await connection.notes('A', 3);
			expect(notesOf(firm, 'A')).toEqual([0]);
			expectRefusedForGood(error, lasted);
			expectNoHotLoop();
		},
	);

	test.each(Object.entries(refusals))('for five minutes, %s, is waited for', async (_, refusal) => {
		const heal = firm.sandbox.fail({ status: 429, times: Infinity, ...refusal });
		void passing(5 * minute).then(heal);
		const { error, seconds: lasted } = await connection.notes('A', 3);
		expect(error).toBeUndefined();
		expect(notesOf(firm, 'A')).toEqual([3]);
		expect(lasted).toBeLessThan((longestWait + minute) / 1_000);
	});

	test('for ever ends four executions after the same time as one', async () => {
		firm.sandbox.fail({ status: 429, times: Infinity, body: {} });
		const outcomes = await Promise.all(
			['A', 'B', 'C', 'D'].map((name) => connection.notes(name, 2)),
		);
		for (const { error, seconds: lasted } of outcomes) expectRefusedForGood(error, lasted);
		expectNoHotLoop(outcomes.length);
	});

	test('for ever is told of each item, where items may fail', async () => {
		firm.sandbox.fail({ status: 429, times: Infinity, body: {} });
		const { json, seconds: lasted } = await connection.notes('A', 2, {
			node: { onError: 'continueRegularOutput' },
		});
		expect(json.map((one) => one.error)).toEqual(
			Array(2).fill(expect.stringMatching(/too many requests/i)),
		);
		expect(lasted).toBeLessThan((2 * (longestWait + 2 * minute)) / 1_000);
		expectNoHotLoop();
	});

	test('to one execution stops the others, too, for as long as Clio asks', async () => {
		firm.sandbox.setRateLimit(0, 60);
		firm.sandbox.fail({ status: 429, skip: 10, headers: { 'retry-after': '30' } });
		const outcomes = await Promise.all(
			['A', 'B', 'C', 'D'].map((name) => connection.notes(name, 8)),
		);
		expect(outcomes.map(({ error }) => error)).toEqual(Array(4).fill(undefined));
		expect(notesOf(firm, 'A', 'B', 'C', 'D')).toEqual([8, 8, 8, 8]);
		const [{ time: refusedAt }] = refused(firm);
		const after = firm.sandbox.requests.filter((one) => {
			const since = Date.parse(one.time) - Date.parse(refusedAt);
			return since > 0 && since < 29_000;
		});
		// One of each may have been on its way.
		expect(after.length).toBeLessThanOrEqual(3);
		expect(refused(firm)).toHaveLength(1);
	});

	test('can be cancelled at once', async () => {
		firm.sandbox.fail({ status: 429, times: Infinity, headers: { 'retry-after': '600' } });
		const { run, seconds: lasted } = await connection.notes('A', 3, { cancelAfter: 20_000 });
		expect(run.status).toBe('canceled');
		expect(lasted).toBeLessThan(30);
	});
});
