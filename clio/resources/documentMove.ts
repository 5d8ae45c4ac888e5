import { document } from './document';
import { byIdOnly, reference, type Resource } from './vocabulary';

export const documentMove: Resource = {
	...document,
	name: 'documentMove',
	operationOf: {
		resource: 'document',
		operation: 'move',
		name: 'Move',
		action: 'Move document',
		description: 'Put a document into another folder',
	},
	operations: ['update'],
	lookup: byIdOnly,
	whole: undefined,
	byIds: undefined,
	file: undefined,
	onDownload: undefined,

	writes: {
		parent: reference(['folder', 'matter', 'contact'], {
			unlike: true,
			label: 'Move To',
			required: true,
			main: true,
			help: 'A folder, or the folder of a matter or contact',
		}),
	},
	filters: {},
	orders: [],
};
