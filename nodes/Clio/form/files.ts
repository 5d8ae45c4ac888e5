import type { INodeProperties } from 'n8n-workflow';
import type { Operation, Resource } from '../../../clio/resources/vocabulary';
import { sharedPlaces, showFor } from './show';

/** What a preview shows may be no file. */
const fetching: Operation[] = ['download', 'generate', 'preview'];

/** How long to wait for what Clio makes in the background, and where a file goes. */
export const fileProperties = (resources: Resource[]): INodeProperties[] => [
	waitAtMost(sharedPlaces(resources, 'generate')),
	outputField(sharedPlaces(resources.filter(hasFile), ...fetching)),
];

const hasFile = ({ file, operations }: Resource): boolean =>
	Boolean(file) || operations.includes('generate');

const waitAtMost = (show: Record<string, string[]>): INodeProperties => ({
	displayName: 'Wait at Most (Minutes)',
	name: 'waitAtMost',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 5,
	description: 'How long to wait until Clio has made it; 0 to go on at once, without a file',
	displayOptions: showFor(show),
});

const outputField = (show: Record<string, string[]>): INodeProperties => ({
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	hint: 'The name of the output field to put the file in',
	displayOptions: { show, hide: { return: ['rows'] } },
});
