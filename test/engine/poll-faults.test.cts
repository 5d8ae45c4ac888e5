import type { Row } from '../../dev/sandbox/store.cts';
import { hour, idsOf, messageOf, minute, told, withPoll, type Place } from './poll-kit.cts';

/** Clio refuses, stumbles or is not there: it is told once, and nothing is lost. */
const updated = { parameters: { triggerOn: 'matterUpdated' } };

const ids = (rows: Row[]) => idsOf(rows).sort((a, b) => a - b);
const change = ({ sandbox }: Place, count = 3) =>
	sandbox.change('matters', { description: 'Changed' }, { count });

async function running({ host, later }: Place): Promise<void> {
	await host.activate();
	await later();
}

/** What was changed meanwhile comes, each once. */
async function nothingLost({ host, later }: Place, changed: Row[]): Promise<void> {
	await later();
	await later();
	expect(idsOf(host.items).sort((a, b) => a - b)).toEqual(ids(changed));
}

describe('when the workflow is published', () => {
	test.each([
		['a missing permission', 403, /does not allow this connection to list matters.*"Matters"/],
		['a dead connection', 401, /did not accept the connection.*connect it again/],
		['an outage', 503, /not available at the moment to list matters/],
	])('%s is told there and then', (_, status, says) =>
		withPoll(updated, async (place) => {
			const { sandbox, host, later } = place;
			sandbox.fail({ path: /matters/, status, times: Infinity });
			expect(await messageOf(host.activate())).toMatch(says);
			expect(host.failed).toEqual([]);
			sandbox.clearFaults();
			await host.activate();
			await later();
			await nothingLost(place, change(place));
		}),
	);

	test.each([
		[{ triggerOn: 'nonsense' }, /Trigger On has an unknown value: nonsense/],
		[{ triggerOn: 'any', model: 'nonsense' }, /no list of new "nonsense"/],
		[{ triggerOn: 'any', model: 'timer' }, /no list of new "timer"/],
		[
			{ triggerOn: 'any', model: 'task', changes: 'updated', watchedFields: ['nonsense'] },
			/Task has no field "nonsense"/,
		],
		[{ triggerOn: 'deadlineComing', withinDays: 'soon' }, /Within Days/],
		[
			{
				triggerOn: 'any',
				model: 'task',
				filters: { entries: [{ filter: 'nonsense', value: 'x' }] },
			},
			/nonsense/,
		],
		[
			{
				triggerOn: 'any',
				model: 'task',
				filters: { entries: [1, 2].map((value) => ({ filter: 'matter', value })) },
			},
			/Matter is given twice/,
		],
		[
			{
				triggerOn: 'any',
				model: 'matter',
				filters: { entries: [{ filter: 'responsible_attorney', value: 'Nobody at All' }] },
			},
			/Nobody at All/,
		],
	])('what makes no sense is refused: %j', (parameters, says) =>
		withPoll({ parameters: parameters as never }, async ({ host }) => {
			expect(await messageOf(host.activate())).toMatch(says);
		}),
	);
});

