import { document } from './document';
import { externalProperties } from './shared';
import { byIdOnly, moment, reference, text, type Resource } from './vocabulary';

export const documentCopy: Resource = {
	...document,
	name: 'documentCopy',
	operationOf: {
		resource: 'document',
		operation: 'copy',
		name: 'Copy',
		action: 'Copy document',
		description: 'Make a new document of the latest version of another',
	},
	path: 'documents/{document}/copy',
	within: { document: reference('document') },
	operations: ['create'],
	lookup: byIdOnly,
	whole: undefined,
	byIds: undefined,

	writes: {
		parent: reference(['folder', 'matter', 'contact', 'document'], {
			unlike: true,
			label: 'Copy To',
			required: true,
			main: true,
			help: 'A folder, the folder of a matter or contact, or a document that gets it as a new version',
		}),
		name: text({ main: true, empty: 'the name of the document' }),
		filename: text({ label: 'File Name' }),
		document_category: reference('documentCategory', { label: 'Category' }),
		received_at: moment({ label: 'Received' }),
		communication: reference('communication', {
			wire: 'communication_id',
			label: 'Call or E-Mail',
		}),
		external_properties: externalProperties,
	},
	filters: {},
	orders: [],
};
