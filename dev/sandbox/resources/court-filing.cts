import * as filter from '../filters.cts';
import { words, type Resource } from '../vocabulary.cts';

/** What was filed with a court through Clio; the spec shows no more of it than that it is there. */
export const submissionsReports: Resource = {
	name: 'ClioFileSubmissionsReport',
	path: 'clio_file/submissions_reports',
	// UNKNOWN which area it is.
	permission: 'Documents',
	operations: 'L',
	fields: words('id etag'),
	filters: {
		submitted_after: filter.moment('submitted_date', '>='),
		submitted_before: filter.moment('submitted_date', '<='),
	},
	order: words('id submitted_date'),
};
