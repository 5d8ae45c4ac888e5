import type { Json } from '../client';
import { isEmpty } from '../convert';
import { refuse } from '../errors';
import { resources } from '../resources';
import type { Fields } from '../resources/vocabulary';
import { own } from './own';
import { periodOf, wholeDays, type Period } from './period';
import { ruleOf } from './recurrence';
import { remind } from './reminders';
import { changedBy, nextSeries, readsOfNext, removeOccurrences, type Occurrences } from './series';
import { spanOf } from './span';
import type { Asking, Terms } from './terms';

const { calendarEntry: resource } = resources;

/** Events: from when to when and how often as people say it, days in the workflow's time zone. */
export const calendarEntry: Terms = {
	reads: ['start_at', 'end_at', 'all_day'],

	async write(values, setting) {
		// Clio's own fields, which the form has not, leave nothing to work out.
		const isSaid = !isEmpty(values.end_at) || !isEmpty(values.all_day);
		const span = isSaid ? {} : await spanOf(values, setting);
		const start = async () =>
			[span.start_at, values.start_at].find((one) => !isEmpty(one)) ?? setting.record?.('start_at');
		const rule = await ruleOf(values, start, setting);
		return { ...values, ...span, ...(rule === undefined ? {} : { recurrence_rule: rule }) };
	},

	target: async (id, values, records) => changedBy(id, whichOf(resource.writes, values), records),

	async instead(id, { values, data, records }) {
		if (whichOf(resource.writes, values) !== 'future') return undefined;
		const created = nextSeries(id, await records.get(id, readsOfNext), data);
		return created && { created, old: { _deleted: 'future' } };
	},

	async remove(id, said, records) {
		const { need } = own(
			resource.onDelete ?? {},
			said,
			'',
			'Choose how much of the series to delete.',
		);
		return removeOccurrences(id, need('occurrences'), records);
	},

	after: async ({ reminders }, { firm, zone }) => remind('CalendarEntry', reminders, firm, zone),

	filter(values, asking) {
		const period = shownPeriod(values, asking);
		if (!period) return values;
		if (!isEmpty(values.from) || !isEmpty(values.to))
			refuse('Both Show and From or To say which days', 'Set Show to All, or remove From and To.');
		// Every time that a repeating event takes place in these days, unless somebody wants its series.
		const expanded = isEmpty(values.expanded) ? true : values.expanded;
		return { ...values, ...period, expanded };
	},

	sieve(values, asking) {
		const period = shownPeriod(values, asking);
		const { get } = own(resource.filters, values, asking.zone, '');
		const isUnlogged = get('without_time_entry') === true;
		if (!period && !isUnlogged) return undefined;
		return {
			reads: ['start_at', 'end_at', ...(isUnlogged ? ['time_entries_count'] : [])],
			keeps: (record) =>
				(!period || isWithin(record, period)) && (!isUnlogged || record.time_entries_count === 0),
			...(isUnlogged ? {} : { quiet: true }),
		};
	},
};

const whichOf = (fields: Fields, values: Json): Occurrences | undefined =>
	own(fields, values, '', '').get<Occurrences>('occurrences');

function shownPeriod(values: Json, asking: Asking): Period | undefined {
	const { get, need } = own(resource.filters, values, asking.zone, 'Enter how many days to show.');
	switch (get('show')) {
		case 'today':
			return periodOf(asking, 0, 0);
		case 'yesterday':
			return periodOf(asking, -1, -1);
		case 'next':
			return periodOf(asking, 0, wholeDays(need('days'), 'Days'));
		default:
			return undefined;
	}
}

/** Clio's list has also what ends when the period begins, and what begins when it is over: other days' events. */
function isWithin({ start_at, end_at }: Json, { from, to }: Period): boolean {
	const [start, end] = [start_at, end_at].map((one) => Date.parse(String(one)));
	const [first, last] = [from, to].map((one) => Date.parse(one));
	return !(start >= last || (end <= first && start < first));
}
