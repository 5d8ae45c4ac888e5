import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import type { Row } from '../../dev/sandbox/store.cts';
import { choose, runClio, type Setup } from './engine.cts';

/** Events as a firm enters and looks for them: people, lengths, days and repetitions instead of ids and rules. */
let sandbox: Sandbox;
beforeEach(async () => {
	// An evening in Los Angeles, the next day in Auckland.
	const now = Date.parse('2026-03-06T05:00:00Z');
	sandbox = await startSandbox({ matters: 20, now: () => now });
	jest.spyOn(Date, 'now').mockReturnValue(now);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

const la = 'America/Los_Angeles';
const auckland = 'Pacific/Auckland';
const resource = 'calendarEntry';

const users = () => sandbox.store.all('users');
const contacts = () => sandbox.store.all('contacts');
const matters = () => sandbox.store.all('matters');
const changes = () => sandbox.requests.filter(({ method }) => method !== 'GET');
const sent = () => (changes()[0]?.body as { data: Record<string, any> } | undefined)?.data;

const run = (parameters: object, rest: Partial<Setup> = {}) =>
	runClio({ sandbox, timezone: la, ...rest, parameters: parameters as Setup['parameters'] });

const create = (parameters: object, rest: Partial<Setup> = {}) =>
	run(
		{ resource, operation: 'create', summary: 'Call', start_at: '2026-07-01T09:30', ...parameters },
		rest,
	);

const update = (id: unknown, fields: object, rest: Partial<Setup> = {}) =>
	run({ resource, operation: 'update', calendarEntryId: choose(id), fields }, rest);

const insert = (into: string, fields: object) =>
	sandbox.store.insert(into, fields as Record<string, unknown>, '2026-01-02T10:00:00Z');

const add = (summary: string, start_at: string, end_at: string, rest: object = {}) =>
	insert('calendar_entries', {
		summary,
		start_at,
		end_at,
		all_day: false,
		calendar_owner: users()[0].default_calendar_id,
		attendees: [],
		...rest,
	});

const titles = ({ json }: { json: Array<Record<string, unknown>> }) =>
	json.map(({ title }) => title).sort();

describe('a new event', () => {
	test('takes place in my calendar, lasts an hour, and nobody is written to', async () => {
		const { json, error } = await create({});
		expect(error).toBeUndefined();
		expect(sent()).toEqual({
			calendar_owner: { id: users()[0].default_calendar_id },
			summary: 'Call',
			start_at: '2026-07-01T16:30:00.000Z',
			end_at: '2026-07-01T17:30:00.000Z',
			all_day: false,
			send_email_notification: false,
		});
		expect(json[0]).toMatchObject({
			title: 'Call',
			starts: '2026-07-01T09:30:00-07:00',
			ends: '2026-07-01T10:30:00-07:00',
			timeZone: expect.any(String),
		});
	});

	test.each([
		['1.5', '2026-07-01T18:00:00.000Z'],
		['0:45', '2026-07-01T17:15:00.000Z'],
		['90m', '2026-07-01T18:00:00.000Z'],
	])('lasts %s', async (length, end_at) => {
		await create({ ends: 'after', length });
		expect(sent()).toMatchObject({ end_at });
	});

	test('ends at a time', async () => {
		await create({ ends: 'at', end: '2026-07-01T12:00' });
		expect(sent()).toMatchObject({ end_at: '2026-07-01T19:00:00.000Z', all_day: false });
	});

	// The clocks of Los Angeles go forward on 8 March 2026, those of Auckland back on 5 April.
	test.each([
		[la, '2026-03-08T13:00', 1, '2026-03-08T08:00:00.000Z', '2026-03-09T07:00:00.000Z'],
		[la, '2026-03-07', 3, '2026-03-07T08:00:00.000Z', '2026-03-10T07:00:00.000Z'],
		[auckland, '2026-04-05', 1, '2026-04-04T11:00:00.000Z', '2026-04-05T12:00:00.000Z'],
	])('lasts all day in %s, from %s for %d days', async (timezone, start, days, from, to) => {
		await create({ start_at: start, ends: 'allDay', days }, { timezone });
		expect(sent()).toMatchObject({ start_at: from, end_at: to, all_day: true });
	});

	test('an hour across a change of the clocks is an hour', async () => {
		await create({ start_at: '2026-03-08T01:30', length: '1' });
		expect(sent()).toMatchObject({
			start_at: '2026-03-08T09:30:00.000Z',
			end_at: '2026-03-08T10:30:00.000Z',
		});
	});

	test('stands in the calendar of a person, by name, e-mail address or name of the calendar', async () => {
		const [, other] = users();
		const adhoc = insert('calendars', {
			name: 'Conference Room A',
			permission: 'owner',
			type: 'AdhocCalendar',
		});
		for (const named of [other.name, other.email, 'conference room a']) {
			sandbox.requests.length = 0;
			const { error } = await create({ calendar_owner: choose(named, 'name') });
			expect(error).toBeUndefined();
			const id = named === 'conference room a' ? adhoc.id : other.default_calendar_id;
			expect(sent()?.calendar_owner).toEqual({ id });
		}
	});

	test('invites members of the firm by their calendars, and contacts', async () => {
		const [, second, third] = users();
		const contact = contacts()[1];
		const { client } = matters()[0];
		const { error } = await create({
			matter: choose(matters()[0].display_number, 'name'),
			attendees: {
				entries: [
					{ person: choose(second.email, 'name') },
					{ person: choose(`User:${third.id}`, 'list') },
					{ person: choose(contact.email_addresses[0].address, 'name') },
					{ person: choose('client', 'list') },
				],
			},
			send_email_notification: true,
		});
		expect(error).toBeUndefined();
		expect(sent()).toMatchObject({
			matter: { id: matters()[0].id },
			attendees: [
				{ id: second.default_calendar_id, type: 'Calendar' },
				{ id: third.default_calendar_id, type: 'Calendar' },
				{ id: contact.id, type: 'Contact' },
				{ id: client, type: 'Contact' },
			],
			send_email_notification: true,
		});
	});

	test.each([
		[{ repeats: 'never' }, undefined],
		[{ repeats: 'daily', times: 5 }, 'FREQ=DAILY;COUNT=5'],
		[{ repeats: 'everyTwoWeeks' }, 'FREQ=WEEKLY;INTERVAL=2'],
		[{ repeats: 'yearly', times: 1 }, 'FREQ=YEARLY;COUNT=1'],
		// The last second of the day in the workflow's zone.
		[{ repeats: 'weekly', last_day: '2026-07-01' }, 'FREQ=WEEKLY;UNTIL=20260702T065959Z'],
		[{ repeats: 'monthly', last_day: '2026-12-31' }, 'FREQ=MONTHLY;UNTIL=20270101T075959Z'],
		[{ repeats: 'custom', custom_rule: 'RRULE:freq=monthly;byday=1MO' }, 'FREQ=MONTHLY;BYDAY=1MO'],
	])('repeats: %j', async (parameters, rule) => {
		const { error } = await create(parameters);
		expect(error).toBeUndefined();
		expect(sent()?.recurrence_rule).toBe(rule);
	});

	test('reminds of itself', async () => {
		const { json, error } = await create({
			fields: {
				reminders: {
					entries: [
						{ who: choose('me', 'list'), by: 'Email', duration_value: 1, duration_unit: 'days' },
					],
				},
			},
		});
		expect(error).toBeUndefined();
		expect((changes()[1].body as { data: object }).data).toMatchObject({
			subject: {
				id: json[0].id === undefined ? undefined : Number(json[0].id),
				type: 'CalendarEntry',
			},
			duration_value: 1,
			duration_unit: 'days',
		});
	});

	test.each([
		[{ start_at: 'next Tuesday' }, 'Starts is not a date: "next Tuesday"'],
		[{ start_at: '1206-07-01T09:30' }, 'The event is before the year 1900'],
		[{ ends: 'at', end: '2026-07-01T09:00' }, 'The event ends before it starts'],
		[{ ends: 'at', end: '2026-07-01T09:30' }, 'The event ends when it starts'],
		[{ ends: 'at', end: '2029-07-01T09:30' }, 'The event lasts longer than a year'],
		[{ length: '-1' }, 'Duration is not a length of time: "-1"'],
		[{ length: '0' }, 'Duration is not a length of time: "0"'],
		[{ length: '48h' }, 'Duration is longer than a day: "48h"'],
		[{ ends: 'allDay', days: 0 }, 'Number of Days cannot be 0'],
		[{ ends: 'allDay', days: 1.5 }, 'Number of Days cannot be 1.5'],
		[{ ends: 'allDay', days: 4000 }, 'Number of Days cannot be 4000'],
		[{ repeats: 'weekly', last_day: '2026-06-30' }, 'The event stops repeating before it starts'],
		[{ repeats: 'custom', custom_rule: 'every Monday' }, /^Custom Rule does not say how/],
		[
			{ repeats: 'custom', custom_rule: 'FREQ=DAILY;UNTIL=20260101' },
			'The event stops repeating before it starts',
		],
		[{ repeats: 'weekly', times: 0 }, 'Number of Times cannot be 0'],
		[
			{ repeats: 'weekly', times: 2, last_day: '2026-08-01' },
			'The event stops repeating in two ways',
		],
		[
			{ calendar_owner: choose('Nobody Atall', 'name') },
			'No calendar or user is called "Nobody Atall"',
		],
	])('is refused before anything is sent: %j', async (parameters, message) => {
		const { error } = await create(parameters);
		expect(error?.message).toEqual(
			typeof message === 'string' ? message : expect.stringMatching(message),
		);
		expect(changes()).toEqual([]);
	});

	test('a reminder that cannot be meant keeps the event from being made', async () => {
		const { error } = await create({
			fields: { reminders: { entries: [{ duration_value: -2, duration_unit: 'days' }] } },
		});
		expect(error?.message).toMatch(/How Long Before/);
		expect(changes()).toEqual([]);
	});
});

describe('a change of an event', () => {
	const meeting = () => add('Meeting', '2026-07-01T16:00:00Z', '2026-07-01T17:30:00Z');
	const leave = () =>
		add('Leave', '2026-03-06T08:00:00Z', '2026-03-08T08:00:00Z', { all_day: true });

	test('sends only what is given', async () => {
		await update(meeting().id, { location: 'Court 4' });
		expect(sent()).toEqual({ location: 'Court 4' });
	});

	test('a new start keeps the length', async () => {
		const { error, json } = await update(meeting().id, { start_at: '2026-07-03T14:00' });
		expect(error).toBeUndefined();
		expect(sent()).toEqual({
			start_at: '2026-07-03T21:00:00.000Z',
			end_at: '2026-07-03T22:30:00.000Z',
		});
		expect(json[0]).toMatchObject({ ends: '2026-07-03T15:30:00-07:00' });
		// What the event is now is asked once.
		expect(sandbox.requests.filter(({ method }) => method === 'GET')).toHaveLength(1);
	});

	test('days moved across a change of the clocks stay days', async () => {
		await update(leave().id, { start_at: '2026-03-07' });
		expect(sent()).toEqual({
			start_at: '2026-03-07T08:00:00.000Z',
			end_at: '2026-03-09T07:00:00.000Z',
		});
	});

	test('a new length or end keeps the start', async () => {
		const { id } = meeting();
		await update(id, { length: '30m' });
		expect(sent()).toEqual({ end_at: '2026-07-01T16:30:00.000Z' });
		sandbox.requests.length = 0;
		await update(id, { end: '2026-07-01T12:00' });
		expect(sent()).toEqual({ end_at: '2026-07-01T19:00:00.000Z' });
	});

	test('an event of some hours becomes one of days, and the other way round', async () => {
		await update(meeting().id, { days: 2 });
		expect(sent()).toEqual({
			start_at: '2026-07-01T07:00:00.000Z',
			end_at: '2026-07-03T07:00:00.000Z',
			all_day: true,
		});
		sandbox.requests.length = 0;
		await update(leave().id, { start_at: '2026-03-06T09:00', length: '2' });
		expect(sent()).toEqual({
			start_at: '2026-03-06T17:00:00.000Z',
			end_at: '2026-03-06T19:00:00.000Z',
			all_day: false,
		});
	});

	test('a series is ended by Does Not Repeat', async () => {
		const { id } = add('Weekly', '2026-07-01T16:00:00Z', '2026-07-01T17:30:00Z', {
			recurrence_rule: 'FREQ=WEEKLY',
		});
		const { error } = await update(id, { repeats: 'never' });
		expect(error).toBeUndefined();
		expect(sent()).toEqual({ recurrence_rule: '' });
		expect(sandbox.store.get('calendar_entries', id)?.recurrence_rule).toBeNull();
	});

	test('moves nothing where nothing changes', async () => {
		const { error } = await run({
			resource,
			operation: 'update',
			calendarEntryId: choose(meeting().id),
			fields: { start_at: '2026-07-01T09:00' },
			options: { skipUnchanged: true },
		});
		expect(error).toBeUndefined();
		expect(changes()).toEqual([]);
	});

	test.each([
		[{ end: '2026-07-01T08:00' }, 'The event ends before it starts'],
		[{ end: '2026-07-01T09:00' }, 'The event ends when it starts'],
		[{ length: '1', days: 2 }, 'It is said in several ways when the event ends'],
		[{ times: 3 }, 'It is not said how the event repeats'],
		[{ repeats: 'weekly', last_day: '2026-06-01' }, 'The event stops repeating before it starts'],
	])('is refused before anything is sent: %j', async (fields, message) => {
		const { error } = await update(meeting().id, fields);
		expect(error?.message).toBe(message);
		expect(changes()).toEqual([]);
	});
});

describe('one time of an event that repeats', () => {
	const series = (rule = 'FREQ=WEEKLY') =>
		add('Stand-up', '2026-07-01T16:00:00Z', '2026-07-01T16:30:00Z', { recurrence_rule: rule });
	const third = (of: Row) =>
		add('Stand-up', '2026-07-15T16:00:00Z', '2026-07-15T16:30:00Z', {
			parent_calendar_entry_id: of.id,
			parent_calendar_entry: of.id,
			matter: matters()[0].id,
			attendees: [{ id: contacts()[0].id, type: 'Contact' }],
		});
	const remove = (id: unknown, occurrences: string) =>
		run({ resource, operation: 'delete', calendarEntryId: choose(id), occurrences });
	const asked = () =>
		changes().map(({ method, path }) => `${method} ${path.replace(/^.*\/|\.json$/g, '')}`);

	test.each(['single', 'future'])('is deleted by a change of it: %s', async (which) => {
		const { id } = third(series());
		const { error, json } = await remove(id, which);
		expect(error).toBeUndefined();
		expect(json).toEqual([{ id, deleted: true }]);
		expect(asked()).toEqual([`PATCH ${id}`]);
		expect(sent()).toEqual({ _deleted: which });
	});

	test('a series is deleted as a whole, also by the id of one that was changed', async () => {
		const whole = series();
		await remove(third(whole).id, 'all');
		expect(asked()).toEqual([`DELETE ${whole.id}`]);
	});

	test('of a series, the first and all that follow are all of it', async () => {
		const { id } = series();
		await remove(id, 'future');
		expect(asked()).toEqual([`DELETE ${id}`]);
	});

	test.each([
		['single', 'This is the ID of the whole series'],
		['={{ $json.nothing }}', 'Occurrences is missing'],
	])('a series is not deleted in place of one: %s', async (which, message) => {
		const { error } = await remove(series().id, which);
		expect(error?.message).toBe(message);
		expect(changes()).toEqual([]);
	});

	test('is deleted, though the answer got lost', async () => {
		const { id } = series();
		const occurrence = `${id}_20260708T160000Z`;
		sandbox.fail({ method: 'PATCH', when: 'after', drop: true });
		const { error, json } = await remove(occurrence, 'single');
		expect(error).toBeUndefined();
		expect(json).toEqual([{ id: occurrence, deleted: true }]);
	});

	test('what does not repeat has no single times to delete', async () => {
		const { id } = add('Once', '2026-07-01T16:00:00Z', '2026-07-01T17:00:00Z');
		const { error } = await remove(id, 'single');
		expect(error?.message).toBe('The event does not repeat');
		expect(changes()).toEqual([]);
	});

	test('is changed alone', async () => {
		const { id } = third(series());
		const { error } = await update(id, { occurrences: 'single', location: 'Court 4' });
		expect(error).toBeUndefined();
		expect(asked()).toEqual([`PATCH ${id}`]);
		expect(sent()).toEqual({ location: 'Court 4' });
	});

	test('is not taken for its series', async () => {
		const { error } = await update(series().id, { occurrences: 'single', location: 'Court 4' });
		expect(error?.message).toBe('This is the ID of the whole series');
		expect(changes()).toEqual([]);
	});

	test('stands for its series, if that is said', async () => {
		const whole = series();
		await update(third(whole).id, { occurrences: 'all', location: 'Court 4' });
		expect(asked()).toEqual([`PATCH ${whole.id}`]);
	});

	test('is changed with all that follow: a new series takes their place', async () => {
		const { id } = third(series());
		const { error, json } = await update(id, {
			occurrences: 'future',
			start_at: '2026-07-15T10:00',
			location: 'Court 4',
		});
		expect(error).toBeUndefined();
		expect(asked()).toEqual(['POST calendar_entries', `PATCH ${id}`]);
		expect(sent()).toEqual({
			summary: 'Stand-up',
			start_at: '2026-07-15T17:00:00.000Z',
			end_at: '2026-07-15T17:30:00.000Z',
			all_day: false,
			location: 'Court 4',
			recurrence_rule: 'FREQ=WEEKLY',
			calendar_owner: { id: users()[0].default_calendar_id },
			matter: { id: matters()[0].id },
			attendees: [{ id: contacts()[0].id, type: 'Contact' }],
		});
		expect(changes()[1].body).toEqual({ data: { _deleted: 'future' } });
		expect(json[0].id).not.toBe(String(id));
		expect(json[0].location).toBe('Court 4');
	});

	test('if the old series cannot be ended, the new one is named, and a retry makes no other', async () => {
		const { id } = series();
		const occurrence = `${id}_20260715T160000Z`;
		sandbox.fail({ method: 'PATCH', status: 403, times: 2 });
		const change = (rest: Partial<Setup>) =>
			update(occurrence, { occurrences: 'future', location: 'Court 4' }, rest);
		const { error } = await change({});
		const made = sandbox.store.all('calendar_entries').at(-1)!;
		expect(error?.message).toMatch(
			new RegExp(`^The new series was created \\(ID ${made.id};.*the old one goes on`),
		);
		const before = changes().length;
		const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
		expect((await change({ node })).error).toBeUndefined();
		expect(
			changes()
				.slice(before)
				.map(({ method }) => method),
		).toEqual(['POST', 'PATCH', 'PATCH']);
	});

	test('the new series must say how often, if the old one did', async () => {
		const { id } = third(series('FREQ=WEEKLY;COUNT=10'));
		const fields = { occurrences: 'future', location: 'Court 4' };
		const { error } = await update(id, fields);
		expect(error?.message).toMatch('ends after a number of times');
		expect(changes()).toEqual([]);
		await update(id, { ...fields, repeats: 'weekly', times: 8 });
		expect(sent()).toMatchObject({ recurrence_rule: 'FREQ=WEEKLY;COUNT=8' });
	});

	test('the first one with all that follow is the series', async () => {
		const { id } = series();
		await update(id, { occurrences: 'future', location: 'Court 4' });
		expect(asked()).toEqual([`PATCH ${id}`]);
		expect(sent()).toEqual({ location: 'Court 4' });
	});
});

describe('a list of events', () => {
	beforeEach(() => {
		for (const { id } of [...sandbox.store.all('calendar_entries')])
			sandbox.store.remove('calendar_entries', id);
		// Thursday 5 March in Los Angeles, Friday 6 March in Auckland.
		add('Thursday in LA, early', '2026-03-05T08:00:00Z', '2026-03-05T09:00:00Z');
		add('Thursday in LA, late', '2026-03-06T06:30:00Z', '2026-03-06T07:30:00Z');
		add('Wednesday in LA until midnight', '2026-03-05T06:00:00Z', '2026-03-05T08:00:00Z');
		add('Friday in LA, all day', '2026-03-06T08:00:00Z', '2026-03-07T08:00:00Z', { all_day: true });
		add('Thursday midnight in LA', '2026-03-05T08:00:00Z', '2026-03-05T08:00:00Z');
		add('Sunday in LA, last hour', '2026-03-09T06:00:00Z', '2026-03-09T07:00:00Z');
		add('Monday in LA, first hour', '2026-03-09T07:00:00Z', '2026-03-09T08:00:00Z');
	});

	const list = (parameters: object, rest: Partial<Setup> = {}) =>
		run({ resource, operation: 'getAll', returnAll: true, ...parameters }, rest);

	test('shows today of the workflow, not of Clio or the server', async () => {
		const outcome = await list({});
		expect(titles(outcome)).toEqual([
			'Thursday in LA, early',
			'Thursday in LA, late',
			'Thursday midnight in LA',
		]);
		expect(outcome.task?.hints ?? []).toEqual([]);
		const [{ query }] = sandbox.requests.filter(({ path }) => path.includes('calendar_entries'));
		expect(query).toMatch(/expanded=true/);
		expect(titles(await list({ show: 'yesterday' }))).toEqual(['Wednesday in LA until midnight']);
		expect(titles(await list({}, { timezone: auckland }))).toEqual([
			'Friday in LA, all day',
			'Thursday in LA, late',
		]);
	});

	test('shows the next days, today included, over a change of the clocks', async () => {
		const four = [
			'Friday in LA, all day',
			'Sunday in LA, last hour',
			'Thursday in LA, early',
			'Thursday in LA, late',
			'Thursday midnight in LA',
		];
		expect(titles(await list({ show: 'next', days: 3 }))).toEqual(four);
		expect(titles(await list({ show: 'next', days: 4 }))).toHaveLength(6);
		const wrong = await list({ show: 'next', days: 0 });
		expect(wrong.error?.message).toBe('Days is not a whole number from 1 to 3660: 0');
	});

	test('shows all, a repeating event once, unless occurrences are asked for', async () => {
		sandbox.requests.length = 0;
		expect(titles(await list({ show: 'all' }))).toHaveLength(7);
		expect(sandbox.requests.at(-1)?.query).not.toMatch(/expanded/);
		await list({ show: 'all', filters: { from: '2026-03-09', expanded: true } });
		expect(sandbox.requests.at(-1)?.query).toMatch(/^from=2026-03-09T07:00:00.000Z&expanded=true&/);
		const both = await list({ filters: { from: '2026-03-09' } });
		expect(both.error?.message).toBe('Both Show and From or To say which days');
	});

	test('leaves out events for which time has been entered, and says how', async () => {
		const late = sandbox.store
			.all('calendar_entries')
			.find(({ summary }) => summary === 'Thursday in LA, late');
		insert('activities', {
			type: 'TimeEntry',
			calendar_entry: late!.id,
			quantity: 3600,
			date: '2026-03-05',
			user: users()[0].id,
			matter: matters()[0].id,
		});
		const outcome = await list({ filters: { without_time_entry: true } });
		expect(titles(outcome)).toEqual(['Thursday in LA, early', 'Thursday midnight in LA']);
		expect(outcome.task?.hints?.[0]?.message).toMatch(/list cannot be narrowed/);
	});

	test('of a person', async () => {
		const [, other] = users();
		add('Theirs', '2026-03-05T20:00:00Z', '2026-03-05T21:00:00Z', {
			calendar_owner: other.default_calendar_id,
		});
		const theirs = await list({ filters: { calendar: choose(other.email, 'name') } });
		expect(titles(theirs)).toEqual(['Theirs']);
		expect(titles(await list({ filters: { calendar: choose('me', 'list') } }))).toHaveLength(3);
	});
});
