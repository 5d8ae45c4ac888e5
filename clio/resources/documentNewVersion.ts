import { documentUpload } from './documentUpload';
import { file, moment, reference, text, type Resource } from './vocabulary';

export const documentNewVersion: Resource = {
	...documentUpload,
	name: 'documentNewVersion',
	operationOf: {
		resource: 'document',
		operation: 'uploadVersion',
		name: 'Upload New Version',
		action: 'Upload new version of document',
		description: 'Put a newer file in the place of the one a document has; the earlier ones stay',
	},
	operations: ['uploadVersion'],
	within: { document: reference('document') },

	writes: {
		binaryPropertyName: file({ own: true, main: true, required: true }),
		name: text({
			label: 'File Name',
			wire: 'filename',
			main: true,
			empty: "the file's name",
		}),
		received_at: moment({ label: 'Received' }),
	},
};
