import { choice, json, standardFilters, text, yesNo, type Resource } from '../vocabulary';
import { reportCategories, reportFormats, reportKinds } from '../reports';

export const reportPreset: Resource = {
	name: 'reportPreset',
	label: 'Report Preset',
	plural: 'Report Presets',
	help: 'A report with its settings, saved to be made again',
	path: 'report_presets',
	permission: 'Reporting',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: [],
	lookup: { by: 'query', shows: 'name', hint: 'kind', order: 'name(asc)' },
	byIds: {},

	reads: [
		'id',
		'etag',
		'name',
		'kind',
		'format',
		'last_generated_at',
		'created_at',
		'updated_at',
		'category',
		'options',
	],
	records: { report_schedule: 'reportSchedule' },
	simplified: {
		name: 'name',
		kind: 'kind',
		format: 'format',
		category: 'category',
		lastGenerated: 'last_generated_at',
		schedule: 'report_schedule.frequency',
		nextScheduled: 'report_schedule.next_scheduled_date',
	},

	writes: {
		name: text({ required: true, main: true }),
		kind: choice(reportKinds, {
			label: 'Report',
			required: true,
			main: true,
			only: 'create',
			preset: 'revenue',
		}),
		other_kind: choice(reportKinds, {
			wire: 'kind',
			label: 'Report',
			only: 'update',
			typed: true,
			example: 'Trust Ledger',
		}),
		format: choice(reportFormats, { required: true, main: true, preset: 'pdf' }),
		// Which there are depends on the report; Clio's text shows an object where its schema says text.
		settings: json({
			wire: 'options',
			required: true,
			main: true,
			help: 'As JSON, in the words of Clio; All Fields of a preset made in Clio shows them in options',
			example: '{"date_range": "year", "group_by": "client"}',
		}),
	},

	filters: {
		query: text({ label: 'Search', help: 'Words to find in the name' }),
		category: choice(reportCategories),
		output_format: choice(reportFormats, { label: 'Format' }),
		has_schedule: yesNo({
			help: 'to return only presets with a schedule (off: only those without)',
		}),
		schedule_frequency: choice({ daily: 'Daily', weekly: 'Weekly', monthly: 'Monthly' }),
		...standardFilters,
	},
	orders: ['created_at', 'last_generated_at', 'last_modified_at', 'name', 'next_scheduled_date'],
};
