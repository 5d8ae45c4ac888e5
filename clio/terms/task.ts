import type { Setting } from '../body';
import type { Json } from '../client';
import { isEmpty } from '../convert';
import { dayFrom, dayIn, type DayUnit } from '../dates';
import { refuse } from '../errors';
import { nameOf } from '../facts';
import { recordId } from '../ids';
import { resources } from '../resources';
import { own, type Own } from './own';
import { remind } from './reminders';
import { emptied, type Asking, type Terms } from './terms';

type Due = 'none' | 'onDate' | 'relativeToDate' | 'relativeToTask';

/** Due dates said relative to others, reminders as rows, and what a firm wants to see of its tasks. */
export const task: Terms = {
	async write(values, setting) {
		return { ...values, due_at: await dueDate(values, setting) };
	},

	async after(values, setting) {
		const { reminders } = values;
		if (!isEmpty(reminders) && isEmpty(await dueDate(values, setting)))
			refuse('A reminder needs a due date', 'Give the task a due date, or remove its reminders.');
		return remind('Task', reminders, setting.firm, setting.zone);
	},

	filter: (values, asking) => ({ ...values, ...shown(values, asking) }),
};

const counted = ['due_count', 'due_unit', 'due_direction', 'due_from', 'due_task'];

async function dueDate(values: Json, setting: Setting): Promise<unknown> {
	const { get, has } = said(values, setting);
	const due = get<Due>('due');
	const isNew = setting.operation === 'create';
	if (!due && !isNew && counted.some(has))
		refuse('Due is missing', 'Add it, and choose what the due date is relative to.');
	if (due === 'none') return isNew ? undefined : emptied;
	if (due === 'relativeToDate' || due === 'relativeToTask')
		return relativeDate(due, values, setting);
	return values.due_at;
}

/**
 * Counted here: Clio can, too (`cascading`), but its documentation has the values of two of the fields
 * swapped (facts 5.5), and a deadline must not depend on a guess.
 */
async function relativeDate(due: Due, values: Json, setting: Setting): Promise<string> {
	const { get, need } = said(values, setting);
	const unit = need<DayUnit>('due_unit');
	const count = checked(need<number>('due_count'), unit);
	const sign = need<string>('due_direction') === 'before' ? -1 : 1;
	const today = dayIn(setting.zone, new Date(setting.now));
	const from =
		due === 'relativeToDate'
			? (get<string>('due_from') ?? today)
			: await dueOf(need('due_task'), setting);
	return dayFrom(from, sign * count, unit);
}

const said = (values: Json, { resource, zone }: Setting): Own =>
	own(resource.writes, values, zone, 'A relative due date needs it.');

/** Ten years of each: whoever enters more has mistyped it. */
const most: Record<DayUnit, number> = { days: 3_660, businessDays: 2_610, weeks: 520, months: 120 };

const words: Record<DayUnit, string> = {
	days: 'days',
	businessDays: 'business days',
	weeks: 'weeks',
	months: 'months',
};

function checked(count: number, unit: DayUnit): number {
	const isMeant = Number.isInteger(count) && count >= 1 && count <= most[unit];
	if (isMeant) return count;
	return refuse(
		`How Many is not a whole number from 1 to ${most[unit]}: ${count} ${words[unit]}`,
		'Before or After says in which direction; On a Date is for the day itself.',
	);
}

async function dueOf(given: unknown, { firm }: Setting): Promise<string> {
	const id = recordId(resources.task, given);
	const { name, due_at: due } = await firm.read('task', id, 'id,name,due_at');
	if (!isEmpty(due)) return String(due).slice(0, 10);
	return refuse(
		`The task "${String(name)}" has no due date`,
		'Nothing can be counted from it. Give it a due date, or choose another task or a date.',
	);
}

/** Which tasks to list: the days in the workflow's time zone, the rest in filters of Clio's own. */
function shown(values: Json, { zone, now }: Asking): Json {
	const { filters } = resources.task;
	const { get, need } = own(filters, values, zone, 'Enter how many days, or show other tasks.');
	const today = dayIn(zone, new Date(now));
	const views: Record<string, () => Json> = {
		all: () => ({}),
		open: () => ({ complete: false }),
		complete: () => ({ complete: true }),
		overdue: () => ({ complete: false, due_at_to: dayFrom(today, -1, 'days') }),
		dueToday: () => ({ complete: false, due_at_from: today, due_at_to: today }),
		dueNext: () => ({
			complete: false,
			due_at_from: today,
			due_at_to: dayFrom(today, checkedDays(need<number>('days')), 'days'),
		}),
	};
	const view = views[get<string>('show') ?? 'all']();
	for (const key of Object.keys(view)) {
		if (isEmpty(values[key])) continue;
		const name = nameOf(key, filters[key]);
		refuse(`Show and ${name} say the same thing twice`, `Remove the filter ${name}.`);
	}
	return view;
}

function checkedDays(days: number): number {
	if (Number.isInteger(days) && days >= 1 && days <= most.days) return days;
	return refuse(`Days is not a whole number from 1 to ${most.days}: ${days}`, 'Use one like 7.');
}
