import { buildBody } from '../../clio/body';
import { dayFrom } from '../../clio/dates';
import { Firm } from '../../clio/firm';
import { resources } from '../../clio/resources';
import { terms } from '../../clio/terms';
import { FakeClio, ok, refusal } from './fake.cts';

const auckland = 'Pacific/Auckland';
const losAngeles = 'America/Los_Angeles';

describe('a day counted from another', () => {
	it.each([
		['2026-03-01', 1, 'days', '2026-03-02'],
		['2026-03-01', -1, 'days', '2026-02-28'],
		['2028-02-28', 1, 'days', '2028-02-29'],
		['2026-12-31', 1, 'days', '2027-01-01'],
		['2026-03-01', 2, 'weeks', '2026-03-15'],
		['2026-03-01', -2, 'weeks', '2026-02-15'],
		['2026-01-31', 1, 'months', '2026-02-28'],
		['2028-01-31', 1, 'months', '2028-02-29'],
		['2026-03-31', -1, 'months', '2026-02-28'],
		['2026-05-31', 1, 'months', '2026-06-30'],
		['2026-02-28', 1, 'months', '2026-03-28'],
		['2026-11-30', 3, 'months', '2027-02-28'],
		['2026-01-15', -13, 'months', '2024-12-15'],
		['2028-02-29', 12, 'months', '2029-02-28'],
		// 2 January 2026 is a Friday.
		['2026-01-02', 1, 'businessDays', '2026-01-05'],
		['2026-01-02', -1, 'businessDays', '2026-01-01'],
		['2026-01-05', -1, 'businessDays', '2026-01-02'],
		['2026-01-03', 1, 'businessDays', '2026-01-05'],
		['2026-01-04', -1, 'businessDays', '2026-01-02'],
		['2026-01-05', 5, 'businessDays', '2026-01-12'],
		['2026-01-05', 10, 'businessDays', '2026-01-19'],
		['2026-01-12', -5, 'businessDays', '2026-01-05'],
	] as const)('%s and %i %s is %s', (start, count, unit, day) => {
		expect(dayFrom(start, count, unit)).toBe(day);
	});
});

const written = async (values: object, { now = '2026-01-15T12:00:00Z', zone = 'UTC' } = {}) => {
	const { data } = await buildBody(
		{ values: { name: 'Call', assignee: 'User:5', ...values } },
		{
			resource: resources.task,
			operation: 'create',
			zone,
			now: Date.parse(now),
			firm: new Firm(new FakeClio().client()),
		},
	);
	return data;
};

const relative = { due: 'relativeToDate', due_unit: 'days', due_direction: 'after' };

describe('a due date', () => {
	it.each([
		['none', { due: 'none', due_at: '2026-05-01' }, undefined],
		['on a date', { due: 'onDate', due_at: '2026-05-01' }, '2026-05-01'],
		['on a date that came out empty', { due: 'onDate', due_at: '' }, undefined],
		[
			'on a date, whatever else stands in the form',
			{ ...relative, due: 'onDate', due_at: '2026-05-01', due_count: 3 },
			'2026-05-01',
		],
		['so many days after today', { ...relative, due_count: 3 }, '2026-01-18'],
		['as text from a form before', { ...relative, due_count: '3' }, '2026-01-18'],
		[
			'by the words of the menu',
			{
				due: 'Relative to a Date',
				due_count: 1,
				due_unit: 'Business Days',
				due_direction: 'Before',
				due_from: '2026-02-02',
			},
			'2026-01-30',
		],
		[
			'a month after the last of January',
			{ ...relative, due_count: 1, due_unit: 'months', due_from: '2026-01-31' },
			'2026-02-28',
		],
	])('%s', async (_, values, day) => {
		expect((await written(values)).due_at).toBe(day);
	});

	it.each([
		['2026-03-08T07:30:00Z', losAngeles, '2026-03-08'],
		['2026-03-08T08:30:00Z', losAngeles, '2026-03-09'],
		['2026-04-04T10:30:00Z', auckland, '2026-04-05'],
		['2026-04-04T11:30:00Z', auckland, '2026-04-06'],
		['2026-04-04T12:30:00Z', auckland, '2026-04-06'],
	])('tomorrow at %s in %s is %s', async (now, zone, day) => {
		expect((await written({ ...relative, due_count: 1 }, { now, zone })).due_at).toBe(day);
	});

	it.each([
		[{ due_count: 0 }, 'How Many is not a whole number from 1 to 3660: 0 days'],
		[{ due_count: -3 }, 'How Many is not a whole number from 1 to 3660: -3 days'],
		[{ due_count: 1.5 }, 'How Many is not a whole number from 1 to 3660: 1.5 days'],
		[{ due_count: 9_999 }, 'How Many is not a whole number from 1 to 3660: 9999 days'],
		[{ due_count: 121, due_unit: 'months' }, 'from 1 to 120: 121 months'],
		[{ due_count: 'three' }, 'How Many is not a number: "three"'],
		[{ due_count: '' }, 'How Many is missing'],
		[{ due_count: 3, due_unit: '' }, 'Days, Weeks or Months is missing'],
		[{ due_count: 3, due_direction: '' }, 'Before or After is missing'],
		[{ due_count: 3, due_unit: 'years' }, 'Days, Weeks or Months cannot be "years"'],
		[{ due_count: 3, due_from: 'next Friday' }, 'Date to Count From is not a date'],
		[{ due_count: 3, due: 'soon' }, 'Due cannot be "soon"'],
		[{ due_count: 3, due: 'relativeToTask' }, 'Task to Count From is missing'],
	])('cannot be %j', async (values, message) => {
		const error = await refusal(async () => written({ ...relative, ...values }));
		expect(error.message).toContain(message);
	});
});

