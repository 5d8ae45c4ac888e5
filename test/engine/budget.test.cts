import { startSandbox } from '../../dev/sandbox/server.cts';
import { Connected, hintsIn, notesOf, refused, turnsOf } from './budget-kit.cts';
import { choose } from './engine.cts';
import { FlyingTime, passing } from './flying-time.cts';
import { Firm } from './kit.cts';
import { freshMemory } from './memory.cts';

/** How executions share what Clio allows a connection: windows of a minute, in time that flies. */
const limit = 20;
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

/** Of two windows that must pass, with what starting n8n's engine takes on a busy machine. */
const twoWindows = [120, 165] as const;

function expectBetween(seconds: number, [least, most]: readonly [number, number]): void {
	expect(seconds).toBeGreaterThanOrEqual(least);
	expect(seconds).toBeLessThan(most);
}

describe('one execution', () => {
	test('uses each window whole, is refused nothing, and says that it waited', async () => {
		const outcome = await connection.notes('A', 50);
		expect(outcome.error).toBeUndefined();
		expect(notesOf(firm, 'A')).toEqual([50]);
		expect(refused(firm)).toEqual([]);
		expectBetween(outcome.seconds, twoWindows);
		expect(hintsIn(outcome)).toMatch(/wait/i);
	});

	test('that need not wait has nothing to say', async () => {
		const outcome = await connection.notes('A', 5);
		expect(outcome.error).toBeUndefined();
		expect(hintsIn(outcome)).toBe('');
	});

	test('knows the windows of Clio that begin on the clock, too', async () => {
		firm.sandbox.setRateLimit(limit, 60, 'onTheClock');
		const outcome = await connection.notes('A', 50);
		expect(outcome.error).toBeUndefined();
		expect(notesOf(firm, 'A')).toEqual([50]);
		expect(refused(firm)).toEqual([]);
		// The first window may be nearly over.
		expectBetween(outcome.seconds, [60, twoWindows[1]]);
	});
});

describe('four executions of one connection', () => {
	const names = ['A', 'B', 'C', 'D'];

	test('share the budget, are refused nothing, and end together', async () => {
		const outcomes = await Promise.all(names.map((name) => connection.notes(name, 15)));
		expect(outcomes.map(({ error }) => error)).toEqual(names.map(() => undefined));
		expect(notesOf(firm, ...names)).toEqual([15, 15, 15, 15]);
		expect(refused(firm)).toEqual([]);
		for (const { seconds } of outcomes) expectBetween(seconds, twoWindows);
	});

	test('take turns once there is nothing left over', async () => {
		await Promise.all(names.map((name) => connection.notes(name, 15)));
		const secondWindow = turnsOf(firm).slice(limit, 2 * limit);
		const shares = names.map((name) => secondWindow.filter((one) => one === name).length);
		for (const share of shares) {
			expect(share).toBeGreaterThanOrEqual(4);
			expect(share).toBeLessThanOrEqual(6);
		}
	});

	test('each say that they waited', async () => {
		const outcomes = await Promise.all(names.map((name) => connection.notes(name, 10)));
		for (const outcome of outcomes) expect(hintsIn(outcome)).toMatch(/wait/i);
	});
});

test('more executions than Clio takes requests in a window all have their turn', async () => {
	firm.sandbox.setRateLimit(3, 60);
	await connection.notes('First', 3);
	const names = ['A', 'B', 'C', 'D', 'E'];
	const outcomes = await Promise.all(names.map((name) => connection.notes(name, 1)));
	expect(outcomes.map(({ error }) => error)).toEqual(names.map(() => undefined));
	expect(notesOf(firm, ...names)).toEqual([1, 1, 1, 1, 1]);
	expect(refused(firm)).toEqual([]);
	for (const { seconds } of outcomes) expect(seconds).toBeLessThan(twoWindows[1]);
});

test('a short execution does not wait for the end of a long one', async () => {
	const long = connection.notes('Long', 3 * limit + 5);
	await passing(30_000);
	const short = await connection.notes('Short', 2);
	expect(short.error).toBeUndefined();
	expect(short.seconds).toBeLessThan(75);
	const { error, endedAt } = await long;
	expect(error).toBeUndefined();
	expect(endedAt - short.endedAt).toBeGreaterThan(60_000);
	expect(refused(firm)).toEqual([]);
});

