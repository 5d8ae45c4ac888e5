import type { Row } from '../../dev/sandbox/store.cts';
import { passing } from './flying-time.cts';
import { day, hour, idsOf, minute, second, withPoll, type Place } from './poll-kit.cts';

/** What a firm does to a workflow and to n8n: no flood, no gap, no mix-up. */
const updated = { parameters: { triggerOn: 'matterUpdated' } };

const ids = (rows: Row[]) => idsOf(rows).sort((a, b) => a - b);
const told = ({ host }: Place) => idsOf(host.items).sort((a, b) => a - b);

const change = ({ sandbox }: Place, count: number, path = 'matters') =>
	sandbox.change(path, path === 'matters' ? { description: 'Changed' } : { title: 'Dr' }, {
		count,
	});

/** A trigger that has run for an hour. */
async function running(place: Place): Promise<void> {
	await place.host.activate();
	for (let tick = 0; tick < 12; tick++) await place.later();
	expect(place.host.items).toEqual([]);
}

test('the first polls of a firm that works are silent', () =>
	withPoll({ ...updated, clio: { matters: 250 } }, async (place) => {
		await running(place);
	}));

describe('n8n', () => {
	test('restarts, nothing happened', () =>
		withPoll(updated, async (place) => {
			await running(place);
			change(place, 3);
			await place.later();
			for (let restart = 0; restart < 3; restart++) {
				await place.host.restart();
				await place.later();
			}
			expect(place.host.items).toHaveLength(3);
		}));

	test.each(['init', 'leadershipChange'] as const)('was down for ten days (%s)', (activation) =>
		withPoll({ ...updated, clio: { matters: 300 } }, async (place) => {
			const { host, pass, later } = place;
			await running(place);
			host.kill();
			await pass(3 * day);
			const first = change(place, 260);
			await pass(7 * day);
			const second = change(place, 5);
			await host.restart(activation);
			await later();
			// Of the 260 five were changed again: each comes as it is now.
			expect(told(place)).toEqual(ids(first));
			expect(host.items.slice(-5).map(({ id }) => Number(id))).toEqual(ids(second));
			await later();
			expect(host.items).toHaveLength(260);
		}),
	);

	test('is killed before the execution is stored: it comes after the restart', () =>
		withPoll(updated, async (place) => {
			const { host, later } = place;
			await running(place);
			const changed = change(place, 4);
			host.diesAtEmission = true;
			await later();
			host.diesAtEmission = false;
			expect(host.items).toEqual([]);
			await host.restart();
			await later();
			expect(told(place)).toEqual(ids(changed));
		}));

	test('is killed while Clio answers', () =>
		withPoll(updated, async (place) => {
			const { sandbox, host, later, pass } = place;
			await running(place);
			await pass(5 * minute);
			const changed = change(place, 4);
			sandbox.fail({ path: /matters/, delayMs: 300 });
			const tick = host.tick();
			await passing(100);
			host.kill();
			await tick;
			await passing(300);
			await host.restart();
			await later();
			expect(told(place)).toEqual(ids(changed));
		}));

	test('was quiet for two days, then killed: what came before does not come again', () =>
		withPoll(updated, async (place) => {
			const { host, later } = place;
			await running(place);
			const first = change(place, 3);
			await later();
			for (let tick = 0; tick < 24; tick++) await later(2 * hour);
			host.kill();
			await host.restart();
			expect(told(place)).toEqual(ids(first));
			const next = change(place, 2);
			await later();
			expect(idsOf(host.items.slice(3))).toEqual(ids(next));
		}));

	test('hands the trigger to another process', () =>
		withPoll(updated, async (place) => {
			const { host, another, pass } = place;
			await running(place);
			change(place, 3);
			await place.later();
			host.kill();
			const changed = change(place, 2);
			const second = await another(host.shared);
			await second.activate('leadershipChange');
			expect(idsOf(second.items)).toEqual(ids(changed));
			await pass(5 * minute);
			await second.tick();
			expect(second.items).toHaveLength(2);
		}));
});

