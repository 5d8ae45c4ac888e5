import type { INodeProperties } from 'n8n-workflow';
import type { Operation, Resource } from '../../../clio/resources/vocabulary';
import { showFor } from './show';

export const resourceMenu = (resources: Resource[]): INodeProperties => ({
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: resources.map(({ label, name, help }) => ({
		name: label,
		value: name,
		...(help ? { description: help } : {}),
	})),
	default: 'matter',
});

export const operationMenus = (resources: Resource[]): INodeProperties[] =>
	resources.map((resource) => ({
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: showFor({ resource: [resource.name] }),
		options: resource.operations.map((operation) => ({
			value: operation,
			...wording[operation](resource),
		})),
		default: 'getAll',
	}));

type Wording = { name: string; action: string; description: string };

const wording: Record<Operation, (resource: Resource) => Wording> = {
	create: (resource) => ({
		name: 'Create',
		action: `Create ${one(resource)}`,
		description: `Create ${article(resource)}`,
	}),
	delete: (resource) => ({
		name: 'Delete',
		action: `Delete ${one(resource)}`,
		description: `Delete ${article(resource)}`,
	}),
	get: (resource) => ({
		name: 'Get',
		action: `Get ${one(resource)}`,
		description: `Get ${article(resource)}`,
	}),
	getAll: ({ plural }) => ({
		name: 'Get Many',
		action: `Get many ${plural.toLowerCase()}`,
		description: `Get a list of ${plural.toLowerCase()}`,
	}),
	update: (resource) => ({
		name: 'Update',
		action: `Update ${one(resource)}`,
		description: `Update ${article(resource)}`,
	}),
};

const one = ({ label }: Resource): string => label.toLowerCase();
const article = (resource: Resource): string =>
	`${/^[aeio]/i.test(resource.label) ? 'an' : 'a'} ${one(resource)}`;