test('connections do not wait for each other', async () => {
	const [busy, idle] = [connection.notes('Busy', limit + 1), new Connected(firm)];
	await passing(30_000);
	expect((await idle.notes('Idle', 5)).seconds).toBeLessThan(25);
	await busy;
});

describe('an answer on its way', () => {
	test('does not keep others from asking while there is budget left', async () => {
		firm.sandbox.fail({ times: Infinity, delayMs: 9_000 });
		const outcomes = await Promise.all(
			['A', 'B', 'C', 'D'].map((name) => connection.notes(name, 4)),
		);
		// One after the other they would take 16 times 9 seconds.
		for (const { error, seconds } of outcomes) {
			expect(error).toBeUndefined();
			expect(seconds).toBeLessThan(4 * 9 + 30);
		}
	});

	test.each([0, 3, limit])(
		'that never comes, after %i others, holds up nobody else',
		async (skip) => {
			const heal = firm.sandbox.fail({ hang: true, skip });
			let over = () => {};
			const cancelAfter = new Promise<void>((resolve) => (over = resolve));
			await connection.notes('First', skip);
			const hanging = connection.notes('Hanging', 2, { cancelAfter });
			await passing(3_000);
			const others = await Promise.all(['B', 'C'].map((name) => connection.notes(name, 4)));
			for (const { error, seconds } of others) {
				expect(error).toBeUndefined();
				expect(seconds).toBeLessThan(90);
			}
			expect(notesOf(firm, 'B', 'C')).toEqual([4, 4]);
			over();
			expect((await hanging).run.status).toBe('canceled');
			heal();
		},
	);

	test('that is lost is asked for again without holding up the others', async () => {
		const drop = { method: 'PATCH', drop: true };
		firm.sandbox.fail({ ...drop, times: 3 });
		const [{ id }] = firm.all('matters');
		const update = firm.run(
			'matter',
			'update',
			{ matterId: choose(id), fields: { location: 'Leeds' } },
			{ stored: connection.stored },
		);
		await passing(1_000);
		const other = await connection.notes('B', 3);
		expect(other.seconds).toBeLessThan(10);
		expect((await update).error).toBeUndefined();
		expect(firm.get('matters', id).location).toBe('Leeds');
	});
});

test('two processes with one connection learn the budget from the headers', async () => {
	const names = ['Here', 'There'];
	const outcomes = await Promise.all([
		connection.notes('Here', 25),
		connection.notes('There', 25, { process: freshMemory('Clio') }),
	]);
	expect(outcomes.map(({ error }) => error)).toEqual([undefined, undefined]);
	expect(notesOf(firm, ...names)).toEqual([25, 25]);
	// Either may have taken the last request that the other was told of.
	expect(refused(firm).length).toBeLessThanOrEqual(2 * 3);
	for (const { seconds } of outcomes) expect(seconds).toBeLessThan(twoWindows[1] + 60);
});

describe('the cancel button', () => {
	const pressedAt = 15_000;
	const cancelled = { cancelAfter: pressedAt, node: { onError: 'continueRegularOutput' as const } };

	test('ends the wait for the next window at once, and nothing more is sent', async () => {
		const { run, seconds } = await connection.notes('A', limit + 5, { ...cancelled });
		expect(run.status).toBe('canceled');
		expect(seconds).toBeLessThan(pressedAt / 1_000 + 10);
		await passing(75_000);
		expect(notesOf(firm, 'A')).toEqual([limit]);
		expect(firm.sandbox.requests).toHaveLength(limit);
	});

	/** All of them wait for the same window, one behind the other. */
	const line = ['A', 'B', 'C', 'D'];

	test.each(['A', 'B', 'D', 'A B', 'B C D'])(
		'of %s in a line of four does not hold up the others',
		async (pressed) => {
			await connection.notes('First', limit);
			const running = line.map(async (name) => {
				const rest = pressed.includes(name) ? { ...cancelled } : {};
				return connection.notes(name, 2, rest);
			});
			const outcomes = await Promise.all(running);
			expect(outcomes.map(({ run }) => run.status)).toEqual(
				line.map((name) => (pressed.includes(name) ? 'canceled' : 'success')),
			);
			expect(notesOf(firm, ...line)).toEqual(line.map((name) => (pressed.includes(name) ? 0 : 2)));
			line.forEach((name, at) => {
				const most = pressed.includes(name) ? pressedAt / 1_000 + 10 : 75;
				expect(outcomes[at].seconds).toBeLessThan(most);
			});
			expect(refused(firm)).toEqual([]);
		},
	);
});
