import type { INodeProperties } from 'n8n-workflow';
import { showFor } from './show';

/** Whom to check for conflicts. */
export const conflictProperties: INodeProperties[] = [
	{
		displayName: 'Names',
		name: 'names',
		type: 'string',
		typeOptions: { rows: 4 },
		required: true,
		default: '',
		placeholder: 'e.g. Jane Miller',
		description:
			'The new client and everyone on the other side, one name per line. Whole names of persons and companies, as "Jane Miller" or "Miller, Jane".',
		displayOptions: showFor({ resource: ['contact'], operation: ['checkConflicts'] }),
	},
];
