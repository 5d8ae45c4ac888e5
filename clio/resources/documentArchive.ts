import { byIdOnly, list, reference, type Resource } from './vocabulary';

export const documentArchive: Resource = {
	name: 'documentArchive',
	label: 'Document Archive',
	plural: 'Document Archives',
	help: 'A ZIP file of documents and folders; Clio makes it in the background',
	path: 'document_archives',
	permission: 'Documents',
	operations: ['download', 'generate', 'get'],
	temporary: true,
	file: { format: 'zip', made: 'created_at' },
	wording: {
		generate: {
			name: 'Create',
			action: 'Create document archive',
			description: 'Have Clio pack documents and folders into a ZIP file, and fetch it',
		},
		get: {
			name: 'Get',
			action: 'Get document archive',
			description: 'See how far a document archive is',
		},
	},
	pages: [],
	lookup: byIdOnly,

	reads: ['id', 'etag', 'created_at', 'updated_at', 'size', 'progress', 'state', 'message'],
	records: {},
	simplified: { state: 'state', progress: 'progress', size: 'size', message: 'message' },

	writes: {
		// By its schema the type is a number, but Clio says nowhere which; everywhere else it is a word.
		items: list(
			{
				item: reference(['document', 'folder'], {
					wire: '.',
					label: 'Document or Folder',
					unlike: true,
				}),
			},
			{ label: 'Contents', entry: 'Item', required: true, main: true, ids: true },
		),
	},
	filters: {},
	orders: [],
};
