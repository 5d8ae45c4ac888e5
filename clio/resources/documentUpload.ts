import { document } from './document';
import { externalProperties } from './shared';
import { byIdOnly, choice, file, moment, reference, text, type Resource } from './vocabulary';

export const documentUpload: Resource = {
	...document,
	name: 'documentUpload',
	operationOf: {
		resource: 'document',
		operation: 'upload',
		name: 'Upload',
		action: 'Upload document',
		description: 'File a document with a matter, a contact or in a folder',
	},
	operations: ['upload'],
	lookup: byIdOnly,
	whole: undefined,
	byIds: undefined,
	file: undefined,
	onDownload: undefined,

	writes: {
		binaryPropertyName: file({ own: true, main: true, required: true }),
		parent: reference(['matter', 'contact', 'folder'], {
			unlike: true,
			label: 'File Into',
			required: true,
			main: true,
			help: 'A matter, a contact, or a folder kept in Clio itself: those in linked Google Drive or Office 365 cannot be reached',
		}),
		folder_path: text({
			own: true,
			main: true,
			help: 'A folder in it, created if it is not there',
			example: 'Pleadings/2026',
		}),
		name: text({
			required: true,
			main: true,
			empty: "the file's name",
			whenEmpty: { use: 'terms' },
		}),
		if_name_exists: choice(
			{ addVersion: 'Add Version', keepBoth: 'Keep Both', skip: 'Skip' },
			{
				own: true,
				main: true,
				preset: 'addVersion',
				help: 'What to do if a document of this name is there already',
			},
		),
		document_category: reference('documentCategory', { label: 'Category' }),
		received_at: moment({
			label: 'Received',
			help: 'When the document was received; leave out for now',
		}),
		communication: reference('communication', {
			wire: 'communication_id',
			label: 'Call or E-Mail',
			help: 'The call or e-mail the document came with',
		}),
		external_properties: externalProperties,
	},
	filters: {},
	orders: [],
};
