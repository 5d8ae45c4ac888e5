import { daysToSeconds, toSeconds } from '../../clio/units';
import { refusal } from './fake.cts';

it.each([
	[1.5, 5_400],
	['1.5', 5_400],
	['1,5', 5_400],
	['.25', 900],
	['2', 7_200],
	['1.5h', 5_400],
	['2 hours', 7_200],
	['1 hr', 3_600],
	['1:30', 5_400],
	['0:06', 360],
	['12:00', 43_200],
	['90m', 5_400],
	['90 min', 5_400],
	['5 mins', 300],
	['1 minute', 60],
	['1h 30m', 5_400],
	['1h30m', 5_400],
	[' 1 Hour 30 Minutes ', 5_400],
	['0.1', 360],
	[0.3333, 1_200],
])('%p is %i seconds', (value, seconds) => {
	expect(toSeconds(value, 'Duration')).toBe(seconds);
});

it.each([
	0,
	'0',
	'0:00',
	'0h',
	-1,
	'-1:30',
	'1:60',
	'1:5',
	'1:30:00',
	'h',
	'soon',
	'1.2.3h',
	'1.5 days',
	'1h 30',
	'',
	' ',
	NaN,
	Infinity,
	true,
	{},
	'1 2',
])('%p is no length of time', async (value) => {
	const { reason, message } = await refusal(() => toSeconds(value, 'Duration'));
	expect(reason).toBe('badInput');
	expect(message).toBe(`Duration is not a length of time: "${String(value)}"`);
});

it.each([
	[30, 2_592_000],
	['0.5', 43_200],
])('takes %j days as %d seconds', (value, seconds) => {
	expect(daysToSeconds(value, 'Valid for Days')).toBe(seconds);
});

it.each([0, -1, '', 'a week', true, [30]])('refuses %j as a number of days', async (value) => {
	const { message } = await refusal(() => daysToSeconds(value, 'Valid for Days'));
	expect(message).toContain('Valid for Days is not a number of days');
});