describe('tasks to show', () => {
	const asked = (values: object, now: string, zone: string) =>
		terms.task!.filter!(values as never, {
			zone,
			now: Date.parse(now),
			firm: new Firm(new FakeClio().client()),
		});
	const late = '2026-06-30T06:30:00Z';

	it.each([
		['all', {}],
		['open', { complete: false }],
		['complete', { complete: true }],
		['overdue', { complete: false, due_at_to: '2026-06-28' }],
		['dueToday', { complete: false, due_at_from: '2026-06-29', due_at_to: '2026-06-29' }],
		['Due Today', { complete: false, due_at_from: '2026-06-29', due_at_to: '2026-06-29' }],
		['dueNext', { complete: false, due_at_from: '2026-06-29', due_at_to: '2026-07-06' }],
	])('%s at 23:30 in Los Angeles', (show, filters) => {
		expect(asked({ show, days: 7 }, late, losAngeles)).toEqual({ show, days: 7, ...filters });
	});

	it('today is another day elsewhere at that moment', () => {
		expect(asked({ show: 'dueToday' }, late, auckland)).toMatchObject({ due_at_to: '2026-06-30' });
	});

	it.each([
		[{ show: 'dueNext', days: '' }, 'Days is missing'],
		[{ show: 'dueNext', days: 0 }, 'Days is not a whole number from 1 to 3660: 0'],
		[{ show: 'dueNext', days: 2.5 }, 'Days is not a whole number from 1 to 3660: 2.5'],
		[{ show: 'late' }, 'Show cannot be "late"'],
		[{ show: 'overdue', due_at_to: '2026-01-01' }, 'Show and Due To say the same thing twice'],
		[{ show: 'open', complete: true }, 'Show and Complete say the same thing twice'],
	])('cannot be %j', async (values, message) => {
		expect((await refusal(() => asked(values, late, auckland))).message).toContain(message);
	});

	it('a further filter narrows a view', () => {
		expect(asked({ show: 'overdue', due_at_from: '2026-01-01' }, late, losAngeles)).toMatchObject({
			due_at_from: '2026-01-01',
			due_at_to: '2026-06-28',
		});
	});
});

it('a due date counted from another task is read there', async () => {
	const clio = new FakeClio().answers(ok({ id: 7, name: 'Hearing', due_at: '2026-03-02' }));
	const { data } = await buildBody(
		{
			values: {
				name: 'Brief',
				assignee: 'User:5',
				...relative,
				due: 'relativeToTask',
				due_count: 1,
				due_unit: 'businessDays',
				due_direction: 'before',
				due_task: '7',
			},
		},
		{
			resource: resources.task,
			operation: 'create',
			zone: losAngeles,
			now: 0,
			firm: new Firm(clio.client()),
		},
	);
	expect(data.due_at).toBe('2026-02-27');
	expect(clio.asked).toEqual(['GET tasks/7.json?fields=id,name,due_at']);
});
