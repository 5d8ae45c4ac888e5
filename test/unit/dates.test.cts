import { DateTime } from 'luxon';
import { dayIn, nextDay, toDay, toMoment } from '../../clio/dates';
import { refusal } from './fake.cts';

const auckland = 'Pacific/Auckland';
const losAngeles = 'America/Los_Angeles';
const london = 'Europe/London';

describe('a day', () => {
	it.each([
		['a bare date', '2026-01-31', losAngeles, '2026-01-31'],
		['a bare date far east', '2026-01-31', auckland, '2026-01-31'],
		['blanks around a date', ' 2026-01-31 ', auckland, '2026-01-31'],
		['the leap day', '2028-02-29', auckland, '2028-02-29'],
		[
			'midnight without an offset, as pickers give it',
			'2026-01-31T00:00:00',
			losAngeles,
			'2026-01-31',
		],
		['a late hour without an offset', '2026-01-31 23:59', auckland, '2026-01-31'],
		['an instant', '2026-01-31T23:30:00Z', 'UTC', '2026-01-31'],
		['an instant', '2026-01-31T23:30:00Z', auckland, '2026-02-01'],
		['an instant', '2026-01-31T02:00:00.000Z', losAngeles, '2026-01-30'],
		['an offset', '2026-01-31T23:30:00+13:00', london, '2026-01-31'],
		['an offset', '2026-01-31T01:30:00+1300', london, '2026-01-30'],
		['an offset', '2026-01-31 01:30 -08:00', losAngeles, '2026-01-31'],
		['a Date', new Date('2026-01-31T23:30:00Z'), auckland, '2026-02-01'],
		['a Date', new Date('2026-01-31T23:30:00Z'), losAngeles, '2026-01-31'],
		['milliseconds', Date.UTC(2026, 0, 31, 23, 30), auckland, '2026-02-01'],
		['the last hour before clocks go forward', '2026-03-29T00:30:00Z', london, '2026-03-29'],
		['a summer evening in UTC', '2026-06-30T23:30:00Z', london, '2026-07-01'],
		['a winter evening in UTC', '2026-11-30T23:30:00Z', london, '2026-11-30'],
	])('from %s: %p in %s is %s', (_, value, zone, day) => {
		expect(toDay(value, zone, 'Due Date')).toBe(day);
	});

	it.each([
		["of n8n's $now in the workflow's own zone", auckland],
		['of another zone', losAngeles],
		['of a fixed offset', 'UTC+5'],
	])('from a DateTime %s is the day it shows', (_, zone) => {
		const late = DateTime.fromISO('2026-01-31T23:30:00', { zone });
		const early = DateTime.fromISO('2026-01-31T00:30:00', { zone });
		expect([toDay(late, london, 'D'), toDay(early, london, 'D')]).toEqual(
			Array(2).fill('2026-01-31'),
		);
	});
});

