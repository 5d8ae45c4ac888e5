import type { INodeProperties } from 'n8n-workflow';
import { hasEtag, hasFields, isReadable } from '../../../clio/facts';
import type { Operation, Resource } from '../../../clio/resources/vocabulary';
import { changedOptions } from '../findMenus';
import { anyPlace, having, places, sharedPlaces, showFor } from './show';

const answering: Operation[] = [
	'create',
	'download',
	'find',
	'findOrCreate',
	'generate',
	'get',
	'getAll',
	'path',
	'update',
	'upload',
	'uploadVersion',
	'upsert',
];

/** What the records in the output look like. */
export function outputProperties(resources: Resource[]): INodeProperties[] {
	const answered = resources.filter(hasFields);
	const show = anyPlace(answered, ...answering);
	return [output(show), selectedFields(show), ...addDetails(answered), options(show, answered)];
}

const output = (show: Record<string, string[]>): INodeProperties => ({
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{
			name: 'All Fields',
			value: 'all',
			description: 'Everything Clio has about the record, as Clio sends it',
		},
		{
			name: 'Selected Fields',
			value: 'selected',
			description: 'The fields you tick, as Clio sends them',
		},
		{
			name: 'Simplified',
			value: 'simplified',
			description: 'The most useful values, with names instead of IDs',
		},
	],
	default: 'simplified',
	displayOptions: { show, hide: { ...asRows } },
});

/** The rows of a report have columns of their own. */
const asRows = { return: ['rows'] };

const selectedFields = (show: Record<string, string[]>): INodeProperties => ({
	displayName: 'Field Names or IDs',
	name: 'selectedFields',
	type: 'multiOptions',
	typeOptions: {
		loadOptionsMethod: 'outputFields',
		loadOptionsDependsOn: ['resource', 'operation'],
	},
	default: [],
	description:
		'Fields to return. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	displayOptions: showFor({ ...show, output: ['selected'] }),
});

function addDetails(resources: Resource[]): INodeProperties[] {
	const inMatters = resources.filter(({ partOf }) => partOf);
	if (!inMatters.length) return [];
	return [
		{
			displayName: 'Add Client and Attorney Details',
			name: 'addDetails',
			type: 'boolean',
			default: false,
			description:
				'Whether to add the matter number, and how to reach the client and the responsible attorney',
			displayOptions: showFor({
				...sharedPlaces(inMatters, 'find', 'get', 'getAll'),
				output: ['simplified'],
			}),
		},
	];
}

const options = (show: Record<string, string[]>, resources: Resource[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	displayOptions: { show, hide: { ...asRows } },
	options: [
		fieldList,
		...where(resources, 'update', hasEtag, onlyIfUnchanged),
		...where(resources, 'update', canReturn, whenChanged),
		...where(resources, 'get', hasEtag, skipIfUnchanged),
		...(having(resources, 'update').length ? [skipIfNothingChanges] : []),
		...sortBy(resources),
	],
});

const fieldList: INodeProperties = {
	displayName: 'Field List',
	name: 'fieldList',
	type: 'string',
	default: '',
	placeholder: 'e.g. id,client{id,name}',
	description:
		"For those who know Clio's API: fields to return, by its names, with one level of braces for records within the record; replaces Output",
};

const canReturn = (resource: Resource): boolean => hasEtag(resource) && isReadable(resource);

/** An option of the verb that only some resources have. */
function where(
	resources: Resource[],
	verb: Operation,
	has: (resource: Resource) => boolean,
	property: INodeProperties,
): INodeProperties[] {
	const all = having(resources, verb);
	const { operation } = sharedPlaces(all.filter(has), verb);
	if (!operation.length) return [];
	const without = all.filter((one) => !has(one)).map((one) => places(one, [verb]));
	const hidden = without.filter((one) => operation.includes(one.operation[0]));
	const hide = { '/resource': hidden.flatMap(({ resource }) => resource) };
	const show = { '/operation': operation };
	return [{ ...property, displayOptions: { show, ...(hidden.length ? { hide } : {}) } }];
}

const onlyIfUnchanged: INodeProperties = {
	displayName: 'Only If Unchanged',
	name: 'ifMatch',
	type: 'string',
	default: '',
	placeholder: 'e.g. "9a103be2201ae758992733a91f02903f"',
	description:
		'The etag the record had when you read it, a mark in the output that is another after every change: if someone has changed the record since, Clio refuses the update',
};

const whenChanged: INodeProperties = {
	displayName: 'If It Has Changed',
	name: 'whenChanged',
	type: 'options',
	options: changedOptions,
	default: 'current',
	description: 'What to do if Only If Unchanged finds that someone has changed the record',
};

const skipIfUnchanged: INodeProperties = {
	displayName: 'Skip If Unchanged',
	name: 'ifNoneMatch',
	type: 'string',
	default: '',
	placeholder: 'e.g. "9a103be2201ae758992733a91f02903f"',
	description:
		'The etag the record had last time, a mark that is another after every change: if it still has it, the output is its ID with unchanged set to true. Empty, the record comes with its etag.',
};

const skipIfNothingChanges: INodeProperties = {
	displayName: 'Skip If Nothing Changes',
	name: 'skipUnchanged',
	type: 'boolean',
	default: true,
	description:
		'Whether to leave the record alone if it has these values already, so that a workflow that starts on changes does not start itself',
	displayOptions: showFor({ '/operation': ['update'] }),
};

/** Where a list can be sorted at all. */
function sortBy(resources: Resource[]): INodeProperties[] {
	const listed = resources.filter(({ orders }) => orders.length);
	if (!listed.length) return [];
	const { resource, operation } = sharedPlaces(listed, 'getAll');
	return [
		{
			displayName: 'Sort By Name or ID',
			name: 'sort',
			type: 'options',
			typeOptions: {
				loadOptionsMethod: 'sortOrders',
				loadOptionsDependsOn: ['resource', 'operation'],
			},
			default: '',
			description:
				'Order of the records; without one, oldest record first. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			displayOptions: showFor({ '/operation': operation, '/resource': resource }),
		},
	];
}
