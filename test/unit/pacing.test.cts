import { ClioError } from '../../clio/errors';
import { longestInLine, type Headers } from '../../clio/pacing';
import { WindowPacing } from '../../clio/pacing/window';
import { FakeClio, FakeClock, ok, refusal } from './fake.cts';

let clock: FakeClock;
let pacing: WindowPacing;
let start: number;
beforeEach(() => {
	clock = new FakeClock();
	pacing = new WindowPacing();
	start = clock.elapsed();
});

/** What Clio says of the budget; `skew` is how far its clock is ahead of ours. */
const budget = (remaining: number, reset: number, skew = 0): Headers => ({
	'x-ratelimit-limit': '50',
	'x-ratelimit-remaining': String(remaining),
	'x-ratelimit-reset': clock.seconds(reset + skew),
	date: clock.httpDate(skew),
});

/** Requests one after the other, which are answered with these headers; when they left, in ms from the start. */
async function requests(count: number, headers: () => Headers = () => ({})): Promise<number[]> {
	const left: number[] = [];
	for (let i = 0; i < count; i++)
		await pacing.pass(clock, async () => {
			left.push(clock.elapsed() - start);
			return { headers: headers() };
		});
	return left;
}

const told = async (headers: Headers) => requests(1, () => headers);

it('lets requests go while nothing is known of the budget', async () => {
	await requests(500);
	expect(clock.sleeps).toEqual([]);
});

it('waits before the request that Clio would refuse, until the window ends', async () => {
	await told(budget(2, 20));
	expect(await requests(3)).toEqual([0, 0, 20_000]);
});

it('has the whole budget again in a new window', async () => {
	await told(budget(0, 20));
	expect(new Set(await requests(50))).toEqual(new Set([20_000]));
});

it('learns how long a window is from Clio alone', async () => {
	await told(budget(0, 20));
	await told(budget(0, 7));
	expect(await requests(1)).toEqual([27_000]);
});

it.each([-3_600, 3_600])('reckons with the clock of Clio, %i seconds off ours', async (skew) => {
	await told(budget(0, 20, skew));
	expect(await requests(1)).toEqual([20_000]);
});

it('trusts our clock where Clio does not tell its own', async () => {
	await told({ ...budget(0, 20), date: undefined });
	expect(await requests(1)).toEqual([20_000]);
});

it('is not moved by someone who sets the clock of this machine', async () => {
	await told(budget(0, 20));
	clock.now = () => start - 3_600_000;
	expect(await requests(1)).toEqual([20_000]);
});

it('comes to know Clio’s clock more closely than by whole seconds', async () => {
	// Clio is 400 ms ahead: its second turns at 600 ms by ours.
	const headers = (remaining: number, end: number): Headers => {
		const now = clock.elapsed() + 400;
		return {
			'x-ratelimit-limit': '50',
			'x-ratelimit-remaining': String(remaining),
			'x-ratelimit-reset': String(Math.ceil(end / 1_000)),
			date: new Date(now).toUTCString(),
		};
	};
	const end = start + 30_000;
	await told(headers(9, end));
	await clock.sleep(620);
	await told(headers(0, end));
	// Of the two whole seconds the first answer leaves in doubt, 20 ms are left.
	expect(await requests(1)).toEqual([29_620]);
});

it('is not raised by the answer of an earlier request that comes late', async () => {
	await told(budget(1, 20));
	await told(budget(9, 20));
	expect(await requests(1)).toEqual([20_000]);
});

it('is lowered by what others use of the same token', async () => {
	await told(budget(40, 20));
	await told(budget(1, 20));
	expect(await requests(2)).toEqual([0, 20_000]);
});

it('is raised by the first answer of a new window', async () => {
	await told(budget(0, 20));
	await clock.sleep(21_000);
	await told(budget(49, 60));
	expect(new Set(await requests(49))).toEqual(new Set([21_000]));
});

it('counts in a new window what is on its way before the first answer tells of it', async () => {
	await told({ ...budget(0, 20), 'x-ratelimit-limit': '3' });
	const slow = async () => {
		await clock.sleep(1_000);
		return { headers: budget(2, 60) };
	};
	await Promise.all([1, 2, 3].map(async () => pacing.pass(clock, slow)));
	expect((await requests(1))[0]).toBeGreaterThan(60_000);
});