describe('a moment', () => {
	it.each([
		['without an offset', '2026-01-31T14:00', losAngeles, '2026-01-31T22:00:00.000Z'],
		['without an offset', '2026-01-31 14:00:05', auckland, '2026-01-31T01:00:05.000Z'],
		['without an offset', '2026-07-31T14:00', london, '2026-07-31T13:00:00.000Z'],
		['without an offset', '2026-01-31T14:00:00.250', 'UTC', '2026-01-31T14:00:00.250Z'],
		['of a bare date', '2026-01-31', auckland, '2026-01-30T11:00:00.000Z'],
		['of a bare date', '2026-01-31 ', losAngeles, '2026-01-31T08:00:00.000Z'],
		['with an offset', '2026-01-31T14:00:00+02:00', auckland, '2026-01-31T12:00:00.000Z'],
		['with an offset', '2026-01-31T14:00:00Z', auckland, '2026-01-31T14:00:00.000Z'],
		['of a Date', new Date('2026-01-31T14:00:00Z'), auckland, '2026-01-31T14:00:00.000Z'],
		['in milliseconds', Date.UTC(2026, 0, 31, 14), auckland, '2026-01-31T14:00:00.000Z'],
		// Clocks go forward: the time left out counts on from before.
		['before the gap', '2026-03-29T00:59', london, '2026-03-29T00:59:00.000Z'],
		['in the gap', '2026-03-29T01:30', london, '2026-03-29T01:30:00.000Z'],
		['after the gap', '2026-03-29T02:00', london, '2026-03-29T01:00:00.000Z'],
		['before the gap', '2026-03-08T01:59', losAngeles, '2026-03-08T09:59:00.000Z'],
		['in the gap', '2026-03-08T02:30', losAngeles, '2026-03-08T10:30:00.000Z'],
		['after the gap', '2026-03-08T03:00', losAngeles, '2026-03-08T10:00:00.000Z'],
		['before the gap', '2026-09-27T01:59', auckland, '2026-09-26T13:59:00.000Z'],
		['in the gap', '2026-09-27T02:30', auckland, '2026-09-26T14:30:00.000Z'],
		['after the gap', '2026-09-27T03:00', auckland, '2026-09-26T14:00:00.000Z'],
		// Clocks go back: the first of the two hours.
		['before the hour twice', '2026-10-25T00:30', london, '2026-10-24T23:30:00.000Z'],
		['in the hour twice', '2026-10-25T01:30', london, '2026-10-25T00:30:00.000Z'],
		['after the hour twice', '2026-10-25T02:00', london, '2026-10-25T02:00:00.000Z'],
		['in the hour twice', '2026-11-01T01:30', losAngeles, '2026-11-01T08:30:00.000Z'],
		['after the hour twice', '2026-11-01T02:00', losAngeles, '2026-11-01T10:00:00.000Z'],
		['in the hour twice', '2026-04-05T02:30', auckland, '2026-04-04T13:30:00.000Z'],
		['after the hour twice', '2026-04-05T03:00', auckland, '2026-04-04T15:00:00.000Z'],
	])('%s: %p in %s is %s', (_, value, zone, moment) => {
		expect(toMoment(value, zone, 'Starts')).toBe(moment);
	});

	it('of a DateTime is its own, whatever its zone', () => {
		const noon = DateTime.fromISO('2026-01-31T12:00:00', { zone: auckland });
		expect(toMoment(noon, london, 'Starts')).toBe('2026-01-30T23:00:00.000Z');
	});
});

it.each([
	['2026-03-08T08:00:00.000Z', losAngeles, '2026-03-09T07:00:00.000Z'],
	['2026-11-01T07:00:00.000Z', losAngeles, '2026-11-02T08:00:00.000Z'],
	['2026-01-31T00:00:00.000Z', london, '2026-02-01T00:00:00.000Z'],
])('a day after %s in %s it is %s', (moment, zone, next) => {
	expect(nextDay(moment, zone)).toBe(next);
});

it('today is the day in the zone asked for', () => {
	const now = new Date('2026-01-15T12:00:00Z');
	expect([auckland, losAngeles].map((zone) => dayIn(zone, now))).toEqual([
		'2026-01-16',
		'2026-01-15',
	]);
});

describe.each([
	['day', toDay],
	['moment', toMoment],
])('no %s', (_, convert) => {
	it.each([
		'2026-02-30',
		'2026-02-29',
		'2026-13-01',
		'2026-00-10',
		'2026-1-5',
		'01/31/2026',
		'31.01.2026',
		'31 January 2026',
		'20260131',
		'tomorrow',
		'',
		'2026',
		'2026-01',
		'2026-01-31abc',
		'2026-01-31T',
		'2026-01-31T25:00',
		'2026-01-31T14:00 tomorrow',
		'2026-01-31T2:00 PM',
		'2026-02-30T10:00:00Z',
		'2026-01-31T25:00:00Z',
		'14:00',
		NaN,
		Infinity,
		0,
		46_053,
		20_260_131,
		1_769_817_600,
		true,
		null,
		{},
		['2026-01-31'],
		new Date(NaN),
		DateTime.invalid('nobody knows'),
	])('is meant by %p', async (value) => {
		const { reason, message } = await refusal(() => convert(value, london, 'Due Date'));
		expect(reason).toBe('badInput');
		expect(message).toBe(`Due Date is not a date: "${String(value)}"`);
	});
});
