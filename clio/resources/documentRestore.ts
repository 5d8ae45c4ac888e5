import { documentMove } from './documentMove';
import type { Resource } from './vocabulary';

export const documentRestore: Resource = {
	...documentMove,
	name: 'documentRestore',
	operationOf: {
		resource: 'document',
		operation: 'restore',
		name: 'Restore',
		action: 'Restore document',
		description: 'Take a document out of the trash, where it lies for 30 days',
	},
	writes: {},
	fixed: { restore: true },
};
