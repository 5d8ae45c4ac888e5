import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Operation, Resource, Wording } from '../../../clio/resources/vocabulary';
import { byName } from '../../byName';
import { showFor } from './show';

export const resourceMenu = (resources: Resource[]): INodeProperties => ({
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: inMenu(resources)
		.map(({ label, name, help }) => ({
			name: label,
			value: name,
			...(help ? { description: help } : {}),
		}))
		.sort(byName),
	default: firstChosen(resources),
});

const firstChosen = (resources: Resource[]): string =>
	(resources.find(({ label }) => label === 'Matter') ?? inMenu(resources)[0]).name;

export const operationMenus = (resources: Resource[]): INodeProperties[] =>
	inMenu(resources).map((resource) => ({
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: showFor({ resource: [resource.name] }),
		options: [...ownEntries(resource), ...entriesBehind(resource, resources)].sort(byName),
		default: atFirst(resource),
	}));

const inMenu = (resources: Resource[]): Resource[] =>
	resources.filter(({ operationOf }) => !operationOf);

const ownEntries = (resource: Resource): INodePropertyOptions[] =>
	resource.operations.map((operation) => ({
		value: operation,
		...(resource.wording?.[operation] ?? wording[operation](resource)),
	}));

/** Operations that have a resource of their own, e.g. Copy of a document. */
const entriesBehind = ({ name }: Resource, resources: Resource[]): INodePropertyOptions[] =>
	resources.flatMap(({ operationOf }) => {
		if (operationOf?.resource !== name) return [];
		const { operation, name: label, action, description } = operationOf;
		return [{ name: label, value: operation, action, description }];
	});

const atFirst = ({ operations }: Resource): Operation =>
	usualAtFirst.find((one) => operations.includes(one)) ?? operations[0];

const usualAtFirst: Operation[] = ['getAll', 'generate'];

const wording: Record<Operation, (resource: Resource) => Wording> = {
	assign: (resource) => ({
		name: 'Assign to Matter',
		action: `Assign ${inAction(resource.label)}`,
		description: `Give a matter the tasks of ${article(resource)}`,
	}),
	checkConflicts: () => ({
		name: 'Check for Conflicts',
		action: 'Check for conflicts',
		description: 'Find out whether the firm already has to do with a person or company',
	}),
	checkConnection: () => ({
		name: 'Check Connection',
		action: 'Check connection',
		description: 'See firm, region, user, and which permissions the connection has',
	}),
	create: (resource) => ({
		name: 'Create',
		action: `Create ${inAction(resource.label)}`,
	}),
	delete: (resource) => ({
		name: 'Delete',
		action: `Delete ${inAction(resource.label)}`,
		...(resource.deletes ? { description: resource.deletes } : {}),
	}),
	download: (resource) => ({
		name: 'Download',
		action: `Download ${inAction(resource.label)}`,
	}),
	find: (resource) => ({
		name: 'Find',
		action: `Find ${inAction(resource.label)}`,
		description: `Find ${article(resource)} by what you know of it`,
	}),
	findOrCreate: (resource) => ({
		name: 'Find or Create',
		action: `Find or create ${inAction(resource.label)}`,
	}),
	generate: (resource) => ({
		name: 'Generate',
		action: `Generate ${inAction(resource.label)}`,
	}),
	get: (resource) => ({
		name: 'Get',
		action: `Get ${inAction(resource.label)}`,
	}),
	getAll: ({ plural }) => ({
		name: 'Get Many',
		action: `Get many ${inAction(plural)}`,
	}),
	path: (resource) => ({
		name: 'Find or Create Path',
		action: `Find or create path of ${inAction(resource.plural)}`,
	}),
	preview: (resource) => ({
		name: 'Preview',
		action: `Preview ${inAction(resource.label)}`,
		description: `See ${article(resource)} before it is final`,
	}),
	request: () => ({
		name: 'Send',
		action: 'Send API request',
		description: "Send any request of Clio's API",
	}),
	upsert: (resource) => ({
		name: 'Create or Update',
		action: `Create or update ${inAction(resource.label)}`,
		description: 'Create a new record, or update the current one if it already exists (upsert)',
	}),
	upload: (resource) => ({
		name: 'Upload',
		action: `Upload ${inAction(resource.label)}`,
	}),
	uploadVersion: (resource) => ({
		name: 'Upload New Version',
		action: `Upload new version of ${inAction(resource.label)}`,
	}),
	update: (resource) => ({
		name: 'Update',
		action: `Update ${inAction(resource.label)}`,
	}),
};

/** n8n's lint takes a hyphen for the end of a word and refuses it in an action. */
const inAction = (label: string): string => label.toLowerCase().replace('e-mail', 'email');

const one = ({ label }: Resource): string => label.toLowerCase();
const article = (resource: Resource): string =>
	`${/^[aeio]/i.test(resource.label) ? 'an' : 'a'} ${one(resource)}`;
