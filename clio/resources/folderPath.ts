import { folder } from './folder';
import { byIdOnly, reference, text, type Resource } from './vocabulary';

export const folderPath: Resource = {
	...folder,
	name: 'folderPath',
	operationOf: {
		resource: 'folder',
		operation: 'findOrCreatePath',
		name: 'Find or Create Path',
		action: 'Find or create path of folders',
		description: 'Return the folder at the end of a path; folders that are not there are created',
	},
	operations: ['path'],
	lookup: byIdOnly,
	whole: undefined,
	byIds: undefined,
	naturalKey: undefined,

	writes: {
		parent: reference(['matter', 'contact', 'folder'], {
			unlike: true,
			label: 'In',
			required: true,
			main: true,
		}),
		folder_path: text({ own: true, required: true, main: true, example: 'Pleadings/2026' }),
	},
	filters: {},
	orders: [],
};
