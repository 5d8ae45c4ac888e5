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
	['1h 30m', 5_400],
	['9:15-10:45', 5_400],
	['9:15 - 10:45', 5_400],
	['9:15 – 10:45', 5_400],
	['9:15 to 10:45', 5_400],
	['09:15 until 10:45', 5_400],
	['13:30-15:00', 5_400],
	['0:00-23:59', 86_340],
	['9:15 am - 10:45 am', 5_400],
	['9:15am-10:45am', 5_400],
	['9:15 a.m. - 10:45 a.m.', 5_400],
	['9 AM - 5 PM', 28_800],
	['11:30 am - 1 pm', 5_400],
	['12 am - 1 am', 3_600],
	['12:30 pm - 2:00 pm', 5_400],
	['1:15 - 2:45 pm', 5_400],
	['9:15 - 1:45 pm', 16_200],
	['9:15 am - 1:45', 16_200],
	['9:15 am - 10:45', 5_400],
	['9:15 am - 13:45', 16_200],
	['1 pm - 3', 7_200],
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
	'1:75',
	'-90m',
	'9-10',
	'9:15-',
	'9:15-10:45-12:00',
	'9:15-10:75',
	'9:15-9:45 tomorrow',
	'90m-100m',
	null,
	undefined,
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
	['10:45-9:15', 'Duration ends before it starts'],
	['23:00-1:00', 'Duration ends before it starts'],
	['11 pm - 1', 'Duration ends before it starts'],
	['5 pm - 9 am', 'Duration ends before it starts'],
	['9:15-9:15', 'Duration ends when it starts'],
	['9:15-24:30', 'Duration has a time that no clock shows'],
	['13:15 pm - 14:00 pm', 'Duration has a time that no clock shows'],
	['0:15 am - 1:00 am', 'Duration has a time that no clock shows'],
	[25, 'Duration is longer than a day'],
	['90', 'Duration is longer than a day'],
	['1441m', 'Duration is longer than a day'],
	['1e3', 'Duration is not a length of time'],
])('%p is refused: %s', async (value, message) => {
	const error = await refusal(() => toSeconds(value, 'Duration'));
	expect(error.message).toBe(`${message}: "${String(value)}"`);
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
