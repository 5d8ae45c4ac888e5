import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Operation, Resource } from '../../../clio/resources/vocabulary';
import { byName } from './byName';
import { anyPlace, showFor } from './show';

/** How to look for a record, and what to do with none or several. */
export const findProperties = (resources: Resource[]): INodeProperties[] => [
	...resources.filter(({ findBy }) => findBy).map(findBy),
	...resources.filter(({ matchBy }) => matchBy).map(matchBy),
	...['findBy', 'matchBy'].map((way) => findField(way, anyPlace(resources, operationOf[way]))),
	findValue(anyPlace(resources, 'find')),
	...outcomes(anyPlace(resources, 'find')),
	whenFound(anyPlace(resources, 'upsert')),
];

/** What can be said in the menus of finding, by their value. */
export const menus = {
	findBy: ({ findBy: values = {} }: Resource) => ({ name: 'Find By', values }),
	matchBy: ({ matchBy: values = {} }: Resource) => ({ name: 'Match By', values }),
	ifNone: () => ({ name: 'If None', values: named(ifNone) }),
	ifSeveral: () => ({ name: 'If Several', values: named(ifSeveral) }),
	whenFound: () => ({ name: 'When Found', values: named(foundOptions) }),
};

const named = (options: INodePropertyOptions[]): Record<string, string> =>
	Object.fromEntries(options.map(({ name, value }) => [String(value), name]));

const operationOf: Record<string, Operation> = { findBy: 'find', matchBy: 'upsert' };

const findBy = ({ name, findBy: ways = {} }: Resource): INodeProperties => ({
	displayName: 'Find By',
	name: 'findBy',
	type: 'options',
	options: waysOf(ways),
	default: firstOf(ways),
	displayOptions: showFor({ resource: [name], operation: ['find'] }),
});

const matchBy = ({ name, matchBy: ways = {} }: Resource): INodeProperties => ({
	displayName: 'Match By',
	name: 'matchBy',
	type: 'options',
	options: waysOf(ways),
	default: firstOf(ways),
	description: 'How to tell that the record is there already, by what you enter below',
	displayOptions: showFor({ resource: [name], operation: ['upsert'] }),
});

const firstOf = (ways: Record<string, string>): string => Object.keys(ways)[0];

const waysOf = (ways: Record<string, string>): INodePropertyOptions[] =>
	Object.entries(ways)
		.map(([value, name]) => ({ name, value }))
		.sort(byName);

/** Not required by n8n, which would ask for it whatever comes of a menu that is an expression. */
const findField = (way: string, show: Record<string, string[]>): INodeProperties => ({
	displayName: 'Custom Field Name or ID',
	name: `${way}Field`,
	type: 'options',
	typeOptions: { loadOptionsMethod: 'customFieldNames', loadOptionsDependsOn: ['resource'] },
	default: '',
	description:
		'The custom field by which to look. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	displayOptions: showFor({ ...show, [way]: ['customField'] }),
});

const findValue = (show: Record<string, string[]>): INodeProperties => ({
	displayName: 'Value',
	name: 'findValue',
	type: 'string',
	default: '',
	required: true,
	description: 'What to look for',
	displayOptions: showFor(show),
});

const ifNone: INodePropertyOptions[] = [
	{
		name: 'Pass On',
		value: 'passOn',
		description: 'Return the input item with found set to false',
	},
	{ name: 'Stop', value: 'stop', description: 'Return nothing for the item' },
	{ name: 'Throw an Error', value: 'error', description: 'Stop with an error on the item' },
];

const ifSeveral: INodePropertyOptions[] = [
	{ name: 'Newest', value: 'newest', description: 'Return the newest one; open ones go first' },
	{ name: 'All', value: 'all', description: 'Return all of them' },
	{ name: 'Throw an Error', value: 'error', description: 'Stop with an error that lists them' },
];

const foundOptions: INodePropertyOptions[] = [
	{
		name: 'Fill Empty Only',
		value: 'fillEmpty',
		description: 'Set only fields that are empty in Clio',
	},
	{ name: 'Leave', value: 'leave', description: 'Change nothing and return the record' },
	{
		name: 'Update Given Fields',
		value: 'update',
		description: 'Set every field that has a value here',
	},
];

const outcomes = (show: Record<string, string[]>): INodeProperties[] => [
	{
		displayName: 'If None',
		name: 'ifNone',
		type: 'options',
		options: ifNone,
		default: 'passOn',
		description: 'What to do if Clio has no such record',
		displayOptions: showFor(show),
	},
	{
		displayName: 'If Several',
		name: 'ifSeveral',
		type: 'options',
		options: ifSeveral,
		default: 'newest',
		description: 'What to do if Clio has more than one',
		displayOptions: showFor(show),
	},
];

const whenFound = (show: Record<string, string[]>): INodeProperties => ({
	displayName: 'When Found',
	name: 'whenFound',
	type: 'options',
	options: foundOptions,
	default: 'update',
	description: 'What to do with a record that is there already',
	displayOptions: showFor(show),
});
