import type { Field, Operation, Part, Resource } from './resources/vocabulary';

/* What follows from the facts of the catalogue alone. Forms are made of it, and load nothing that makes requests. */

/** The field's name in a form, for messages. */
export const nameOf = (key: string, field: Field): string => field.label ?? titleCase(key);

const small = /^(and|as|at|for|in|of|or|to|with)$/;

const capitalised = (word: string): string =>
	word === 'id' ? 'ID' : word[0].toUpperCase() + word.slice(1);

/** `category_of_law` -> `Category of Law` */
export function titleCase(key: string): string {
	return key
		.replace(/^_/, '')
		.split('_')
		.map((word, at) => (at && small.test(word) ? word : capitalised(word)))
		.join(' ');
}

/** What the lists of people offer beside them. */
export const partLabels: Record<Part, string> = {
	me: 'Me (the Connected User)',
	responsibleAttorney: "Matter's Responsible Attorney",
	responsibleStaff: "Matter's Responsible Staff",
	client: "Matter's Client",
};

/** `user` -> `User`, Clio's name of the type. */
export const wireType = (name: string): string => name[0].toUpperCase() + name.slice(1);

/** True for a field that can be emptied: nothing Clio requires, and nothing it leaves as it is (facts 5.3). */
export const isClearable = (field: Field): boolean =>
	!(field.required || field.stays || field.hidden || field.own || field.everyTime) &&
	!['list', 'object', 'yesNo', 'choice', 'choices'].includes(field.kind);

/** What a row of a list says whose entry is to go. */
export const removeKey = 'remove';

/** True for a list whose entries can be told apart by what stands in a row of the form. */
export const isRemovable = (field: Field): boolean =>
	field.kind === 'list' && Boolean(field.removal && (field.key || field.ids));

/** False for what Clio cannot be told to answer with, e.g. a page or a file. */
export const hasFields = ({ reads, records }: Resource): boolean =>
	reads.length > 0 || Object.keys(records).length > 0;

/** True for records that tell their etag: in a field, or as Clio Grow does, in a header (Platform facts 4). */
export const hasEtag = ({ reads, api }: Resource): boolean =>
	reads.includes('etag') || api === 'grow';

/** False for the few records that Clio shows neither alone nor in a list by their ids. */
export const isReadable = ({ operations, byIds }: Resource): boolean =>
	operations.includes('get') || byIds !== undefined;

/** The verbs that send Clio a new record. */
export const creating: Operation[] = [
	'create',
	'findOrCreate',
	'upsert',
	'generate',
	'upload',
	'uploadVersion',
];

export const isCreating = ({ operations }: Resource): boolean =>
	operations.some((one) => creating.includes(one));

/** False for what Clio counts rather than keeps. */
export const hasId = ({ reads }: Resource): boolean => reads.includes('id');

/** How a custom field is compared in a list, as in the menu. */
export const operators = {
	is: 'Is',
	atLeast: 'Is at Least',
	atMost: 'Is at Most',
	lessThan: 'Is Less Than',
	moreThan: 'Is More Than',
};

/** Whether there is one of this name: `constructor` is none, though every object has it. */
export const has = (all: object, name: string): boolean => Object.keys(all).includes(name);
