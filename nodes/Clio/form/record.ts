import type { INodeProperties } from 'n8n-workflow';
import { hasName } from '../../../clio/resources';
import type { Operation, Resource } from '../../../clio/resources/vocabulary';
import { locator } from './locator';
import { property, type Manner } from './property';
import { recordParameter } from '../parameterNames';
import { having, places, showFor } from './show';
import { together } from './together';

const single: Operation[] = ['assign', 'delete', 'get', 'update'];

/** Which record an operation is about, of which other record it is part, and what is asked beside it. */
export const recordProperties = (resources: Resource[], manner: Manner): INodeProperties[] => [
	...together(
		resources,
		resources.map((resource) => wholes(resource, manner)),
	),
	...having(resources, ...single)
		.filter((resource) => !resource.single)
		.map((resource) => record(resource, manner)),
	...resources.flatMap(beside),
];

const beside = (resource: Resource): INodeProperties[] =>
	Object.entries(resource.onDelete ?? {}).map(([key, field]) => ({
		...property(key, field, { onTop: true }),
		displayOptions: showFor(places(resource, ['delete'])),
	}));

const wholes = (resource: Resource, manner: Manner): INodeProperties[] =>
	Object.entries(resource.within ?? {}).map(([key, field]) => ({
		...property(key, field, { ...manner, onTop: true }),
		required: true,
		displayOptions: showFor(places(resource, resource.operations)),
	}));

const record = (resource: Resource, { typed }: Manner): INodeProperties => ({
	displayName: hasName(resource.name) ? resource.label : `${resource.label} ID`,
	// A name of its own each: with one for all, a chosen contact would stay chosen as a matter.
	name: recordParameter(resource.name),
	required: true,
	displayOptions: showFor(places(resource, single)),
	...locator([resource.name], { isTyped: typed }),
});
