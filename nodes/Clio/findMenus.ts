import type { INodePropertyOptions } from 'n8n-workflow';
import type { Resource } from '../../clio/resources/vocabulary';

/** What can be said in the menus of finding, and of what to do then, by their value. */
export const menus = {
	findBy: ({ findBy: values = {} }: Resource) => ({ name: 'Find By', values }),
	matchBy: ({ matchBy: values = {} }: Resource) => ({ name: 'Match By', values }),
	ifNone: () => ({ name: 'If None', values: named(ifNone) }),
	ifSeveral: () => ({ name: 'If Several', values: named(ifSeveral) }),
	whenFound: () => ({ name: 'When Found', values: named(foundOptions) }),
	whenChanged: () => ({ name: 'If It Has Changed', values: named(changedOptions) }),
};

const named = (options: INodePropertyOptions[]): Record<string, string> =>
	Object.fromEntries(options.map(({ name, value }) => [String(value), name]));

export const ifNone: INodePropertyOptions[] = [
	{
		name: 'Pass On',
		value: 'passOn',
		description: 'Return the input item with found set to false',
	},
	{ name: 'Stop', value: 'stop', description: 'Return nothing for the item' },
	{ name: 'Throw an Error', value: 'error', description: 'Stop with an error on the item' },
];

export const ifSeveral: INodePropertyOptions[] = [
	{ name: 'Newest', value: 'newest', description: 'Return the newest one; open ones go first' },
	{ name: 'All', value: 'all', description: 'Return all of them' },
	{ name: 'Throw an Error', value: 'error', description: 'Stop with an error that lists them' },
];

export const foundOptions: INodePropertyOptions[] = [
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

export const changedOptions: INodePropertyOptions[] = [
	{
		name: 'Return the Current Record',
		value: 'current',
		description: 'Return it as it is in Clio now, with updated set to false and its etag',
	},
	{ name: 'Throw an Error', value: 'error', description: 'Stop with an error on the item' },
];
