import type { ITriggerFunctions } from 'n8n-workflow';
import type { Delivery } from '../../clio/events/delivery';
import { execution } from '../../nodes/ClioTrigger/execution';
import { seenBy } from '../../nodes/ClioTrigger/seen';

const MINUTE = 60_000;
const KEYS = ['7 created'];
const delivery = { id: 7, event: 'created', model: 'matter', data: {} } as unknown as Delivery;
const seen = seenBy('one trigger');

/** n8n, and what becomes of the execution that it is given. */
const n8n = (run: Promise<unknown>) =>
	({
		getWorkflow: () => ({ id: 'one' }),
		getNode: () => ({ id: 'trigger' }),
		helpers: { createDeferredPromise: () => ({ promise: run }) },
		emit: () => undefined,
	}) as unknown as ITriggerFunctions;

const start = async (run: Promise<unknown>) => execution(n8n(run), [delivery], KEYS);

beforeEach(() => seen.forget(KEYS));

it('is waited for, and its change is seen meanwhile', async () => {
	let end = (_: unknown) => {};
	const run = start(new Promise((resolve) => (end = resolve)));
	expect(seen.has(KEYS)).toBe(true);
	end({ status: 'success', data: { resultData: { lastNodeExecuted: 'Clio Trigger' } } });
	expect(await run).toMatchObject({ status: 'success' });
	expect(seen.has(KEYS)).toBe(true);
});

it('that fails in the workflow was run', async () => {
	const resultData = { error: new Error('Bad'), lastNodeExecuted: 'Slack' };
	expect(await start(Promise.resolve({ status: 'error', data: { resultData } }))).toBeDefined();
	expect(seen.has(KEYS)).toBe(true);
});

it('that a person stops was run', async () => {
	const stopped = Promise.reject(new Error('The execution was cancelled manually'));
	expect(await start(stopped)).toEqual({ status: 'canceled' });
	expect(seen.has(KEYS)).toBe(true);
});

it.each([
	['n8n could not begin', Promise.reject(new Error('The database is locked'))],
	[
		'a worker was at when it died',
		Promise.resolve({ data: { resultData: { error: new Error('stalled') } } }),
	],
])('that %s counts as not run', async (_, run) => {
	await expect(start(run)).rejects.toThrow(/locked|stalled/);
	expect(seen.has(KEYS)).toBe(false);
});

it('of which n8n does not tell the end is not waited for longer than five minutes, and counts as not run', async () => {
	jest.useFakeTimers();
	const run = start(new Promise(() => undefined));
	await jest.advanceTimersByTimeAsync(5 * MINUTE + 1);
	jest.useRealTimers();
	expect(await run).toBeUndefined();
	expect(seen.has(KEYS)).toBe(false);
});
