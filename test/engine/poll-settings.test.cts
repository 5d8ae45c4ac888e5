import type { INodeParameters } from 'n8n-workflow';
import { asked, day, messageOf, minute, told, withPoll } from './poll-kit.cts';

/** What cannot be meant is told when the workflow is published, and at Fetch Test Event. */
const of = (model: string, ...entries: Array<{ filter: string; value: unknown }>) => ({
	...{ triggerOn: 'any', model, changes: 'created' },
	filters: { entries } as never,
});

const wrong: Array<[string, INodeParameters, string]> = [
	[
		'a filter without a value, which Get Many has at its top',
		of('calendarEntry', { filter: 'show', value: '' }),
		'The filter Show is empty',
	],
	[
		'a filter whose expression came out empty',
		of('taskTemplate', { filter: 'task_template_list', value: null }),
		'The filter Task List is empty',
	],
	[
		'a filter that is left from another resource, twice',
		of('matter', { filter: 'visible', value: 'a' }, { filter: 'visible', value: 'b' }),
		'Matters have no filter "visible"',
	],
	[
		'a filter with the name of something else',
		of('matter', { filter: 'constructor', value: 'a' }),
		'Matters have no filter "constructor"',
	],
	[
		'an unknown kind of deadline',
		{ triggerOn: 'deadlineComing', deadlines: ['birthdays'] },
		'Deadlines has an unknown value: birthdays',
	],
	[
		'no kind of deadline',
		{ triggerOn: 'deadlineComing', deadlines: [] },
		'Nothing is chosen under Deadlines',
	],
	[
		'notes on something unknown',
		{ triggerOn: 'growNoteCreated', notesOn: ['leads'] },
		'Notes On has an unknown value: leads',
	],
	[
		'notes on nothing',
		{ triggerOn: 'growNoteCreated', notesOn: [] },
		'Nothing is chosen under Notes On',
	],
];

const nodeOf = ({ triggerOn }: INodeParameters) =>
	String(triggerOn).startsWith('grow') ? 'clioGrowPollTrigger' : 'clioPollTrigger';

test.each(wrong)('%s', (_, parameters, message) =>
	withPoll({ node: nodeOf(parameters), parameters, clio: { matters: 3 } }, async ({ host }) => {
		expect(await messageOf(host.activate())).toContain(message);
		expect(told((await host.fetchTestEvent()).error)).toContain(message);
	}),
);

test('no deadline to build a workflow with', () =>
	withPoll(
		{
			parameters: { triggerOn: 'deadlineComing', deadlines: ['tasks'], withinDays: 1 },
			clio: { matters: 3 },
		},
		async ({ sandbox, host }) => {
			sandbox.remove('tasks', { count: sandbox.store.all('tasks').length });
			expect(told((await host.fetchTestEvent()).error)).toContain('No deadline is within');
		},
	));

describe('Only For, on any change of', () => {
	const id = (value: unknown) => ({ __rl: true, mode: 'id', value }) as never;

	test('calendar entries: those of one matter', () =>
		withPoll({ clio: { matters: 3 } }, async ({ sandbox, host, pass }) => {
			const [mine, other] = sandbox.store.all('matters');
			host.configure({ ...of('calendarEntry'), onlyFor: { matter: id(mine.id) } });
			await host.activate();
			await pass(minute);
			const calendar_owner = { id: sandbox.store.all('calendars')[0].id };
			for (const { id: matter } of [other, mine])
				sandbox.create('calendar_entries', {
					...{ summary: `Of ${matter}`, calendar_owner, matter: { id: matter } },
					...{ start_at: '2030-03-01T10:00:00Z', end_at: '2030-03-01T11:00:00Z' },
				});
			await host.tick();
			expect(host.items.map(({ title }) => title)).toEqual([`Of ${mine.id}`]);
		}));

	test('time entries: those of one matter', () =>
		withPoll({ clio: { matters: 3 } }, async ({ sandbox, host, pass }) => {
			const [mine, other] = sandbox.store.all('matters');
			host.configure({ ...of('timeEntry'), onlyFor: { matter: id(mine.id) } });
			await host.activate();
			await pass(minute);
			for (const { id: matter } of [other, mine])
				sandbox.create('activities', {
					...{ type: 'TimeEntry', date: '2026-03-02', quantity: 3600, matter: { id: matter } },
				});
			await host.tick();
			expect(host.items.map(({ matterId }) => matterId)).toEqual([mine.id]);
		}));
});

describe('A watched field that is a part of the record', () => {
	const parameters = { triggerOn: 'matterUpdated', watchedFields: ['matter_budget'] };

	test('counts by what is in it', () =>
		withPoll({ parameters, clio: { matters: 3 } }, async ({ sandbox, host, later }) => {
			const [{ id }] = sandbox.store.all('matters');
			const budget = (amount: number) =>
				sandbox.change('matters', { matter_budget: { budget: amount } }, { ids: [id] });
			budget(1_000);
			await later();
			await host.activate();
			await later();
			sandbox.change('matters', { description: 'Other' }, { ids: [id] });
			await later();
			expect(host.items).toEqual([]);
			budget(2_500);
			await later();
			expect(host.items).toMatchObject([
				{ id, changes: { matter_budget: { to: { budget: 2_500 } } } },
			]);
		}));
});

test('fields to watch that are left from before cost nothing where only what is new starts', () =>
	withPoll(
		{ parameters: { ...of('matter'), watchedFields: ['status'] }, clio: { matters: 3 } },
		async ({ sandbox, host, later }) => {
			await host.activate();
			expect(asked(sandbox).filter((call) => call === 'GET matters')).toHaveLength(1);
			const client = { id: sandbox.store.all('contacts')[0].id };
			sandbox.create('matters', { client, description: 'A fence' });
			await later();
			expect(host.items).toMatchObject([{ event: 'created' }]);
		},
	));

test('published again while Clio refuses the connection: it says so again', () =>
	withPoll(
		{ parameters: { triggerOn: 'contactCreated' }, clio: { matters: 3 } },
		async ({ sandbox, host, later }) => {
			await host.activate();
			sandbox.fail({ path: '/contacts', status: 403, times: Infinity });
			await later();
			expect(host.failed).toHaveLength(1);
			await host.deactivate();
			expect(await messageOf(host.activate())).toContain('does not allow');
		},
	));

test.each(['Pacific/Tongatapu', 'America/Los_Angeles', 'Pacific/Pago_Pago'])(
	'an all-day entry is on its day, also for a workflow in %s',
	(timezone) =>
		withPoll(
			{
				parameters: { triggerOn: 'deadlineComing', deadlines: ['calendarEntries'], withinDays: 3 },
				...{ timezone, clio: { matters: 3 } },
			},
			async ({ sandbox, host }) => {
				sandbox.remove('calendar_entries', { count: 1_000 });
				const dayAt = (days: number) =>
					new Date(sandbox.now() + days * day).toISOString().slice(0, 10);
				sandbox.create('calendar_entries', {
					...{ summary: 'Trial', calendar_owner: { id: sandbox.store.all('calendars')[0].id } },
					...{ start_at: `${dayAt(2)}T00:00:00Z`, end_at: `${dayAt(3)}T00:00:00Z`, all_day: true },
				});
				await host.activate();
				expect(host.items).toMatchObject([{ title: 'Trial', date: dayAt(2) }]);
				await host.tick();
				expect(host.items).toHaveLength(1);
			},
		),
);
