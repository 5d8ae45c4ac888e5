import type { Row } from '../../dev/sandbox/store.cts';
import { passing } from './flying-time.cts';
import { asked, hour, idsOf, minute, second, withPoll, type Place } from './poll-kit.cts';

/** Each change once: nothing is lost at the edges of a poll, and nothing comes twice. */
const updated = { parameters: { triggerOn: 'matterUpdated' } };
const created = { parameters: { triggerOn: 'matterCreated' } };

const sorted = (ids: number[]) => [...ids].sort((a, b) => a - b);
const told = ({ host }: Place) => sorted(idsOf(host.items));
const ids = (rows: Row[]) => sorted(idsOf(rows));
const describeAs = (description: string) => ({ description });

/** What was told since it was last asked. */
function news(place: Place): () => number[] {
	let from = 0;
	return () => {
		const all = idsOf(place.host.items);
		const these = sorted(all.slice(from));
		from = all.length;
		return these;
	};
}

const add = ({ sandbox }: Place, count: number): Row[] => {
	const [{ id }] = sandbox.store.all('contacts');
	return sandbox.create('matters', { client: { id }, description: 'New' }, count);
};

test('more than 200 changes between two polls', () =>
	withPoll({ ...updated, clio: { matters: 460 } }, async (place) => {
		const { sandbox, host, later } = place;
		await host.activate();
		await later();
		expect(host.items).toEqual([]);
		const changed = sandbox.change('matters', describeAs('All at once'), { count: 450 });
		await later();
		expect(told(place)).toEqual(ids(changed));
		expect(host.executions).toHaveLength(1);
		expect(host.items[0]).toMatchObject({ event: 'updated', description: 'All at once' });
		await later();
		await later();
		expect(host.items).toHaveLength(450);
	}));

test('1,000 changes in bursts between and during polls: each once', () =>
	withPoll({ ...updated, clio: { matters: 1000 } }, async (place) => {
		const { sandbox, host, pass, later } = place;
		await host.activate();
		const all = idsOf(sandbox.store.all('matters'));
		for (let at = 0, burst = 0; at < all.length; burst++) {
			const size = [7, 260, 1, 90, 42][burst % 5];
			const group = all.slice(at, (at += size));
			const half = Math.ceil(group.length / 2);
			sandbox.change('matters', describeAs(`Burst ${burst}`), { ids: group.slice(0, half) });
			const heal = sandbox.fail({ path: /matters/, delayMs: 40, times: Infinity });
			const tick = host.tick();
			await passing(20 + (burst % 3) * 30);
			sandbox.change('matters', describeAs(`Burst ${burst}`), { ids: group.slice(half) });
			await tick;
			heal();
			await pass([2 * second, minute, 5 * minute][burst % 3]);
		}
		await later();
		expect(host.failed).toEqual([]);
		expect(host.items).toHaveLength(1000);
		expect(told(place)).toEqual(sorted(all));
		await later();
		expect(host.items).toHaveLength(1000);
	}));

test('1,000 new records in bursts, with restarts and kills in between: each once', () =>
	withPoll({ ...created, clio: { matters: 20 } }, async (place) => {
		const { host, pass, later } = place;
		await host.activate();
		const all: Row[] = [];
		for (let burst = 0; all.length < 1000; burst++) {
			all.push(...add(place, Math.min([130, 3, 240, 60][burst % 4], 1000 - all.length)));
			await pass([second, minute, 5 * minute][burst % 3]);
			if (burst % 5 === 3) {
				host.diesAtEmission = true;
				await host.tick();
				host.diesAtEmission = false;
				await host.restart();
			} else await host.tick();
		}
		await later();
		expect(host.items).toHaveLength(1000);
		expect(told(place)).toEqual(ids(all));
	}));

test('more than one execution should hold come in several polls, the oldest first', () =>
	withPoll({ parameters: { triggerOn: 'taskCreated' }, clio: { matters: 5 } }, async (place) => {
		const { sandbox, host, later, pass } = place;
		await host.activate();
		await pass(hour);
		const assignee = { id: sandbox.store.all('users')[0].id, type: 'User' };
		const all: Row[] = [];
		for (let burst = 0; burst < 5; burst++) {
			const task = { name: 'Imported', description: 'x', assignee };
			all.push(...sandbox.create('tasks', task, 1_100));
			await pass(2 * second);
		}
		for (let tick = 0; tick < 3; tick++) await later(minute);
		expect(idsOf(host.items)).toEqual(idsOf(all));
		expect(host.executions.map(({ json }) => json.length)).toEqual([5_000, 500]);
	}));

test('changes of one second, on both sides of a poll', () =>
	withPoll(updated, async (place) => {
		const { sandbox, host, later, pass } = place;
		await host.activate();
		await pass(hour);
		const [one, two, three] = ids(sandbox.store.all('matters'));
		const at = Math.floor(sandbox.now() / second) * second;
		const fresh = news(place);
		sandbox.change('matters', describeAs('Before'), { ids: [one, two], at });
		await host.tick();
		expect(fresh()).toEqual([one, two]);
		sandbox.change('matters', describeAs('After'), { ids: [two, three], at });
		await host.tick();
		// The second matter was changed again, though its stamp is the same.
		expect(fresh()).toEqual([two, three]);
		await later();
		expect(fresh()).toEqual([]);
	}));

