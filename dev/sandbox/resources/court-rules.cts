import { badRequest, invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { day, ref, text, time } from '../rules.cts';
import type { Row } from '../store.cts';
import { wayTo } from '../way-to.cts';
import { dayOf, isDay, stamp } from '../time.cts';
import { many, one, words, type ListReply, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';

/** Deadlines that follow from the rules of a court. UNKNOWN which area they are. */

const permission = 'Calendars';

const JURISDICTIONS = 'court_rules/jurisdictions';
const SERVICE_TYPES = 'court_rules/service_types';
export const TRIGGERS = 'court_rules/jurisdictions/{id}/triggers';

const order = ['description', 'id'];
const query = filter.search((row) => [row.description]);

const serviceTypes: Resource = {
	name: 'ServiceType',
	path: SERVICE_TYPES,
	permission,
	operations: 'LG',
	fields: words('id etag created_at updated_at system_id description default'),
	order,
};

const jurisdictions: Resource = {
	name: 'Jurisdiction',
	path: JURISDICTIONS,
	permission,
	operations: 'LG',
	fields: words(`id etag created_at updated_at system_id description default display_timezone
		valid_subscription is_local_timezone`),
	nested: { service_types: many(SERVICE_TYPES) },
	computed: { service_types: (_row, { store }) => store.all(SERVICE_TYPES).map(({ id }) => id) },
	filters: { for_current_account: filter.flag('valid_subscription'), query },
	order,
};

const triggers: Resource = {
	name: 'JurisdictionsToTrigger',
	path: TRIGGERS,
	permission,
	operations: 'LG',
	fields: words(`id etag system_id description do_not_recalculate is_served
		is_requirements_required created_at updated_at`),
	rowsOf: ({ id }, { store }) =>
		store.all(TRIGGERS).filter(({ jurisdiction }) => jurisdiction === id),
	maxLimit: 1000,
	filters: {
		is_requirements_required: filter.flag('is_requirements_required'),
		is_served: filter.flag('is_served'),
		query,
	},
	order,
};

const DAY = 86_400_000;

/** The deadlines of a trigger, counted from the day on which it happens. */
const deadlinesOf = (trigger: Row, start_date: string) =>
	trigger.deadlines.map(({ summary, days }: { summary: string; days: number }) => ({
		summary,
		date: dayOf(Date.parse(start_date) + days * DAY),
	}));

function triggerOf({ jurisdiction, trigger }: Row, { store }: World): Row {
	const found = store.get(TRIGGERS, trigger)!;
	if (found.jurisdiction === jurisdiction) return found;
	throw invalid('trigger is of another jurisdiction');
}

/** Made at once here: its deadlines stand in the calendar of the user. */
function settle(row: Row, world: World, { before }: { before?: Row }): void {
	if (before) return;
	const trigger = triggerOf(row, world);
	// Some triggers need a time (spec). UNKNOWN how a service type is given; the body has none.
	if (trigger.is_requirements_required && !row.start_time)
		throw invalid("start_time can't be blank");
	for (const { summary, date } of deadlinesOf(trigger, row.start_date)) {
		const entry = {
			summary: `${row.name}: ${summary}`,
			start_at: `${date}T00:00:00Z`,
			end_at: `${date}T23:59:59Z`,
			all_day: true,
			calendar_owner: world.user.default_calendar_id,
			matter: row.matter ?? null,
			matter_docket: row.id,
			attendees: [],
		};
		world.store.insert('calendar_entries', entry, stamp(world.now()));
	}
}

const entriesOf = ({ id }: Row, world: World) =>
	world.grouped('calendar_entries', 'matter_docket').get(id) ?? [];

const NEEDED = ['jurisdiction[id]', 'service_type[id]', 'start_date', 'start_time', 'trigger[id]'];

/** UNKNOWN where it leads and what is there; here a file with the deadlines. */
const preview: ListReply = (world, call) => {
	for (const name of NEEDED) if (!call.query.get(name)) throw badRequest(`${name} is required`);
	const start = call.query.get('start_date')!;
	if (!isDay(start)) throw badRequest('start_date is not a valid date');
	const id = filter.readId(call.query.get('trigger[id]')!);
	const trigger = world.store.get(TRIGGERS, id);
	if (!trigger) throw badRequest(`trigger[id] does not exist (${id})`);
	const prefix = call.query.get('event_prefix') ?? '';
	const data = deadlinesOf(trigger, start).map(({ summary, date }: Row) => ({
		...{ summary: `${prefix}${summary}`, date },
	}));
	const content = Buffer.from(JSON.stringify({ data }));
	return wayTo({ name: 'preview.json', type: 'application/json', content }, world);
};

const STATUSES = words('not_started in_progress failed completed');

const matterDockets: Resource = {
	name: 'MatterDocket',
	path: 'court_rules/matter_dockets',
	permission,
	operations: 'LGCD',
	fields: words('id etag name start_date start_time status created_at updated_at deleted_at'),
	nested: {
		matter: one('matters'),
		jurisdiction: one(JURISDICTIONS),
		trigger: one(TRIGGERS),
		service_type: one(SERVICE_TYPES),
		calendar_entries: many('calendar_entries'),
	},
	computed: { calendar_entries: (row, world) => entriesOf(row, world).map(({ id }) => id) },
	// UNKNOWN how it comes to its matter: the spec's body has none.
	body: {
		jurisdiction: ref(JURISDICTIONS),
		name: text,
		start_date: day,
		start_time: time,
		trigger: ref(TRIGGERS),
	},
	// In Clio's screens a docket is made in a matter.
	firm: { operations: '', body: { matter: ref('matters'), service_type: ref(SERVICE_TYPES) } },
	required: ['jurisdiction', 'name', 'start_date', 'trigger'],
	defaults: () => ({ status: 'completed' }),
	settle,
	// UNKNOWN whether it stays with a deleted_at.
	beforeDelete: (row, world) => {
		for (const { id } of [...entriesOf(row, world)]) world.store.remove('calendar_entries', id);
	},
	listReplies: { 'GET preview': preview },
	filters: {
		matter_id: filter.id('matter'),
		matter_status: filter.choice(
			({ matter }, { store }) => store.get('matters', matter)?.status,
			...['open', 'closed', 'pending'],
		),
		query: filter.search((row) => [row.name]),
		service_type_id: filter.idOrNull('service_type'),
		// The spec writes three of them with a comma at the end.
		status: (values, world, asked) =>
			filter.choice('status', ...STATUSES)([values.at(-1)!.replace(/,$/, '')], world, asked),
	},
	order: ['id', 'date'],
	orderValues: { date: ({ start_date }) => start_date },
};

export const courtRules: Resource[] = [serviceTypes, jurisdictions, triggers, matterDockets];
