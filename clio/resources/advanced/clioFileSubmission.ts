import { byIdOnly, moment, standardFilters, type Resource } from '../vocabulary';

export const clioFileSubmission: Resource = {
	name: 'clioFileSubmission',
	label: 'Court Filing',
	plural: 'Court Filings',
	help: 'What was filed with a court through Clio File',
	path: 'clio_file/submissions_reports',
	permission: 'Documents',
	permissionIsLikely: true,
	operations: ['getAll'],
	pages: [],
	lookup: byIdOnly,

	// Clio's file names no other value of a filing.
	reads: ['id', 'etag'],
	records: {},
	simplified: {},
	writes: {},

	filters: {
		submitted_after: moment({ label: 'Filed Since' }),
		submitted_before: moment({ label: 'Filed Until' }),
		...standardFilters,
	},
	orders: ['id', 'submitted_date'],
};