test('300 changes of one second, which no page holds', () =>
	withPoll({ ...updated, clio: { matters: 320 } }, async (place) => {
		const { sandbox, host, later, pass } = place;
		await host.activate();
		await pass(hour);
		const at = Math.floor(sandbox.now() / second) * second;
		const changed = sandbox.change('matters', describeAs('Imported'), { count: 300, at });
		await host.tick();
		await later(second);
		await later();
		expect(told(place)).toEqual(ids(changed));
	}));

test('a change that shows up to two minutes after its stamp', () =>
	withPoll(updated, async (place) => {
		const { sandbox, host, later, pass } = place;
		await host.activate();
		await pass(hour);
		const fresh = news(place);
		for (const late of [5, 60, 110]) {
			const [quick] = sandbox.change('matters', describeAs('Quick'), { count: 1 });
			await later(second);
			expect(fresh()).toEqual([quick.id]);
			const at = sandbox.now() - late * second;
			const slow = sandbox.change('matters', describeAs('Slow'), {
				ids: ids(sandbox.store.all('matters')).slice(0, 3),
				at,
			});
			await later(second);
			expect(fresh()).toEqual(ids(slow));
			await later();
			expect(fresh()).toEqual([]);
		}
	}));

test('what was changed in the minute before the workflow was published is no news', () =>
	withPoll(updated, async (place) => {
		const { sandbox, host, later } = place;
		const at = sandbox.now() - 40 * second;
		sandbox.change('matters', describeAs('Before'), { count: 5, at });
		sandbox.change('matters', describeAs('Just before'), { count: 2 });
		await host.activate();
		await later(second);
		await later();
		expect(host.items).toEqual([]);
	}));

describe.each([
	['ten minutes ahead', 10 * minute],
	['ten minutes behind', -10 * minute],
	['a day ahead', 24 * hour],
	['a day behind', -24 * hour],
])("Clio's clock is %s of n8n's", (_, clioAhead) => {
	test('each change once', () =>
		withPoll({ ...updated, clioAhead }, async (place) => {
			const { sandbox, host, later } = place;
			await host.activate();
			const fresh = news(place);
			await later();
			expect(fresh()).toEqual([]);
			for (const wait of [second, minute, 5 * minute]) {
				const changed = sandbox.change('matters', describeAs('Changed'), { count: 4 });
				await later(wait);
				expect(fresh()).toEqual(ids(changed));
			}
			host.kill();
			const missed = sandbox.change('matters', describeAs('Missed'), { count: 3 });
			await host.restart();
			expect(fresh()).toEqual(ids(missed));
			await later();
			expect(fresh()).toEqual([]);
		}));
});

test.each([90, -90])("Clio's header Date is %d seconds from its stamps", (seconds) =>
	withPoll(updated, async (place) => {
		const { sandbox, host, later } = place;
		sandbox.setDateAhead(seconds * second);
		await host.activate();
		const fresh = news(place);
		for (let round = 0; round < 4; round++) {
			const changed = sandbox.change('matters', describeAs(`Round ${round}`), { count: 4 });
			await later(second);
			expect(fresh()).toEqual(ids(changed));
			await later();
			expect(fresh()).toEqual([]);
		}
	}),
);

test('a poll that begins while one is under way doubles nothing', () =>
	withPoll(updated, async (place) => {
		const { sandbox, host, later } = place;
		await host.activate();
		sandbox.fail({ path: /matters/, delayMs: 150, times: Infinity });
		const changed = sandbox.change('matters', describeAs('Changed'), { count: 5 });
		const ticks = [host.tick()];
		await passing(50);
		ticks.push(host.tick(), host.tick());
		await Promise.all(ticks);
		expect(told(place)).toEqual(ids(changed));
		sandbox.clearFaults();
		await later();
		expect(host.items).toHaveLength(5);
	}));

test('a record that changes several times between polls comes once, as it is then', () =>
	withPoll(updated, async (place) => {
		const { sandbox, host, later } = place;
		await host.activate();
		for (const text of ['One', 'Two', 'Three']) sandbox.change('matters', describeAs(text));
		await later();
		expect(host.items).toMatchObject([{ description: 'Three' }]);
	}));

test('a quiet firm costs few calls', () =>
	withPoll(updated, async ({ sandbox, host, later }) => {
		await host.activate();
		const before = sandbox.requests.length;
		for (let tick = 0; tick < 10; tick++) await later();
		expect(asked(sandbox, before)).toEqual(Array(10).fill('GET matters'));
	}));

test.each(['matterCreated', 'folderCreated', 'documentAdded', 'secureMessageCreated'])(
	'%s in the second of the publication',
	(triggerOn) =>
		withPoll({ parameters: { triggerOn } }, async (place) => {
			const { sandbox, host, later } = place;
			await host.activate();
			const second = Math.floor(sandbox.now() / 1000) * 1000;
			const [{ id }] = sandbox.store.all('contacts');
			const parent = { type: 'Matter', id: sandbox.store.all('matters')[0].id };
			const when = { at: second };
			const [made] = {
				matterCreated: () =>
					sandbox.create('matters', { client: { id }, description: 'x' }, 1, when),
				folderCreated: () => sandbox.create('folders', { name: 'x', parent }, 1, when),
				documentAdded: () => sandbox.create('documents', { name: 'x.pdf', parent }, 1, when),
				secureMessageCreated: () => {
					const message = { subject: 'x', body: 'x', receivers: [{ id, type: 'Contact' }] };
					return sandbox.create('conversation_messages', message, 1, when);
				},
			}[triggerOn]!();
			if (triggerOn === 'documentAdded')
				sandbox.change('documents', { uploaded: true }, { ids: [made.id] });
			await later();
			expect(idsOf(host.items)).toEqual([made.id]);
		}),
);
