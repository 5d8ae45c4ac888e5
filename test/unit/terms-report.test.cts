import { buildBody } from '../../clio/body';
import { Firm } from '../../clio/firm';
import { resources } from '../../clio/resources';
import { FakeClio, refusal } from './fake.cts';

/** What Clio is asked for when somebody wants a report of last month. */
const asked = async (values: object, now = '2026-08-19T12:00:00Z', zone = 'America/New_York') => {
	const { data } = await buildBody(
		{ values: { kind: 'revenue', ...values } },
		{
			resource: resources.report,
			operation: 'create',
			zone,
			now: Date.parse(now),
			firm: new Firm(new FakeClio().client()),
		},
	);
	return data;
};

const span = async (period: string, now?: string, zone?: string) => {
	const { start_date, end_date } = await asked({ period }, now, zone);
	return [start_date, end_date];
};

describe('the period', () => {
	// A Wednesday.
	it.each([
		['lastWeek', '2026-08-10', '2026-08-16'],
		['thisMonth', '2026-08-01', '2026-08-19'],
		['lastMonth', '2026-07-01', '2026-07-31'],
		['thisQuarter', '2026-07-01', '2026-08-19'],
		['lastQuarter', '2026-04-01', '2026-06-30'],
		['yearToDate', '2026-01-01', '2026-08-19'],
		['lastYear', '2025-01-01', '2025-12-31'],
	])('%s', async (period, ...days) => {
		expect(await span(period)).toEqual(days);
	});

	it.each([
		['lastWeek on a Monday', 'lastWeek', '2026-08-17', ['2026-08-10', '2026-08-16']],
		['lastWeek on a Sunday', 'lastWeek', '2026-08-23', ['2026-08-10', '2026-08-16']],
		['lastWeek over a new year', 'lastWeek', '2026-01-05', ['2025-12-29', '2026-01-04']],
		['thisMonth on its first day', 'thisMonth', '2026-08-01', ['2026-08-01', '2026-08-01']],
		['lastMonth in January', 'lastMonth', '2026-01-31', ['2025-12-01', '2025-12-31']],
		['lastMonth after a leap day', 'lastMonth', '2028-03-31', ['2028-02-01', '2028-02-29']],
		['lastMonth after a short one', 'lastMonth', '2026-03-31', ['2026-02-01', '2026-02-28']],
		['thisQuarter on its last day', 'thisQuarter', '2026-12-31', ['2026-10-01', '2026-12-31']],
		['lastQuarter in the first', 'lastQuarter', '2026-02-14', ['2025-10-01', '2025-12-31']],
		['yearToDate on New Year', 'yearToDate', '2026-01-01', ['2026-01-01', '2026-01-01']],
	])('%s', async (_, period, today, days) => {
		expect(await span(period, `${today}T12:00:00Z`)).toEqual(days);
	});

	it('goes by the day it is in the time zone of the workflow', async () => {
		const now = '2026-03-01T03:00:00Z';
		expect(await span('lastMonth', now, 'America/New_York')).toEqual(['2026-01-01', '2026-01-31']);
		expect(await span('lastMonth', now, 'Europe/London')).toEqual(['2026-02-01', '2026-02-28']);
		expect(await span('thisMonth', '2026-03-31T20:00:00Z', 'Australia/Sydney')).toEqual([
			'2026-04-01',
			'2026-04-01',
		]);
	});

	it('goes by the day also where a clock is put forward', async () => {
		expect(await span('lastWeek', '2026-03-09T04:30:00Z')).toEqual(['2026-03-02', '2026-03-08']);
		expect(await span('lastWeek', '2026-03-09T03:30:00Z')).toEqual(['2026-02-23', '2026-03-01']);
	});

	it('between is as entered, also with times', async () => {
		const values = {
			period: 'between',
			start_date: '2026-01-05',
			end_date: '2026-02-01T23:30:00Z',
		};
		expect(await asked(values)).toMatchObject({
			start_date: '2026-01-05',
			end_date: '2026-02-01',
		});
	});

	it('none sends no days, whatever stood there before', async () => {
		const data = await asked({ period: 'none', start_date: '2026-01-05', end_date: '2026-02-01' });
		expect(data).toEqual({ kind: 'revenue', format: 'csv' });
	});

	it('a word of the menu will do', async () => {
		expect(await span('Last Month')).toEqual(['2026-07-01', '2026-07-31']);
	});

	it('that came out empty is what else was entered, or as the form begins', async () => {
		const between = { start_date: '2026-01-05', end_date: '2026-02-01' };
		expect(await asked({ period: '', ...between })).toMatchObject(between);
		expect(await asked({ period: '', year: '2025' })).toEqual({
			kind: 'revenue',
			year: '2025',
			format: 'csv',
		});
		expect(await span('')).toEqual(['2026-07-01', '2026-07-31']);
	});

	it.each([
		[{ period: 'between', end_date: '2026-01-05' }, /From is missing/],
		[{ period: 'between', start_date: '2026-01-05' }, /To is missing/],
		[
			{ period: 'between', start_date: '2026-02-01', end_date: '2026-01-05' },
			/To \(2026-01-05\) is before From \(2026-02-01\)/,
		],
		[{ period: 'lastMonth', year: '2025' }, /Year and Period are both given/],
		[{ period: 'lastDecade' }, /Period/],
		[{ period: 'between', start_date: '5/1/26', end_date: '2026-01-05' }, /From/],
	])('%j is refused', async (values, says) => {
		expect((await refusal(() => asked(values))).message).toMatch(says);
	});
});

describe('what is returned', () => {
	it.each([
		['rows', 'csv'],
		['csv', 'csv'],
		['xlsx', 'xlsx'],
		['html', 'html'],
		['json', 'json'],
		['pdf', 'pdf'],
		['zip', 'zip'],
		['', 'csv'],
		['Excel File', 'xlsx'],
	])('"%s" is made as %s', async (wanted, format) => {
		expect(await asked({ period: 'none', return: wanted })).toEqual({ kind: 'revenue', format });
	});
});