describe('while it runs', () => {
	test('a permission that is taken away is told once; given back, nothing was lost', () =>
		withPoll(updated, async (place) => {
			const { sandbox, host, later } = place;
			await running(place);
			sandbox.withhold('Matters');
			const changed = change(place);
			for (let tick = 0; tick < 5; tick++) await later();
			expect(host.failed.map(told)).toEqual([
				expect.stringMatching(/does not allow this connection to list matters.*"Matters"/),
			]);
			sandbox.withhold();
			await nothingLost(place, changed);
			expect(host.failed).toHaveLength(1);
			expect(host.logged.filter((line) => /works again/.test(line))).toHaveLength(1);
			sandbox.withhold('Matters');
			await later();
			expect(host.failed).toHaveLength(2);
		}));

	test('Clio that cannot be reached for an hour is told once', () =>
		withPoll(updated, async (place) => {
			const { sandbox, host, later } = place;
			await running(place);
			const changed = change(place);
			const heal = sandbox.fail({ drop: true, times: Infinity });
			await later();
			expect(host.failed).toEqual([]);
			for (let tick = 0; tick < 3; tick++) await later(25 * minute);
			expect(host.failed.map(told)).toEqual([expect.stringMatching(/could not be reached/)]);
			heal();
			await nothingLost(place, changed);
			expect(host.failed).toHaveLength(1);
		}));

	test('n8n that starts while Clio is down goes on when it is up', () =>
		withPoll(updated, async (place) => {
			const { sandbox, host } = place;
			await running(place);
			host.kill();
			const changed = change(place);
			const heal = sandbox.fail({ status: 503, times: Infinity });
			await host.restart();
			expect(host.failed).toEqual([]);
			heal();
			await nothingLost(place, changed);
		}));

	test('an outage in the middle of a list', () =>
		withPoll({ ...updated, clio: { matters: 460 } }, async (place) => {
			const { sandbox, host, later } = place;
			await running(place);
			const changed = change(place, 450);
			sandbox.fail({ path: /matters/, skip: 1, status: 500, times: 4 });
			await later();
			expect(host.items).toEqual([]);
			await nothingLost(place, changed);
			expect(host.executions).toHaveLength(1);
		}));

	test('a second look that fails, such as that for the names in custom fields', () =>
		withPoll(updated, async (place) => {
			const { sandbox, host, later } = place;
			await running(place);
			const changed = change(place);
			sandbox.fail({ path: /custom_fields/, status: 403 });
			await later();
			await nothingLost(place, changed);
			expect(host.items).toHaveLength(3);
		}));

	test.each([
		['a page of a proxy', { status: 200, body: '<html>Sign in</html>' }],
		['an answer without records', { status: 200, body: { data: null } }],
		['half a sentence', { status: 200, body: '{"data":[{"id":1' }],
	])('%s in place of an answer', (_, fault) =>
		withPoll(updated, async (place) => {
			const { sandbox, host, later } = place;
			await running(place);
			const changed = change(place);
			sandbox.fail({ path: /matters/, ...fault, times: 8 });
			await later();
			expect(host.items).toEqual([]);
			sandbox.clearFaults();
			await nothingLost(place, changed);
		}),
	);

	test('a pause that Clio asks for is waited out', () =>
		withPoll(updated, async (place) => {
			const { sandbox, host, later } = place;
			await running(place);
			const changed = change(place);
			sandbox.fail({ path: /matters/, status: 429, times: 2 });
			await later();
			expect(host.items).toHaveLength(3);
			await nothingLost(place, changed);
			expect(host.failed).toEqual([]);
		}));

	test('a token that has expired is renewed', () =>
		withPoll(updated, async (place) => {
			const { sandbox, host, later } = place;
			await running(place);
			const changed = change(place);
			sandbox.expireTokens();
			await later();
			expect(host.items).toHaveLength(3);
			await nothingLost(place, changed);
			expect(host.failed).toEqual([]);
		}));

	test('a connection that was revoked is told once, with what to do', () =>
		withPoll(updated, async (place) => {
			const { sandbox, host, later } = place;
			await running(place);
			const changed = change(place);
			sandbox.revokeTokens();
			for (let tick = 0; tick < 3; tick++) await later();
			expect(host.failed.map(told)).toEqual([
				expect.stringMatching(/did not accept the connection.*connect it again/),
			]);
			host.credential.oauthTokenData = { ...sandbox.issueToken(), token_type: 'bearer' };
			await nothingLost(place, changed);
		}));

	test('a slow Clio: the polls of meanwhile are left out', () =>
		withPoll(updated, async (place) => {
			const { sandbox, host, pass } = place;
			await running(place);
			await pass(hour);
			const changed = change(place);
			sandbox.fail({ path: /matters/, delayMs: 500 });
			const before = sandbox.requests.length;
			await Promise.all([host.tick(), host.tick(), host.tick()]);
			const lists = sandbox.requests
				.slice(before)
				.filter(({ query }) => query.includes('updated_since'));
			expect(lists).toHaveLength(1);
			await nothingLost(place, changed);
		}));
});
