import type { INodeProperties } from 'n8n-workflow';
import { hasName } from '../../../clio/resources';
import type { Fields, Operation, Resource } from '../../../clio/resources/vocabulary';
import { locator } from './locator';
import { property, type Manner } from './property';
import { menuOf, recordParameter } from '../parameterNames';
import { having, places, showFor } from './show';
import { together } from './together';

const single: Operation[] = ['assign', 'delete', 'download', 'get', 'update'];

/** Which record an operation is about, of which other record it is part, and what is asked beside it. */
export const recordProperties = (resources: Resource[], manner: Manner): INodeProperties[] => [
	...together(
		resources,
		resources.map((resource) => wholes(resource, manner)),
	),
	...inMenus(having(resources, ...single).filter((resource) => !resource.single)).map((these) =>
		record(these, manner),
	),
	...resources.flatMap(beside),
];

const beside = (resource: Resource): INodeProperties[] => [
	...asked(resource, 'delete', resource.onDelete),
	...asked(resource, 'download', resource.onDownload),
];

const asked = (resource: Resource, verb: Operation, fields: Fields = {}): INodeProperties[] =>
	Object.entries(fields).map(([key, field]) => ({
		...property(key, field, { onTop: true }),
		displayOptions: showFor(places(resource, [verb])),
	}));

const wholes = (resource: Resource, manner: Manner): INodeProperties[] =>
	Object.entries(resource.within ?? {}).map(([key, field]) => ({
		...property(key, field, { ...manner, onTop: true }),
		required: true,
		displayOptions: showFor(places(resource, resource.operations)),
	}));

/** With those whose operations have a resource of their own, e.g. Move of documents. */
const inMenus = (resources: Resource[]): Resource[][] =>
	[...new Set(resources.map(menuOf))].map((menu) =>
		resources.filter((resource) => menuOf(resource) === menu),
	);

function record(these: Resource[], { typed }: Manner): INodeProperties {
	const [resource] = these;
	const menu = menuOf(resource);
	return {
		displayName: hasName(menu) ? resource.label : `${resource.label} ID`,
		// A name of its own each: with one for all, a chosen contact would stay chosen as a matter.
		name: recordParameter(resource),
		required: true,
		displayOptions: showFor({
			resource: [menu],
			operation: these.flatMap((one) => places(one, single).operation),
		}),
		...locator([menu], { isTyped: typed }),
	};
}
