import { asked } from '../asked';
import type { Client, Json } from '../client';
import { dayFrom, dayIn, isZone } from '../dates';
import { withFields } from '../fields';
import type { Firm } from '../firm';
import { pages } from '../pages';
import { wholeDays } from '../terms/period';
import { Records } from '../records';
import { resources } from '../resources';
import type { Found, Source } from './source';

interface Kind {
	/** What the form calls them all, and the output each of them. */
	label: string;
	called: string;
	resource: string;
	/** The field that says when. */
	due: string;
	/** What else tells its day. */
	reads?: string[];
	/** Filters for the days from one to another, in the workflow's time zone. */
	filters(first: string, last: string): Json;
}

/** What can come due. Clio keeps limitation dates of matters as tasks (facts 5.5). */
export const deadlineKinds: Record<string, Kind> = {
	calendarEntries: {
		label: 'Calendar Entries',
		called: 'Calendar Entry',
		resource: 'calendarEntry',
		due: 'start_at',
		reads: ['all_day', 'start_at_time_zone'],
		// A day more at both ends: elsewhere it is another day already.
		filters: (first, last) => ({
			...{ from: dayFrom(first, -1, 'days'), to: dayFrom(last, 2, 'days') },
			expanded: true,
		}),
	},
	limitationDates: {
		label: 'Limitation Dates',
		called: 'Limitation Date',
		resource: 'task',
		due: 'due_at',
		filters: (first, last) => ({ ...open(first, last), statute_of_limitations: true }),
	},
	tasks: {
		label: 'Tasks',
		called: 'Task',
		resource: 'task',
		due: 'due_at',
		filters: (first, last) => ({ ...open(first, last), statute_of_limitations: false }),
	},
};

const open = (first: string, last: string): Json => ({
	complete: false,
	due_at_from: first,
	due_at_to: last,
});

interface Looking {
	/** Names in `deadlineKinds`. */
	kinds: string[];
	/** From today so many days ahead. */
	days: number;
	/** The workflow's time zone. */
	zone: string;
	firm: (client: Client) => Firm;
	fields: (resource: string) => string;
}

/**
 * Limitation dates, tasks and calendar entries that come near, each once for its date. What is near already
 * when the workflow is published is told as well: nobody else would.
 */
export function deadlineSource(looking: Looking): Source {
	const days = wholeDays(looking.days, 'Within Days');
	const all = async (client: Client, from: number) => {
		const found: Found[] = [];
		for (const kind of looking.kinds)
			found.push(...(await nearOf(client, { ...looking, days }, kind, from)));
		return found;
	};
	return {
		// From the day of the last poll: n8n may have been down while something came due.
		since: async (client, { from }) => all(client, Math.min(from, client.clioNow())),
		sample: async (client) => (await all(client, client.clioNow()))[0],
		remembers: 20_000,
	};
}

async function nearOf(
	client: Client,
	{ days, zone, firm, fields }: Looking,
	name: string,
	from: number,
): Promise<Found[]> {
	const { resource: of, due, reads = [], filters } = deadlineKinds[name];
	const resource = resources[of];
	const today = dayIn(zone, new Date(client.clioNow()));
	const last = dayFrom(today, days, 'days');
	const asking = { zone, now: client.clioNow(), firm: firm(client) };
	const first = dayIn(zone, new Date(from));
	const { query } = await asked(resource, filters(first, last), asking);
	const found: Found[] = [];
	for await (const { records } of pages(client, resource.path, resource.orders.includes('id'), {
		query: { ...query, fields: withFields(fields(of), ['id', due, ...reads]) },
		attempt: new Records(client, resource).attempt('list'),
	}))
		for (const record of records) {
			const date = dayOf(record[due], zoneOf(record, zone));
			if (date && date >= first && date <= last)
				found.push(near(record, { name, date, today, resource, at: asking.now }));
		}
	return found;
}

interface Near extends Pick<Found, 'resource' | 'at'> {
	name: string;
	date: string;
	today: string;
}

function near(record: Json, { name, date, today, resource, at }: Near): Found {
	const key = `${name} ${String(record.id)} ${date}`;
	const daysLeft = Math.round((Date.parse(date) - Date.parse(today)) / 86_400_000);
	return {
		event: 'deadline',
		resource,
		record,
		at,
		keys: { asked: [key], left: [key] },
		beside: { deadline: deadlineKinds[name].called, date, daysLeft },
	};
}

/** What lasts all day is on that day wherever the workflow is: it begins at midnight in a zone of its own. */
const zoneOf = ({ all_day: isAllDay, start_at_time_zone: own }: Json, zone: string): string =>
	isAllDay === true && isZone(own) ? own : zone;

/** A date as it is, a moment as its day in a time zone. */
function dayOf(value: unknown, zone: string): string | undefined {
	const text = String(value ?? '');
	if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
	return Number.isNaN(Date.parse(text)) ? undefined : dayIn(zone, new Date(text));
}
