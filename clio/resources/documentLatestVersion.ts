import { byIdOnly, reference, type Resource } from './vocabulary';

export const documentLatestVersion: Resource = {
	name: 'documentLatestVersion',
	label: 'Document Version',
	plural: 'Document Versions',
	operationOf: {
		resource: 'document',
		operation: 'saveAsLatest',
		name: 'Save Version as Latest',
		action: 'Save document version as latest',
		description: 'Make an earlier version the latest again, as a new version',
	},
	path: 'documents/{document}/versions/{version}/save_as_latest_version',
	within: {
		document: reference('document'),
		version: reference('documentVersion', {
			label: 'Version ID',
			help: 'Get Many Versions lists them',
			example: '12345',
		}),
	},
	permission: 'Documents',
	operations: ['create'],
	pages: [],
	lookup: byIdOnly,

	// Clio's file says nothing of the answer, and it takes no `fields`.
	reads: [],
	records: {},
	simplified: {},
	writes: {},
	filters: {},
	orders: [],
};
