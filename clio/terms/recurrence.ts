import type { Setting } from '../body';
import type { Json } from '../client';
import { isEmpty } from '../convert';
import { dayFrom, dayIn, toDay, toMoment } from '../dates';
import { refuse } from '../errors';
import { own, type Own } from './own';
import { emptied } from './terms';

const mostTimes = 1000;

const rules: Record<string, string> = {
	daily: 'FREQ=DAILY',
	weekly: 'FREQ=WEEKLY',
	everyTwoWeeks: 'FREQ=WEEKLY;INTERVAL=2',
	monthly: 'FREQ=MONTHLY',
	yearly: 'FREQ=YEARLY',
};

const parts = ['last_day', 'times', 'custom_rule'];

/**
 * How an event repeats, as the rule that Clio keeps (RFC 5545, RRULE); undefined if nothing is said of it.
 * @param start of the event
 */
export async function ruleOf(
	values: Json,
	start: () => Promise<unknown>,
	{ resource, operation, zone }: Setting,
): Promise<string | typeof emptied | undefined> {
	const given = own(resource.writes, values, zone, 'Enter it, or choose another way to repeat.');
	const repeats = given.get<string>('repeats');
	if (repeats === undefined && parts.some(given.has))
		refuse('It is not said how the event repeats', 'Choose it in Repeats.');
	if (repeats === undefined || repeats === 'never')
		return repeats && operation === 'update' ? emptied : undefined;
	const rule =
		repeats === 'custom'
			? customRule(given.need('custom_rule'))
			: rules[repeats] + endOf(given, zone);
	const first = await start();
	if (!isEmpty(first)) checkEnd(rule, dayIn(zone, new Date(toMoment(first, zone, 'Starts'))), zone);
	return rule;
}

/** Until the end of a day in the workflow's zone, or so many times. */
function endOf({ get }: Own, zone: string): string {
	const [day, times] = [get<string>('last_day'), get<number>('times')];
	if (day !== undefined && times !== undefined)
		refuse('The event stops repeating in two ways', 'Give Last Day or Number of Times, not both.');
	if (day !== undefined) return `;UNTIL=${lastMoment(day, zone)}`;
	return times === undefined ? '' : `;COUNT=${checkedTimes(times)}`;
}

/** `20260201T075959Z`: the last second of the day, so that an event on it counts. */
function lastMoment(day: string, zone: string): string {
	const last = new Date(Date.parse(toMoment(dayFrom(day, 1, 'days'), zone, 'Last Day')) - 1000);
	return `${last.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function checkedTimes(times: number): number {
	if (Number.isInteger(times) && times > 0 && times <= mostTimes) return times;
	return refuse(
		`Number of Times cannot be ${times}`,
		`An event takes place at least once and at most ${mostTimes} times.`,
	);
}

function customRule(typed: string): string {
	const rule = typed
		.trim()
		.toUpperCase()
		.replace(/^RRULE:|;$/g, '');
	const isRule = /^[A-Z]+=[^;=\s]+(;[A-Z]+=[^;=\s]+)*$/.test(rule);
	if (isRule && /(^|;)FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;|$)/.test(rule)) return rule;
	return refuse(
		`Custom Rule does not say how an event repeats: "${typed}"`,
		'Write it as calendars do, e.g. FREQ=MONTHLY;BYDAY=1MO for the first Monday of each month.',
	);
}

function checkEnd(rule: string, firstDay: string, zone: string): void {
	const [, date, time = ''] = /UNTIL=(\d{8})(T\d{6}Z)?/.exec(rule) ?? [];
	if (!date) return;
	const day = date.replace(/(....)(..)(..)/, '$1-$2-$3');
	const last = toDay(day + time.replace(/T(..)(..)(..)Z/, 'T$1:$2:$3Z'), zone, 'Last Day');
	if (last >= firstDay) return;
	refuse(
		'The event stops repeating before it starts',
		'Choose a last day on or after the day of the first event.',
	);
}
