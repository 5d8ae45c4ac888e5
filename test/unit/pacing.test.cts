import { WindowPacing, type Headers } from '../../clio/pacing';
import { FakeClio, FakeClock, ok } from './fake.cts';

let clock: FakeClock;
let pacing: WindowPacing;
beforeEach(() => {
	clock = new FakeClock();
	pacing = new WindowPacing();
});

/** What Clio says of the budget; `skew` is how far its clock is ahead of ours. */
const budget = (remaining: number, reset: number, skew = 0): Headers => ({
	'x-ratelimit-limit': '50',
	'x-ratelimit-remaining': String(remaining),
	'x-ratelimit-reset': clock.seconds(reset + skew),
	date: clock.httpDate(skew),
});

async function turns(count: number): Promise<void> {
	for (let i = 0; i < count; i++) await pacing.turn(clock);
}

it('lets requests go while nothing is known of the budget', async () => {
	await turns(500);
	expect(clock.sleeps).toEqual([]);
});

it('waits before the request that Clio would refuse, until the window ends', async () => {
	pacing.learn(clock, budget(2, 20));
	await turns(2);
	expect(clock.sleeps).toEqual([]);
	await turns(1);
	expect(clock.sleeps).toEqual([20_000]);
});

it('has the whole budget again in a new window', async () => {
	pacing.learn(clock, budget(0, 20));
	await turns(50);
	expect(clock.sleeps).toEqual([20_000]);
	await turns(1);
	expect(clock.sleeps).toHaveLength(2);
});

it.each([-3_600, 3_600])('reckons with the clock of Clio, %i seconds off ours', async (skew) => {
	pacing.learn(clock, budget(0, 20, skew));
	await turns(1);
	expect(clock.sleeps).toEqual([20_000]);
});

it('trusts our clock where Clio does not tell its own', async () => {
	pacing.learn(clock, { ...budget(0, 20), date: undefined });
	await turns(1);
	expect(clock.sleeps).toEqual([20_000]);
});

it('is not raised by the answer of an earlier request that comes late', async () => {
	pacing.learn(clock, budget(1, 20));
	pacing.learn(clock, budget(9, 20));
	await turns(2);
	expect(clock.sleeps).toEqual([20_000]);
});

it('is lowered by what others use of the same token', async () => {
	pacing.learn(clock, budget(40, 20));
	pacing.learn(clock, budget(1, 20));
	await turns(2);
	expect(clock.sleeps).toEqual([20_000]);
});

it('is raised by the first answer of a new window', async () => {
	pacing.learn(clock, budget(0, 20));
	await clock.sleep(21_000);
	pacing.learn(clock, budget(49, 60));
	await turns(49);
	expect(clock.sleeps).toEqual([21_000]);
});

it('never waits longer than two minutes on the word of one answer', async () => {
	pacing.learn(clock, budget(0, 86_400));
	await turns(1);
	expect(clock.sleeps).toEqual([120_000]);
});

it.each<[string, Headers]>([
	['without the headers, like an unauthenticated 401', {}],
	['with nonsense', { 'x-ratelimit-remaining': 'many', 'x-ratelimit-reset': 'soon' }],
])('learns nothing from an answer %s', async (_, headers) => {
	pacing.learn(clock, headers);
	await turns(100);
	expect(clock.sleeps).toEqual([]);
});

it('stops waiting when the execution is cancelled', async () => {
	pacing.learn(clock, budget(0, 20));
	clock.cancelled = true;
	await expect(pacing.turn(clock)).rejects.toThrow('The execution was cancelled');
});

it('is one budget for requests that are sent side by side', async () => {
	const clio = new FakeClio();
	clock = clio.clock;
	pacing.learn(clock, budget(3, 30));
	const times: number[] = [];
	const call = { method: 'GET', path: 'matters', attempt: { did: 'list matters' } } as const;
	for (let i = 0; i < 5; i++)
		clio.answers(() => {
			times.push(clock.now());
			return ok([]);
		});
	const start = clock.now();
	// Two nodes of one workflow: two clients, one token.
	const clients = [clio.client({ pacing }), clio.client({ pacing })];
	await Promise.all([0, 1, 0, 1, 0].map(async (which) => clients[which].call(call)));
	expect(times.map((time) => time - start)).toEqual([0, 0, 0, 30_000, 30_000]);
});
