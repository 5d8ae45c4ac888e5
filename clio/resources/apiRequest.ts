import type { Resource } from './vocabulary';

/** No resource of Clio's, but whatever has no place in the form; in the menu beside the catalogue. */
export const apiRequest: Resource = {
	name: 'apiRequest',
	label: 'API Request',
	plural: 'API Requests',
	help: "For those who know Clio's API, its interface for programs: anything else it can do",
	path: '',
	permission: '',
	operations: ['request'],
	pages: [],
	lookup: { shows: 'id' },
	reads: [],
	records: {},
	simplified: {},
	writes: {},
	filters: {},
	orders: [],
};
