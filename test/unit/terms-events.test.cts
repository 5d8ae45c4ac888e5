import { DateTime } from 'luxon';
import { buildBody } from '../../clio/body';
import type { Json } from '../../clio/client';
import { Firm } from '../../clio/firm';
import { resources } from '../../clio/resources';
import { periodOf } from '../../clio/terms/period';
import { FakeClio, ok, refusal } from './fake.cts';

/** What the engine tests of calendar entries cannot enter: values of other nodes, and records of other programs. */
const la = 'America/Los_Angeles';
const auckland = 'Pacific/Auckland';

let clio: FakeClio;
beforeEach(() => (clio = new FakeClio()));

const setting = (zone: string) => ({
	resource: resources.calendarEntry,
	zone,
	now: Date.parse('2026-01-15T12:00:00Z'),
	firm: new Firm(clio.client()),
});

const created = async (values: Json, zone = la): Promise<Json> => {
	const event = { summary: 'Call', calendar_owner: 8, ...values };
	return (await buildBody({ values: event }, { ...setting(zone), operation: 'create' })).data;
};

const changed = async (record: Json, values: Json): Promise<Json> => {
	const stored = async (path: string) => record[path];
	return (await buildBody({ values }, { ...setting(la), operation: 'update', record: stored }))
		.data;
};

describe('the start of an event', () => {
	it.each([
		['a moment with an offset', '2026-07-01T09:30:00+02:00', '2026-07-01T07:30:00.000Z'],
		[
			'a moment of n8n',
			DateTime.fromISO('2026-07-01T09:30', { zone: auckland }),
			'2026-06-30T21:30:00.000Z',
		],
		['milliseconds', Date.parse('2026-07-01T16:30:00Z'), '2026-07-01T16:30:00.000Z'],
		['a time that the clocks leave out', '2026-03-08T02:30', '2026-03-08T10:30:00.000Z'],
	])('is %s', async (_, start_at, moment) => {
		expect(await created({ start_at })).toMatchObject({ start_at: moment });
	});

	it('of a whole day is the day in the zone of the workflow, or of the value', async () => {
		const start_at = '2026-07-01T22:00:00Z';
		expect(await created({ start_at, ends: 'allDay' })).toMatchObject({
			start_at: '2026-07-01T07:00:00.000Z',
		});
		expect(await created({ start_at, ends: 'allDay' }, auckland)).toMatchObject({
			start_at: '2026-07-01T12:00:00.000Z',
		});
		const there = DateTime.fromISO('2026-07-02T08:00', { zone: auckland });
		expect(await created({ start_at: there, ends: 'all day' })).toMatchObject({
			start_at: '2026-07-02T07:00:00.000Z',
		});
	});
});

describe('the end of an event', () => {
	it('is what the menu says, whatever else was entered before', async () => {
		const others = { length: '2', end: '2026-07-01T18:00', days: 3 };
		const ends = async (way: string) =>
			(await created({ start_at: '2026-07-01T09:00', ends: way, ...others })).end_at;
		expect(await ends('after')).toBe('2026-07-01T18:00:00.000Z');
		expect(await ends('At a Time')).toBe('2026-07-02T01:00:00.000Z');
		expect(await ends('allDay')).toBe('2026-07-04T07:00:00.000Z');
	});

	it('is asked for where the menu says a time', async () => {
		const error = await refusal(created({ start_at: '2026-07-01T09:00', ends: 'at', end: ' ' }));
		expect(error.message).toBe('End is missing');
	});

	it('stays what Clio has where only its own fields are given', async () => {
		expect(await changed({}, { all_day: true })).toEqual({ all_day: true });
	});

	it('of an event whose times may not be seen is left to Clio', async () => {
		expect(await changed({}, { start_at: '2026-07-01T09:00' })).toEqual({
			start_at: '2026-07-01T16:00:00.000Z',
		});
	});
});

describe('a rule', () => {
	const event = { start_at: '2026-07-01T09:00', repeats: 'custom' };

	it.each([
		['FREQ=DAILY;UNTIL=20260701', 'FREQ=DAILY;UNTIL=20260701'],
		[' rrule:FREQ=WEEKLY;BYDAY=MO,WE; ', 'FREQ=WEEKLY;BYDAY=MO,WE'],
		['FREQ=DAILY;UNTIL=20260702T065959Z', 'FREQ=DAILY;UNTIL=20260702T065959Z'],
	])('%s is taken', async (custom_rule, recurrence_rule) => {
		expect(await created({ ...event, custom_rule })).toMatchObject({ recurrence_rule });
	});

	it.each(['FREQ=HOURLY', 'DAILY', 'FREQ=DAILY;;COUNT=2', 'FREQ=DAILY COUNT=2'])(
		'%s is not',
		async (custom_rule) => {
			const error = await refusal(created({ ...event, custom_rule }));
			expect(error.message).toMatch(/^Custom Rule does not say how an event repeats/);
		},
	);

	it('is held against the start that the event has', async () => {
		const record = { start_at: '2026-07-01T16:00:00Z' };
		const values = { repeats: 'weekly', last_day: '2026-06-30' };
		expect((await refusal(changed(record, values))).message).toBe(
			'The event stops repeating before it starts',
		);
		expect(await changed(record, { ...values, last_day: '2026-07-01' })).toEqual({
			recurrence_rule: 'FREQ=WEEKLY;UNTIL=20260702T065959Z',
		});
	});
});

describe('a person in place of a calendar', () => {
	it('without one is refused', async () => {
		clio.answers(ok({ id: 3, default_calendar_id: 77 }));
		clio.answers(ok({ id: 5, name: 'Ada Marlow', default_calendar_id: null }));
		const error = await refusal(
			created({ start_at: '2026-07-01T09:00', attendees: [{ person: 'User:5' }] }),
		);
		expect(error.message).toBe('Ada Marlow has no calendar in Clio');
	});

	it('may be said by the calendar itself', async () => {
		const attendees = [{ person: 'Calendar:12' }, { person: 'Contact:7' }];
		expect(await created({ start_at: '2026-07-01T09:00', attendees })).toMatchObject({
			attendees: [
				{ id: 12, type: 'Calendar' },
				{ id: 7, type: 'Contact' },
			],
		});
	});
});

describe('days of a zone', () => {
	it.each([
		// The clocks of Los Angeles go forward on 8 March: the day has 23 hours.
		[la, '2026-03-08T20:00:00Z', '2026-03-08T08:00:00.000Z', '2026-03-09T07:00:00.000Z'],
		// Those of Auckland go back on 5 April: it has 25.
		[auckland, '2026-04-05T01:00:00Z', '2026-04-04T11:00:00.000Z', '2026-04-05T12:00:00.000Z'],
	])('%s at %s', (zone, now, from, to) => {
		const asking = { zone, now: Date.parse(now), firm: new Firm(clio.client()) };
		expect(periodOf(asking, 0, 0)).toEqual({ from, to });
	});
});
