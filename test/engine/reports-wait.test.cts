import type { Setup } from './engine.cts';
import { letTimeFly, passing } from './flying-time.cts';
import { ownFirm } from './kit.cts';

/** While Clio makes a report, which takes the sandbox two seconds: how often it is asked, and how to stop. */
letTimeFly();
const firm = ownFirm();

const generate = (parameters: object = {}, rest: Partial<Setup> = {}) =>
	firm().run(
		'report',
		'generate',
		{ kind: 'revenue', period: 'none', return: 'rows', waitAtMost: 5, ...parameters },
		rest,
	);

const requests = () => firm().sandbox.requests.filter(({ path }) => path.startsWith('/api/'));
const polls = () =>
	requests().filter(({ method, path }) => method === 'GET' && /reports\/\d+(\.json)?$/.test(path));
const hintsOf = (task: { hints?: Array<{ message: string }> } | undefined) =>
	(task?.hints ?? []).map(({ message }) => message);

test('it is asked three times in two seconds, and a hint tells of the wait', async () => {
	const { json, task } = await generate();
	expect(json.length).toBeGreaterThan(0);
	expect(polls()).toHaveLength(3);
	expect(hintsOf(task)).toEqual([
		expect.stringMatching(/^Waited [23] seconds for Clio to make the report\.$/),
	]);
});

test('several are told of in one hint', async () => {
	const { task } = await generate(
		{ kind: '={{ $json.kind }}' },
		{
			items: [{ kind: 'revenue' }, { kind: 'matter' }],
		},
	);
	expect(hintsOf(task)).toEqual([
		expect.stringMatching(/^Waited [456] seconds for Clio to make the report \(2 times\)\.$/),
	]);
});

test('what is not waited for is not told of', async () => {
	expect(hintsOf((await generate({ waitAtMost: 0 })).task)).toEqual([]);
});

test('every question counts: none is sent that Clio would refuse', async () => {
	firm().sandbox.setRateLimit(3, 4);
	const { json, error } = await generate();
	expect(error).toBeUndefined();
	expect(json.length).toBeGreaterThan(0);
	expect(requests().length).toBeGreaterThan(3);
	expect(requests().filter(({ status }) => status === 429)).toEqual([]);
});

test('the cancel button ends the wait at once, and nothing is asked after it', async () => {
	firm().sandbox.outcome('reports', 'never');
	// In the middle of the longest pause so far.
	const pressedAfter = 2_700;
	const start = Date.now();
	const { run, error } = await generate(
		{},
		{ cancelAfter: pressedAfter, node: { onError: 'continueRegularOutput' } },
	);
	expect(run.status).toBe('canceled');
	expect(error?.message ?? '').toMatch(/cancel|^$/);
	expect(Date.now() - start - pressedAfter).toBeLessThan(1_000);
	const asked = requests().length;
	await passing(3_000);
	expect(requests()).toHaveLength(asked);
});
