import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Operation, Resource } from '../../../clio/resources/vocabulary';
import { foundOptions, ifNone, ifSeveral } from '../findMenus';
import { byName } from '../../byName';
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
