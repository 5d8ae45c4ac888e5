import { finished, type Job } from '../../clio/files/job';
import type { Storage } from '../../clio/files/storage';
import { answer, FakeClio, ok, refusal } from './fake.cts';

/** Waiting for what Clio makes in the background: how often it is asked, and what comes of it. */
const job: Job = {
	path: 'reports/5',
	fields: 'id,state',
	called: 'the report',
	permission: 'Reporting',
};
const minute = 60_000;
const state = (one: string, more: object = {}) => ok({ id: 5, state: one, ...more });

const wait = async (clio: FakeClio, most = 5 * minute) =>
	finished({ client: clio.client(), clock: clio.clock, storage: {} as Storage }, job, most);

/** So many questions before it is there. */
const slow = (count: number) =>
	new FakeClio().answers(...Array<never>(count).fill(state('in_progress') as never));

it('what is there at once is not waited for', async () => {
	const clio = new FakeClio().answers(state('completed'));
	expect(await wait(clio)).toEqual({ id: 5, state: 'completed' });
	expect(clio.asked).toEqual(['GET reports/5.json?fields=id,state']);
	expect(clio.clock.sleeps).toEqual([]);
});

it.each(['completed', 'empty'])('%s is a result', async (end) => {
	const clio = slow(1).answers(state(end));
	expect(await wait(clio)).toEqual({ id: 5, state: end });
});

it('asks less and less often', async () => {
	const clio = slow(10).answers(state('completed'));
	await wait(clio);
	const { sleeps } = clio.clock;
	expect(sleeps).toHaveLength(10);
	expect(sleeps[0]).toBe(1_000);
	expect(sleeps).toEqual([...sleeps].sort((a, b) => a - b));
	expect(sleeps.at(-1)).toBe(15_000);
});

it('an hour costs a twelfth of what Clio takes in an hour', async () => {
	const clio = slow(1_000);
	await refusal(wait(clio, 60 * minute));
	expect(clio.requests.length).toBeGreaterThan(200);
	expect(clio.requests.length).toBeLessThan((60 * 50) / 12);
});

it('is asked a last time when the time is up, and not later', async () => {
	const clio = slow(4).answers(state('completed'));
	const start = clio.clock.now();
	await wait(clio, 5_000);
	expect(clio.clock.now() - start).toBe(5_000);
});

it('what is not there in time is told with its ID, and how it is fetched later', async () => {
	const { message, advice, reason } = await refusal(wait(slow(100), 5 * minute));
	expect(reason).toBe('unfinished');
	expect(message).toBe('Clio has not finished the report after 5 minutes');
	expect(advice).toMatch(/ID 5, in progress/);
	expect(advice).toMatch(/Wait at Most/);
	expect(advice).toMatch(/by its ID/);
});

it('what failed is told at once, in the words of Clio', async () => {
	const clio = slow(1).answers(state('failed', { message: 'Too many documents' }));
	const { message, advice, reason } = await refusal(wait(clio));
	expect(reason).toBe('refused');
	expect(message).toBe('Clio could not make the report (ID 5)');
	expect(advice).toContain('Clio says: "Too many documents".');
});

it('questions that get lost are asked again', async () => {
	const clio = new FakeClio().answers(answer(503), answer(503), state('completed'));
	expect(await wait(clio)).toEqual({ id: 5, state: 'completed' });
});

it('a pause that Clio asks for is made', async () => {
	const clio = new FakeClio().answers(answer(429, {}, { 'retry-after': '30' }), state('completed'));
	expect(await wait(clio)).toEqual({ id: 5, state: 'completed' });
	expect(clio.clock.sleeps).toEqual([30_000]);
});

it('ends with the execution', async () => {
	const clio = slow(5);
	clio.clock.cancelled = true;
	expect((await refusal(wait(clio))).reason).toBe('cancelled');
	expect(clio.requests).toHaveLength(1);
});