describe('a person', () => {
	test('switches it off for three weeks: what happened meanwhile does not flood', () =>
		withPoll(updated, async (place) => {
			const { host, pass, later } = place;
			await running(place);
			change(place, 2);
			await later();
			await host.deactivate();
			await pass(21 * day);
			change(place, 20);
			await pass(minute);
			await host.activate();
			await later();
			expect(host.items).toHaveLength(2);
			const next = change(place, 3);
			await later();
			expect(idsOf(host.items.slice(2))).toEqual(ids(next));
			// Also after a restart, before anything else was stored.
			await host.restart();
			await later();
			expect(host.items).toHaveLength(5);
		}));

	test('switches it on again, and n8n restarts before the first news', () =>
		withPoll(updated, async (place) => {
			const { host, pass, later } = place;
			await running(place);
			await host.deactivate();
			await pass(21 * day);
			change(place, 20);
			await pass(minute);
			await host.activate();
			await host.restart();
			await later();
			expect(host.items).toEqual([]);
		}));

	test('lets it start on something else: no flood, and the two are not mixed up', () =>
		withPoll(updated, async (place) => {
			const { host, pass, later } = place;
			await running(place);
			change(place, 2);
			change(place, 2, 'contacts');
			await later();
			expect(host.items).toHaveLength(2);
			host.configure({ triggerOn: 'contactUpdated' });
			await pass(minute);
			await host.activate('update');
			await later();
			expect(host.items).toHaveLength(2);
			const people = change(place, 3, 'contacts');
			change(place, 3);
			await later();
			expect(idsOf(host.items.slice(2))).toEqual(ids(people));
			host.configure({ triggerOn: 'matterUpdated' });
			await host.activate('update');
			await later();
			expect(host.items).toHaveLength(5);
		}));

	test('changes the schedule or the output: nothing is lost', () =>
		withPoll(updated, async (place) => {
			const { host, later } = place;
			await running(place);
			const changed = change(place, 3);
			host.configure({ pollTimes: { item: [{ mode: 'everyHour', minute: 5 }] }, output: 'all' });
			await host.activate('update');
			await later();
			expect(told(place)).toEqual(ids(changed));
			expect(host.items[0]).toHaveProperty('etag');
		}));

	test('changes the settings while a poll is under way', () =>
		withPoll(updated, async (place) => {
			const { sandbox, host, pass, later } = place;
			await running(place);
			change(place, 2);
			sandbox.fail({ path: /matters/, delayMs: 400 });
			const tick = host.tick();
			await passing(100);
			host.configure({ triggerOn: 'contactUpdated' });
			await host.activate('update');
			await tick;
			// That poll is dropped by n8n; the new setting counts from its publication on.
			await pass(minute);
			const people = change(place, 3, 'contacts');
			await later();
			expect(idsOf(host.items)).toEqual(ids(people));
		}));

	test('renames the node: no flood, and it goes on', () =>
		withPoll(updated, async (place) => {
			const { host, pass, later } = place;
			await running(place);
			change(place, 3);
			await later();
			await pass(hour);
			change(place, 3);
			await later();
			host.rename('Matters that change');
			await host.activate('update');
			await later();
			expect(host.items).toHaveLength(6);
			const next = change(place, 2);
			await later();
			expect(idsOf(host.items.slice(6))).toEqual(ids(next));
		}));

	test('connects another account of Clio: what was remembered does not count', () =>
		withPoll(updated, async (place) => {
			const { host, another, pass } = place;
			await running(place);
			const { database, workflowId } = host.shared;
			await host.deactivate();
			await pass(day);
			change(place, 5);
			await pass(5 * minute);
			const other = await another({ database, workflowId });
			await other.activate('update');
			await other.tick();
			expect(other.items).toEqual([]);
		}));
});