it.each<[string, Headers, number]>([
	['a year', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1900000000' }, 120_000],
	['less than nothing', { 'x-ratelimit-remaining': '-1', 'x-ratelimit-reset': '5' }, 0],
])('does not wait longer than two minutes on the word of one answer: %s', async (_, said, wait) => {
	await told(said);
	expect(await requests(1)).toEqual([wait]);
});

it.each<[string, Headers]>([
	['without the headers, like an unauthenticated 401', {}],
	['with nonsense', { 'x-ratelimit-remaining': 'many', 'x-ratelimit-reset': 'soon' }],
	['with nothing in them', { 'x-ratelimit-remaining': '', 'x-ratelimit-reset': '' }],
])('learns nothing from an answer %s', async (_, headers) => {
	await requests(100, () => headers);
	expect(clock.sleeps).toEqual([]);
});

describe('after a refusal', () => {
	it('nobody asks until the pause is over', async () => {
		pacing.refused(clock, { 'retry-after': '7' }, 1);
		expect(await requests(2)).toEqual([7_000, 7_000]);
	});

	it('waits longer each time where Clio does not say how long, a minute at most', async () => {
		const waits: number[] = [];
		for (let times = 1; times <= 8; times++) {
			const before = clock.elapsed();
			pacing.refused(clock, {}, times);
			await requests(1);
			waits.push((clock.elapsed() - before) / 1_000);
		}
		expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
	});

	it('does not knock every second because Clio always says one second', async () => {
		pacing.refused(clock, { 'retry-after': '1' }, 5);
		expect(await requests(1)).toEqual([16_000]);
	});
});

describe('several executions', () => {
	/** Where each of these executions was when its requests left. */
	async function sideBySide(...counts: number[]): Promise<string> {
		let order = '';
		const run = async (name: string, count: number) => {
			for (let i = 0; i < count; i++)
				await pacing.pass(clock, async () => {
					order += name;
					await new Promise(setImmediate);
					return { headers: budget(0, 1) };
				});
		};
		await Promise.all(counts.map(async (count, at) => run('ABCD'[at], count)));
		return order;
	}

	it('take turns: one with much to do does not hold up the others', async () => {
		await told(budget(0, 1));
		expect(await sideBySide(6, 2, 2)).toBe('ABCABCAAAA');
	});

	it('are one budget: two nodes of one workflow have one token', async () => {
		const clio = new FakeClio();
		clock = clio.clock;
		start = clock.elapsed();
		await told(budget(3, 30));
		const times: number[] = [];
		const call = { method: 'GET', path: 'matters', attempt: { did: 'list matters' } } as const;
		for (let i = 0; i < 5; i++)
			clio.answers(() => {
				times.push(clock.elapsed() - start);
				return ok({});
			});
		const clients = [clio.client({ pacing }), clio.client({ pacing })];
		await Promise.all([0, 1, 0, 1, 0].map(async (which) => clients[which].call(call)));
		expect(times).toEqual([0, 0, 0, 30_000, 30_000]);
		expect(clients.map(({ waited }) => waited)).toEqual([30_000, 30_000]);
	});

	it('go on when one in line is cancelled', async () => {
		await told(budget(0, 20));
		const first = requests(1);
		const impatient = new FakeClock(clock.now());
		impatient.until = async () =>
			Promise.reject(new ClioError('cancelled', 'The execution was cancelled', ''));
		const second = pacing.pass(impatient, async () => ({ headers: {} }));
		const third = requests(1);
		expect((await refusal(second)).reason).toBe('cancelled');
		expect([await first, await third]).toEqual([[20_000], [20_000]]);
	});

	it('go on when the one at the head is cancelled', async () => {
		await told(budget(0, 20));
		const impatient = new FakeClock(clock.now());
		impatient.cancelled = true;
		const first = pacing.pass(impatient, async () => ({ headers: {} }));
		const second = requests(1);
		expect((await refusal(first)).reason).toBe('cancelled');
		expect(await second).toEqual([20_000]);
	});

	it('wait in line for an hour at most', async () => {
		await told(budget(0, 20));
		// Whatever is at the head takes its time.
		const slow = Object.assign(Object.create(clock) as FakeClock, {
			sleep: async () => clock.sleep(longestInLine + 1),
		});
		const first = pacing.pass(slow, async () => ({ headers: {} }));
		const second = refusal(pacing.pass(clock, async () => ({ headers: {} })));
		await first;
		expect(await second).toMatchObject({ reason: 'rateLimit', message: /waited an hour/ });
	});
});
