import type { INodeParameters } from 'n8n-workflow';
import { resources } from '../../clio/resources';
import { isListed } from '../../nodes/polling/listed';
import type { Row } from '../../dev/sandbox/store.cts';
import { choose } from './engine.cts';
import { day, hour, idsOf, minute, withPoll, type Place } from './poll-kit.cts';

/** What narrows a poll trigger, and what it says beside the record. */
const run = (parameters: object, work: (place: Place) => Promise<void>, more: object = {}) =>
	withPoll({ parameters: parameters as INodeParameters, ...more }, work);

const rows = (entries: Record<string, unknown>) => ({
	filters: { entries: Object.entries(entries).map(([filter, value]) => ({ filter, value })) },
});

const all = ({ sandbox }: Place, path: string) => sandbox.store.all(path);
const open = (place: Place) => all(place, 'matters').filter(({ status }) => status === 'Open');
const stagesOf = (place: Place, matter: Row) =>
	all(place, 'matter_stages').filter((row) => row.practice_area === matter.practice_area);

describe('only when these fields change', () => {
	const watch = (...watchedFields: string[]) => ({ triggerOn: 'matterUpdated', watchedFields });

	test('says what each was before, and is silent for others', () =>
		run(watch('status', 'location', 'matter_stage'), async (place) => {
			const { sandbox, host, later } = place;
			await host.activate();
			const [matter] = open(place);
			const which = { ids: [matter.id] };
			sandbox.change('matters', { description: 'Not watched' }, which);
			await later();
			expect(host.items).toEqual([]);
			const [from, to] = [matter.matter_stage, stagesOf(place, matter)].map((one) =>
				Array.isArray(one) ? one.find(({ id }) => id !== matter.matter_stage)! : one,
			);
			const name = (id: number) => sandbox.store.get('matter_stages', id)?.name as string;
			sandbox.change('matters', { location: 'Leeds', matter_stage: { id: to.id } }, which);
			await later();
			expect(host.items).toHaveLength(1);
			expect(host.items[0]).toMatchObject({
				id: matter.id,
				event: 'updated',
				changes: {
					location: { from: matter.location ?? null, to: 'Leeds' },
					matter_stage: { from: from ? name(from) : null, to: name(to.id) },
				},
			});
			expect(Object.keys(host.items[0].changes as object)).toHaveLength(2);
			sandbox.change('matters', { status: 'closed' }, which);
			await later();
			expect(host.items[1]).toMatchObject({ changes: { status: { from: 'Open', to: 'Closed' } } });
			sandbox.change('matters', { description: 'Still not' }, which);
			await later();
			expect(host.items).toHaveLength(2);
		}));

	test('remembers across restarts, and over a change and back', () =>
		run(watch('location'), async (place) => {
			const { sandbox, host, later } = place;
			const which = { ids: [open(place)[0].id] };
			sandbox.change('matters', { location: 'York' }, which);
			await host.activate();
			await host.restart();
			sandbox.change('matters', { location: 'Leeds' }, which);
			await host.restart();
			expect(host.items).toMatchObject([{ changes: { location: { from: 'York', to: 'Leeds' } } }]);
			sandbox.change('matters', { location: 'Bath' }, which);
			sandbox.change('matters', { location: 'Leeds' }, which);
			await later();
			expect(host.items).toHaveLength(1);
			host.kill();
			sandbox.change('matters', { location: null }, which);
			await host.restart();
			expect(host.items[1]).toMatchObject({ changes: { location: { from: 'Leeds', to: null } } });
		}));

	test('a new record is no change; a later change of it is', () =>
		run(watch('location'), async (place) => {
			const { sandbox, host, later } = place;
			await host.activate();
			const client = { id: all(place, 'contacts')[0].id };
			const values = { client, description: 'New', location: 'York' };
			const [{ id }] = sandbox.create('matters', values);
			await later();
			expect(host.items).toEqual([]);
			sandbox.change('matters', { location: 'Leeds' }, { ids: [id] });
			await later();
			expect(host.items).toMatchObject([
				{ id, changes: { location: { from: 'York', to: 'Leeds' } } },
			]);
		}));

	test('a long text: that it changed, though not from what', () =>
		run(watch('description'), async (place) => {
			const { sandbox, host, later } = place;
			const which = { ids: [open(place)[0].id] };
			sandbox.change('matters', { description: `${'long '.repeat(100)}one` }, which);
			await host.activate();
			const to = `${'long '.repeat(100)}two`;
			sandbox.change('matters', { description: to }, which);
			await later();
			expect(host.items).toMatchObject([{ changes: { description: { from: null, to } } }]);
			expect(JSON.stringify(host.database)).not.toContain('long long');
		}));

	test('the values of a thousand matters are kept in little', () =>
		run(
			watch('status', 'responsible_attorney'),
			async (place) => {
				const { sandbox, host, later } = place;
				await host.activate();
				sandbox.change('matters', { description: 'All' }, { count: 1000 });
				await later();
				expect(host.items).toEqual([]);
				sandbox.change('matters', { status: 'pending' }, { ids: [open(place)[0].id] });
				await later();
				expect(host.items).toHaveLength(1);
				expect(JSON.stringify(host.database).length).toBeLessThan(100_000);
			},
			{ clio: { matters: 1000 } },
		));
});

