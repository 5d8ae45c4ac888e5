import { invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { jobOf, JOB_STATES, refuseUnfinished, stateOf } from '../jobs.cts';
import { day, integer, oneOf, plainId, ref, text, time, timeZone } from '../rules.cts';
import type { Row } from '../store.cts';
import { fileOf } from '../reports/file.cts';
import { ALL_KINDS, CATEGORIES, categoryOf } from '../reports/kinds.cts';
import { rowsOf } from '../reports/rows.cts';
import { show } from '../show.cts';
import { dayOf, stamp } from '../time.cts';
import { one, words, type Computed, type Reply, type Resource, type Rule } from '../vocabulary.cts';
import { wayTo } from '../way-to.cts';
import type { World } from '../world.cts';
import { create } from '../writes.cts';

const FORMATS = words('csv html json pdf xlsx zip');

const kind = oneOf(...ALL_KINDS);

const category: Computed = (row) => categoryOf(row.kind);

/** `trust_ledger` -> `Trust ledger` */
const nameOf = (text: string) => text[0].toUpperCase() + text.slice(1).replaceAll('_', ' ');

const download: Reply = (row, world) => {
	refuseUnfinished(row, world);
	return wayTo(fileOf(row, rowsOf(row, world)), world);
};

const job = jobOf('reports');

/** An app asks for it, waits until it is there, and fetches the file (facts 5.9). */
const reports: Resource = {
	name: 'Report',
	path: 'reports',
	permission: 'Reporting',
	operations: 'LGC',
	fields: words('id etag name state kind format progress created_at updated_at category source'),
	computed: { ...job.computed, category },
	body: {
		client: ref('contacts'),
		end_date: day,
		format: oneOf(...FORMATS),
		kind,
		matter: ref('matters'),
		originating_attorney: ref('users'),
		practice_area: ref('practice_areas'),
		responsible_attorney: ref('users'),
		start_date: day,
		user: ref('users'),
		year: text,
	},
	firm: { operations: 'U', body: { state: oneOf(...JOB_STATES, 'empty') } },
	replies: { 'GET download': download },
	required: ['format', 'kind'],
	defaults: (world) => ({ ...job.defaults(world), source: 'reports' }),
	settle: (row, world, { before }) => {
		row.name ??= nameOf(row.kind);
		if (row.start_date && row.end_date && row.end_date < row.start_date) {
			throw invalid('end_date must not be before start_date');
		}
		if (!before && rowsOf(row, world).length === 0) row.outcome ??= 'empty';
	},
	filters: {
		category: filter.choice(category, ...CATEGORIES),
		created_before: filter.moment('created_at', '<='),
		kind: filter.choice('kind', ...ALL_KINDS),
		output_format: filter.choice('format', ...FORMATS),
		query: filter.search((row) => [row.name]),
		source: filter.choice('source', 'reports', 'presets', 'scheduled'),
		state: filter.choice(stateOf, ...JOB_STATES, 'empty'),
	},
};

/** Text in the spec's body and an object in its example: both are taken, text is shown. */
const options: Rule = (value, place) =>
	typeof value === 'object' && value ? JSON.stringify(value) : text(value, place);

const scheduleOf = ({ id }: Row, world: World): Row | undefined =>
	world.grouped('report_schedules', 'report_preset_id').get(id)?.[0];

/** A report as the preset has it; alone among the creates it has no `fields` in the spec (facts 2.3). */
const generate: Reply = (preset, world, call) => {
	const { kind: asked, format } = preset;
	const report = create(reports, { kind: asked, format }, world);
	Object.assign(report, { name: preset.name, source: 'presets' });
	const last_generated_at = stamp(world.now());
	world.store.commit('report_presets', { ...preset, last_generated_at });
	return show(201, reports, report, world, call);
};

const FREQUENCIES = words('daily weekly monthly');

const reportPresets: Resource = {
	name: 'ReportPreset',
	path: 'report_presets',
	permission: 'Reporting',
	operations: 'LGCUD',
	fields: words(
		`id etag name kind format last_generated_at created_at updated_at category options`,
	),
	nested: { report_schedule: one('report_schedules') },
	computed: { category, report_schedule: (row, world) => scheduleOf(row, world)?.id },
	body: { format: oneOf(...FORMATS), kind, name: text, options },
	replies: { 'POST generate_report': generate },
	required: ['format', 'kind', 'name', 'options'],
	// UNKNOWN whether its schedule goes with it; without it, it could make nothing.
	beforeDelete: (row, world) => {
		const schedule = scheduleOf(row, world);
		if (schedule) world.store.remove('report_schedules', schedule.id);
	},
	filters: {
		category: filter.choice(category, ...CATEGORIES),
		has_schedule: filter.flag(scheduleOf),
		output_format: filter.choice('format', ...FORMATS),
		query: filter.search((row) => [row.name]),
		schedule_frequency: filter.choice(
			(row, world) => scheduleOf(row, world)?.frequency,
			...FREQUENCIES,
		),
	},
	order: words('created_at last_generated_at last_modified_at name next_scheduled_date'),
	orderValues: {
		last_modified_at: ({ updated_at }) => updated_at,
		next_scheduled_date: (row, world) => {
			const schedule = scheduleOf(row, world);
			return schedule && nextRun(schedule, world);
		},
	},
};

const DAY = 86_400_000;
/** In day_of_month: the last one, whatever its number (spec). */
const LAST_DAY = 32;

function runsOn(at: number, { frequency, days_of_week, day_of_month }: Row): boolean {
	const date = new Date(at);
	if (frequency === 'weekly')
		return !days_of_week?.length || days_of_week.includes(date.getUTCDay());
	if (frequency !== 'monthly') return true;
	const isLast = new Date(at + DAY).getUTCDate() === 1;
	return day_of_month === LAST_DAY ? isLast : date.getUTCDate() === (day_of_month ?? 1);
}

/** The next day of that kind, at its time; every_no_of_months and time zones are left aside here. */
function nextRun(row: Row, { now }: World): string {
	const time = row.time_of_day.slice(10);
	const first = Math.max(now(), Date.parse(row.effective_from ?? '') || 0);
	const days = Array.from({ length: 62 }, (_, index) => first + index * DAY);
	const next = days.find((at) => runsOn(at, row) && Date.parse(dayOf(at) + time) > now());
	return dayOf(next ?? first) + time;
}

const daysOfWeek: Rule = (value, place) => {
	if (value == null) return null;
	const isDay = (each: unknown) => Number.isInteger(each) && Number(each) >= 0 && Number(each) <= 6;
	if (Array.isArray(value) && value.every(isDay)) return value;
	throw invalid(`${place.field} must be a list of days from 0 to 6`);
};

const reportSchedules: Resource = {
	name: 'ReportSchedule',
	path: 'report_schedules',
	permission: 'Reporting',
	operations: 'LGCUD',
	fields: words(`id etag time_of_day frequency days_of_week day_of_month status status_updated_at
		next_scheduled_date time_zone report_preset_id created_at updated_at every_no_of_months
		effective_from`),
	computed: {
		next_scheduled_date: nextRun,
		status: () => 'initial',
		status_updated_at: ({ created_at }) => created_at,
	},
	body: {
		day_of_month: integer,
		days_of_week: daysOfWeek,
		effective_from: day,
		every_no_of_months: integer,
		frequency: oneOf(...FREQUENCIES),
		report_preset_id: plainId('report_presets'),
		// A whole date-time, of which the time alone counts (spec).
		time_of_day: time,
		time_zone: timeZone,
	},
	required: words('frequency report_preset_id time_of_day time_zone'),
};

export const reporting: Resource[] = [reports, reportPresets, reportSchedules];
