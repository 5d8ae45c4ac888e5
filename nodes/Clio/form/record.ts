import type { INodeProperties } from 'n8n-workflow';
import type { Resource } from '../../../clio/resources/vocabulary';
import { locator } from './locator';
import { recordParameter, showFor } from './show';

const single = ['assign', 'delete', 'get', 'update'];

/** Which record an operation is about. */
export const recordProperties = (resources: Resource[]): INodeProperties[] =>
	resources
		.filter(({ operations }) => operations.some((one) => single.includes(one)))
		.map(({ name, label, operations }) => ({
			displayName: label,
			// A name of its own each: with one for all, a chosen contact would stay chosen as a matter.
			name: recordParameter(name),
			required: true,
			displayOptions: showFor({
				resource: [name],
				operation: single.filter((one) => (operations as string[]).includes(one)),
			}),
			...locator([name]),
		}));
