import { byIdOnly, choices, reference, standardFilters, text, type Resource } from './vocabulary';

export const documentAutomation: Resource = {
	name: 'documentAutomation',
	label: 'Document From Template',
	plural: 'Documents From Template',
	help: 'A document that Clio fills in for a matter, in the background',
	path: 'document_automations',
	permission: 'Documents',
	operations: ['generate', 'get', 'getAll'],
	wording: {
		generate: {
			name: 'Create',
			action: 'Create document from template',
			description: 'Have Clio fill in a template for a matter, and fetch the finished files',
		},
		get: {
			name: 'Get',
			action: 'Get document from template',
			description: 'See whether the document is ready, and which files it has become',
		},
	},
	pages: [],
	lookup: byIdOnly,
	byIds: {},

	reads: ['id', 'etag', 'state', 'export_formats', 'filename', 'created_at', 'updated_at'],
	records: { matter: 'matter', document_template: 'documentTemplate', documents: 'document' },
	simplified: {
		filename: 'filename',
		state: 'state',
		template: 'document_template.filename',
		matter: 'matter.display_number',
		matterId: 'matter.id',
		documents: 'documents.name',
		documentIds: 'documents.id',
	},

	writes: {
		document_template: reference('documentTemplate', {
			label: 'Template',
			required: true,
			main: true,
		}),
		matter: reference('matter', { required: true, main: true }),
		filename: text({
			label: 'File Name',
			required: true,
			main: true,
			example: 'Engagement letter',
		}),
		formats: choices(
			{ original: 'Same as Template', pdf: 'PDF' },
			{ required: true, main: true, preset: ['original'], help: 'One file is made for each' },
		),
	},
	filters: standardFilters,
	orders: ['id'],
};