describe('Fetch Test Event', () => {
	test('shows a real record and disturbs nothing', () =>
		withPoll(updated, async (place) => {
			const { sandbox, host, later } = place;
			const { json, error } = await host.fetchTestEvent();
			expect(error).toBeUndefined();
			expect(json).toHaveLength(1);
			expect(sandbox.store.get('matters', Number(json[0].id))).toBeDefined();
			expect(json[0]).toMatchObject({ event: 'updated', description: expect.any(String) });
			expect(host.database.staticData).toEqual({});
			await running(place);
			const changed = change(place, 3);
			const before = JSON.stringify(host.database);
			expect((await host.fetchTestEvent()).json).toHaveLength(1);
			expect(JSON.stringify(host.database)).toBe(before);
			expect(host.executions).toEqual([]);
			await later();
			expect(told(place)).toEqual(ids(changed));
		}));

	test('while a poll is under way', () =>
		withPoll(updated, async (place) => {
			const { sandbox, host, pass } = place;
			await running(place);
			await pass(5 * minute);
			const changed = change(place, 3);
			sandbox.fail({ path: /matters/, delayMs: 300 });
			const tick = host.tick();
			await passing(50);
			expect((await host.fetchTestEvent()).json).toHaveLength(1);
			await tick;
			expect(told(place)).toEqual(ids(changed));
		}));

	test('says so when there is none', () =>
		withPoll({ ...updated, clio: { matters: 3 } }, async ({ sandbox, host }) => {
			for (const { id } of [...sandbox.store.all('matters')])
				sandbox.store.table('matters').remove(id);
			const { json, error } = await host.fetchTestEvent();
			expect(json).toEqual([]);
			expect(error?.message).toBe('There are no matters to show');
		}));
});

describe("n8n's scheduler in the database", () => {
	test.each(['scheduler', 'durable'] as const)('%s: each change once', (ticks) =>
		withPoll({ ...updated, ticks }, async (place) => {
			const { host, later, pass } = place;
			await host.activate();
			// Between the publication and the first tick of the schedule, too.
			const first = change(place, 3);
			await later();
			await later();
			expect(told(place)).toEqual(ids(first));
			await pass(hour);
			const second = change(place, 4);
			await later();
			await later();
			expect(idsOf(host.items.slice(3))).toEqual(ids(second));
			host.kill();
			const third = change(place, 2);
			await host.restart();
			await later();
			expect(idsOf(host.items.slice(7))).toEqual(ids(third));
		}),
	);

	test.each(['scheduler', 'durable'] as const)('%s: switched off for weeks, no flood', (ticks) =>
		withPoll({ ...updated, ticks }, async (place) => {
			const { host, later, pass } = place;
			await running(place);
			change(place, 2);
			await later();
			await host.deactivate();
			await pass(21 * day);
			change(place, 20);
			await pass(minute);
			await host.activate();
			await later();
			expect(host.items).toHaveLength(2);
			const next = change(place, 3);
			await later();
			expect(idsOf(host.items.slice(2))).toEqual(ids(next));
		}),
	);
});

test('static data stays small, and forgets', () =>
	withPoll({ ...updated, clio: { matters: 1000 } }, async (place) => {
		const { host, later, sandbox } = place;
		await host.activate();
		const size = () => JSON.stringify(host.database.staticData).length;
		for (let round = 0; round < 4; round++) {
			sandbox.change('matters', { description: `Round ${round}` }, { count: 1000 });
			await later();
			expect(size()).toBeLessThan(60_000);
		}
		await later(hour);
		change(place, 1);
		await later();
		expect(size()).toBeLessThan(1_000);
		expect(host.items).toHaveLength(4001);
	}));

test('it holds no secret, nor does anything that is told', () =>
	withPoll(updated, async (place) => {
		const { sandbox, host, later } = place;
		await running(place);
		change(place, 3);
		await later();
		sandbox.fail({ path: /matters/, status: 403, times: 3 });
		await later(second);
		const tokens = Object.values(host.credential.oauthTokenData as Record<string, string>);
		const secrets = [...tokens.filter((one) => one !== 'bearer'), sandbox.clientSecret];
		expect(secrets.length).toBeGreaterThan(2);
		const told = host.failed.map(
			(error) => `${error.message} ${error.stack} ${JSON.stringify(error)}`,
		);
		const everything = JSON.stringify([host.database, host.items, host.logged, told]);
		expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
	}));
