import { byIdOnly, reference, yesNo, type Resource } from './vocabulary';

export const documentVersion: Resource = {
	name: 'documentVersion',
	label: 'Document Version',
	plural: 'Document Versions',
	operationOf: {
		resource: 'document',
		operation: 'getVersions',
		name: 'Get Many Versions',
		action: 'Get many versions of document',
		description: 'Get the versions of a document',
	},
	path: 'documents/{document}/versions',
	within: { document: reference('document') },
	permission: 'Documents',
	operations: ['getAll'],
	pages: ['documents/{document_id}/details'],
	lookup: byIdOnly,
	file: { filename: 'filename', type: 'content_type', size: 'size' },

	reads: [
		'id',
		'document_id',
		'etag',
		'uuid',
		'created_at',
		'updated_at',
		'filename',
		'size',
		'version_number',
		'content_type',
		'received_at',
		'fully_uploaded',
	],
	// Not where an upload puts its bytes: such an address opens the storage to whoever has it.
	records: { creator: 'creator' },
	simplified: {
		version: 'version_number',
		filename: 'filename',
		size: 'size',
		type: 'content_type',
		received: 'received_at',
		creator: 'creator.name',
		uploaded: 'fully_uploaded',
	},
	writes: {},
	filters: {
		fully_uploaded: yesNo({
			label: 'Uploaded',
			help: 'to return only versions that are uploaded (off: only those that are not)',
		}),
	},
	orders: [],
};