describe('Deadline Coming', () => {
	const deadlines = (...kinds: string[]) => ({
		...{ triggerOn: 'deadlineComing', withinDays: 10 },
		...(kinds.length ? { deadlines: kinds } : {}),
	});
	/** The firm has none of its own. */
	const clear = ({ sandbox }: Place) => {
		for (const path of ['tasks', 'calendar_entries'])
			for (const { id } of [...sandbox.store.all(path)]) sandbox.store.table(path).remove(id);
		for (const matter of sandbox.store.all('matters')) matter.statute_of_limitations = null;
	};
	const dateIn = (days: number) => {
		const date = new Date(Date.now() + days * day);
		return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(date);
	};
	const task = ({ sandbox }: Place, days: number, more: object = {}) =>
		sandbox.create('tasks', {
			...{ name: 'Reply', description: 'x', due_at: dateIn(days) },
			...{ assignee: { id: sandbox.store.all('users')[0].id, type: 'User' }, ...more },
		})[0];

	test('each once, when it comes near, whatever restarts', () =>
		run(deadlines(), async (place) => {
			const { sandbox, host, later } = place;
			clear(place);
			const near = task(place, 3);
			task(place, 14);
			task(place, 2, { status: 'complete' });
			await host.activate();
			expect(host.items).toMatchObject([
				{ id: near.id, event: 'deadline', deadline: 'Task', date: dateIn(3), daysLeft: 3 },
			]);
			await later();
			await host.restart();
			expect(host.items).toHaveLength(1);
			const matter = open(place)[0];
			const statute_of_limitations = { due_at: dateIn(9) };
			sandbox.change('matters', { statute_of_limitations }, { ids: [matter.id] });
			await later();
			expect(host.items[1]).toMatchObject({ deadline: 'Limitation Date', daysLeft: 9 });
			const [{ id }] = sandbox.store.all('calendars');
			const at = (hours: number) => `${dateIn(5)}T${hours}:00:00Z`;
			const times = { start_at: at(15), end_at: at(16) };
			sandbox.create('calendar_entries', { summary: 'x', calendar_owner: { id }, ...times });
			await later();
			expect(host.items[2]).toMatchObject({ deadline: 'Calendar Entry', daysLeft: 5 });
			for (let days = 0; days < 6; days++) {
				await later(day);
				if (days === 2) await host.restart();
			}
			// The task that was far is near now.
			expect(host.items.slice(3)).toMatchObject([{ deadline: 'Task', daysLeft: 10 }]);
			await later(hour);
			expect(host.items).toHaveLength(4);
		}));

	test('one that is moved comes again for its new date', () =>
		run(deadlines('tasks'), async (place) => {
			const { sandbox, host, later } = place;
			clear(place);
			await host.activate();
			const { id } = task(place, 3);
			await later();
			sandbox.change('tasks', { due_at: dateIn(5) }, { ids: [id] });
			await later();
			sandbox.change('tasks', { name: 'Renamed' }, { ids: [id] });
			await later();
			expect(host.items.map(({ date }) => date)).toEqual([dateIn(3), dateIn(5)]);
			sandbox.change('tasks', { due_at: dateIn(3) }, { ids: [id] });
			await later();
			expect(host.items).toHaveLength(2);
		}));

	test('what came due while n8n was down is told', () =>
		run(deadlines('tasks'), async (place) => {
			const { host, pass, later } = place;
			clear(place);
			await host.activate();
			task(place, 12);
			await later();
			expect(host.items).toEqual([]);
			host.kill();
			await pass(13 * day);
			await host.restart();
			await later();
			expect(host.items).toMatchObject([{ deadline: 'Task', daysLeft: -1 }]);
		}));

	test('each occurrence of a series', () =>
		run(deadlines('calendarEntries'), async (place) => {
			const { sandbox, host, later } = place;
			clear(place);
			await host.activate();
			const [{ id }] = sandbox.store.all('calendars');
			const times = {
				start_at: `${dateIn(1)}T15:00:00Z`,
				end_at: `${dateIn(1)}T16:00:00Z`,
				recurrence_rule: 'FREQ=DAILY;COUNT=20',
			};
			sandbox.create('calendar_entries', { summary: 'x', calendar_owner: { id }, ...times });
			await later();
			const days = () => host.items.map(({ daysLeft }) => daysLeft);
			expect(days()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
			await later(day);
			expect(days().slice(10)).toEqual([10]);
			expect(new Set(host.items.map((item) => item.id)).size).toBe(11);
		}));
});

describe('filters of any resource', () => {
	test('by a name, as a person types it', () =>
		withPoll({}, async (place) => {
			const { sandbox, host, later } = place;
			const [one, other] = all(place, 'users');
			host.configure({
				...{ triggerOn: 'any', model: 'matter', changes: 'created' },
				...rows({ responsible_attorney: one.name, status: 'open' }),
			} as INodeParameters);
			await host.activate();
			const client = { id: all(place, 'contacts')[0].id };
			const add = ({ id }: Row, status: string) =>
				sandbox.create('matters', {
					...{ client, description: 'x', status, responsible_attorney: { id } },
				})[0];
			const wanted = add(one, 'open');
			add(other, 'open');
			add(one, 'pending');
			await later();
			expect(idsOf(host.items)).toEqual([wanted.id]);
			expect(host.items[0].event).toBe('created');
		}));

	test.each([
		['created', ['created', 'created']],
		['updated', ['updated']],
		['both', ['created', 'updated', 'created']],
	])('%s', (changes, events) =>
		run({ triggerOn: 'any', model: 'task', changes }, async (place) => {
			const { sandbox, host, later } = place;
			await host.activate();
			const assignee = { id: all(place, 'users')[0].id, type: 'User' };
			const add = () => sandbox.create('tasks', { name: 'x', description: 'x', assignee });
			const [{ id }] = add();
			await later();
			sandbox.change('tasks', { name: 'y' }, { ids: [id] });
			await later();
			add();
			await later();
			expect(host.items.map(({ event }) => event)).toEqual(events);
		}),
	);

	const listed = Object.values(resources).filter((one) => !one.api && isListed(one));

	test.each(listed.map(({ name }) => name))('%s can be polled', (resource) =>
		run({ triggerOn: 'any', model: resource, changes: 'both', output: 'all' }, async (place) => {
			const { host, later } = place;
			await host.activate();
			await later();
			await later();
			expect([host.items, host.failed]).toEqual([[], []]);
			const { json, error } = await host.fetchTestEvent();
			expect(error?.message ?? '').toMatch(/^(There are no .* to show)?$/);
			expect(json).toHaveLength(error ? 0 : 1);
		}),
	);
});

describe('Only For and Changed To', () => {
	test('a practice area and its attorney', () =>
		withPoll({}, async (place) => {
			const { sandbox, host, later } = place;
			const [first] = open(place);
			const onlyFor = {
				practiceArea: choose(String(first.practice_area)),
				responsibleAttorney: choose(String(first.responsible_attorney)),
			};
			host.configure({ triggerOn: 'matterUpdated', onlyFor });
			await host.activate();
			const changed = sandbox.change('matters', { description: 'All' }, { count: 30 });
			await later();
			const wanted = changed.filter(
				(one) =>
					one.practice_area === first.practice_area &&
					one.responsible_attorney === first.responsible_attorney,
			);
			expect(idsOf(host.items)).toEqual(idsOf(wanted));
			expect(wanted.length).toBeGreaterThan(0);
		}));

	test('a stage', () =>
		withPoll({}, async (place) => {
			const { sandbox, host, later } = place;
			const [matter] = open(place);
			const [one, two] = stagesOf(place, matter).filter(({ id }) => id !== matter.matter_stage);
			host.configure({ triggerOn: 'matterStageChanged', changedTo: choose(String(two.id)) });
			await host.activate();
			for (const { id } of [one, two, one]) {
				await place.pass(minute);
				sandbox.change('matters', { matter_stage: { id } }, { ids: [matter.id] });
				await later();
			}
			expect(host.items).toMatchObject([{ id: matter.id, stage: two.name }]);
		}));
});
