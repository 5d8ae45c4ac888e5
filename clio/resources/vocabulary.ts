/**
 * The words in which a resource's facts are written. A resource is one file of facts; forms, requests,
 * lookups, field checks and output previews are derived from it (design, "The catalogue").
 */

export type Operation =
	| 'assign'
	| 'checkConflicts'
	| 'checkConnection'
	| 'create'
	| 'delete'
	| 'download'
	| 'find'
	| 'findOrCreate'
	| 'generate'
	| 'get'
	| 'getAll'
	| 'path'
	| 'preview'
	| 'request'
	| 'update'
	| 'upload'
	| 'uploadVersion'
	| 'upsert';

/** What Clio is sent when a person leaves a required field of a new record empty. */
export type Fallback =
	| { use: 'now' | 'ownCalendar' | 'preset' }
	/** What terms/<resource>.ts works out of the other fields. */
	| { use: 'terms' }
	/** The day it is; `onlyIf` other fields have one of these values. */
	| { use: 'today'; onlyIf?: Record<string, string[]> }
	/** The value of another field, e.g. a task's name as its description. */
	| { use: 'copy'; of: string }
	/** An hour after another field; with `all_day`, the day after it. */
	| { use: 'after'; of: string };

interface Facts {
	/** What the form calls the field; else its name in Title Case. */
	label?: string;
	/** One sentence under the field, without a final period; for yesNo what follows "Whether ". */
	help?: string;
	/** What a new record gets if the field is left empty: what follows "Leave empty for ". */
	empty?: string;
	example?: string;
	/** Clio refuses a new record without it (on a filter: refuses to list without it). */
	required?: true;
	/** Stands at the top of the form when a record is created, not behind Add Field. */
	main?: true;
	/** Only where another main field has one of these values. */
	when?: Record<string, string[]>;
	/** The name on the wire where it is not the field's own; dots lead into a nested object. */
	wire?: string;
	/** Too rare or too deep for the form: written through Additional JSON. */
	hidden?: true;
	/** Can be set only then. */
	only?: 'create' | 'update';
	whenEmpty?: Fallback;
	/** Does something each time it is sent as true, e.g. an e-mail goes out: such a change is not repeated. */
	everyTime?: true;
	/**
	 * Said of new records only, not of one that was found to be there already: it cannot be known whether that
	 * has this, or it says how the record began.
	 */
	forNew?: true;
	/** What an update calls it, e.g. Move to Stage. */
	onUpdate?: string;
	/** Of a main field: what stands under it on an update in place of `help`. */
	updateHelp?: string;
	/** The name it is answered under, where that is not the one it is written under. */
	answered?: string;
	/** Clio leaves it out without a word where the account cannot have it, or no such record is there. */
	mayBeLeftOut?: true;
	/** Clio has no such field or filter: terms/ says it in those that it has. */
	own?: true;
	/** Clio takes no `null` for it, or answers 200 and leaves it as it is (facts 5.3). */
	stays?: true;
	/** How many characters a text may have, and how many it must. */
	longest?: number;
	shortest?: number;
	/** How many values there may be, where Clio takes fewer at once than elsewhere. */
	most?: number;
	/** It must be the address of a page on the web. */
	isAddress?: 'https' | 'any';
}

/** People and records that a form names by their part in the matter, beside those chosen one by one. */
export type Part = 'me' | 'responsibleAttorney' | 'responsibleStaff' | 'client';

export type Field = Facts &
	(
		| { kind: 'text' | 'longText' | 'number' | 'yesNo' | 'day' | 'moment' | 'raw' }
		/** The name of the item's field that has the file; Base64 on the wire. `names`: it brings a name along. */
		| { kind: 'file'; names?: string }
		/** Entered as hours, minutes or H:MM; seconds on the wire (facts, trap 11). */
		| { kind: 'duration' }
		/** Entered as days; seconds on the wire. */
		| { kind: 'days' }
		| { kind: 'dayRange'; operator: '>=' | '<=' }
		/** Entered as JSON, an object on the wire. */
		| { kind: 'json' }
		| {
				kind: 'choice';
				values: Record<string, string>;
				preset?: string;
				/** Too long for a menu where it is rarely needed: its word is typed. */
				typed?: true;
		  }
		/** Several values: repeated as `name[]`, or joined by commas. */
		| { kind: 'choices'; values: Record<string, string>; joined?: true; preset?: string[] }
		| { kind: 'ids' }
		/** `to` several resources: the wire carries the type beside the id. */
		| {
				kind: 'reference';
				to: string[];
				orNone?: true;
				parts?: Part[];
				/** What stands there when the form opens. */
				preset?: Part;
				/** Records that have nothing in common: of a bare id Clio is asked which of them it is. */
				unlike?: true;
				/** Users stand there by their own calendars (facts, trap 15); either is understood. */
				byCalendar?: true;
				/** A name that no record has makes a new one with these values beside it. */
				orCreate?: { name: string; values: Record<string, string> };
		  }
		| {
				kind: 'object' | 'list';
				of: Fields;
				/** What the form calls an entry. */
				entry?: string;
				removal?: '_destroy' | '_deleted';
				ids?: true;
				/** What tells entries apart: one that is there already is not added again. */
				key?: string[];
				/** What labels an entry: another one takes the place of the only one with its label. */
				labelled?: string;
				/** Each entry is a field in a person's eyes, not one of several e-mail addresses. */
				each?: true;
		  }
	);

export type Fields = Record<string, Field>;

export const text = (facts: Facts = {}): Field => ({ kind: 'text', ...facts });
export const longText = (facts: Facts = {}): Field => ({ kind: 'longText', ...facts });
export const number = (facts: Facts = {}): Field => ({ kind: 'number', ...facts });
export const yesNo = (facts: Facts = {}): Field => ({ kind: 'yesNo', ...facts });
export const day = (facts: Facts = {}): Field => ({ kind: 'day', ...facts });
export const moment = (facts: Facts = {}): Field => ({ kind: 'moment', ...facts });
export const json = (facts: Facts = {}): Field => ({ kind: 'json', ...facts });
/** A file of the item. */
export const file = (facts: Facts & { names?: string } = {}): Field => ({
	kind: 'file',
	label: 'Input Data Field Name',
	example: 'data',
	...facts,
});
/** A value passed on as it is. */
export const raw = (facts: Facts = {}): Field => ({ kind: 'raw', ...facts });
export const duration = (facts: Facts = {}): Field => ({ kind: 'duration', ...facts });
export const days = (facts: Facts = {}): Field => ({ kind: 'days', ...facts });
export const ids = (facts: Facts = {}): Field => ({ kind: 'ids', ...facts });

export const choice = (
	values: Record<string, string>,
	facts: Facts & { preset?: string; typed?: true } = {},
): Field => ({ kind: 'choice', values, ...facts });

export const choices = (
	values: Record<string, string>,
	facts: Facts & { joined?: true; preset?: string[] } = {},
): Field => ({ kind: 'choices', values, ...facts });

type ReferenceFacts = Facts &
	Partial<
		Pick<
			Extract<Field, { kind: 'reference' }>,
			'orNone' | 'parts' | 'preset' | 'unlike' | 'byCalendar' | 'orCreate'
		>
	>;

/** A reference to a record, by the name of its resource; of one of several resources if an array. */
export const reference = (to: string | string[], facts: ReferenceFacts = {}): Field => ({
	kind: 'reference',
	to: Array.isArray(to) ? to : [to],
	...facts,
});

/** From and to, for a date filter with operators (`open_date[]=>=2026-01-31`, facts 2.4). */
export const dayRange = (name: string, label: string): Fields => ({
	[`${name}_from`]: {
		kind: 'dayRange',
		operator: '>=',
		wire: `${name}[]`,
		label: `${label} From`,
	},
	[`${name}_to`]: { kind: 'dayRange', operator: '<=', wire: `${name}[]`, label: `${label} To` },
});

export const object = (of: Fields, facts: Facts & { entry?: string } = {}): Field => ({
	kind: 'object',
	of,
	...facts,
});

/**
 * Entries of a record. On an update an entry with `id` changes that entry, one without adds, and
 * `{id, <removal>: true}` removes; entries not mentioned stay (facts 5.2).
 * `ids`: Clio takes the entry's `id` on a create, too (people, not entries of the record).
 */
export const list = (
	of: Fields,
	facts: Facts &
		Partial<
			Pick<
				Extract<Field, { kind: 'object' | 'list' }>,
				'entry' | 'removal' | 'ids' | 'key' | 'labelled' | 'each'
			>
		> = {},
): Field => ({ kind: 'list', of, ...facts });

/** How other nodes' forms find a record of this resource by typing. */
export interface Lookup {
	/** The list parameter that searches; without one the list is read and searched here. */
	by?: string;
	/** The list parameter that finds a whole name, where `by` takes nothing but digits. */
	exactly?: string;
	/** The value a person sees; in a record within the record, its path. */
	shows: string;
	/** A second value behind it, e.g. a contact's e-mail address. */
	hint?: string;
	/** The hint is the id of a record of this resource, whose name is shown. */
	hintOf?: string;
	/** What a person may type or map instead of choosing: paths to names, numbers, e-mail addresses; else `shows`. */
	names?: string[];
	/** What the form calls that way of choosing, and an example; else Name. */
	called?: string;
	example?: string;
	/** Sort order of the list; without one, Clio's. */
	order?: string;
	/** Fixed list parameters, e.g. only calendars that can be written to. */
	query?: Record<string, string>;
	/** A name may mean a record that the list does not offer, e.g. somebody who has left the firm. */
	namesAll?: true;
	/** Another field of the form whose record narrows the list: name in the form -> list parameter. */
	narrowedBy?: Record<string, string>;
}

/** Of records that have no name to know them by: forms ask for their ids. */
export const byIdOnly: Lookup = { shows: 'id' };

/** An operation in the menu: Title Case; sentence case without articles; a sentence without a final period. */
export interface Wording {
	name: string;
	action: string;
	/** Where the name does not say it all. */
	description?: string;
}

export interface Resource {
	name: string;
	/** At which of Clio's APIs its records are; without it, Clio Manage. */
	api?: 'grow' | 'leadInbox';
	label: string;
	plural: string;
	/** One sentence in the resource menu, without a final period. */
	help?: string;
	/** Names in braces are filled in from `within`, e.g. `contacts/{contact}/email_addresses`. */
	path: string;
	operations: Operation[];
	/** The record it is part of at Clio, by its name in `path`: said at the top of the form. */
	within?: Fields;
	/** There is one of it, without an id or a list, e.g. the timer. */
	single?: true;
	/** It has no place in the menu, but is what another resource's operation works with, e.g. Copy of a document. */
	operationOf?: { resource: string; operation: string } & Wording;
	/** What the menu calls an operation where it is not the usual word, e.g. Start for the timer's Create. */
	wording?: Partial<Record<Operation, Wording>>;
	/** Plain values a record answers with; none where Clio cannot be told what to answer with. */
	reads: string[];
	/** Records and lists within it, by the kind of record (a resource, or a kind in records.ts). */
	records: Record<string, string>;
	writes: Fields;
	filters: Fields;
	/** Names Clio can sort by; empty where the list takes no `order` (facts, trap 7). */
	orders: string[];
	/** Its list is paged by cursor in every order; an `offset` Clio refuses. */
	byCursor?: true;
	/** List parameters without which a list may leave out records that are neither deleted nor unfinished. */
	whole?: Record<string, string>;
	/** List parameters under which `ids[]` finds a record, whatever hidden defaults the list has. */
	byIds?: Record<string, string>;
	/** Up to ten values a person wants: name in the output -> path in the record. */
	simplified: Record<string, string>;
	/** Pages on Clio's site, most exact first; the first whose values are all there is the record's url. */
	pages: string[];
	lookup: Lookup;
	/** Its records have the firm's own fields (facts 5.1). */
	customFields?: 'Matter' | 'Contact';
	/** Its list is narrowed by the firm's own fields of these, though its records show none. */
	conditionsOn?: 'Matter' | 'Contact';
	/** Ways to look for one, beside the list: name in find/ -> label. */
	findBy?: Record<string, string>;
	/** By what a record is known that is created or updated: name in find/ -> label. */
	matchBy?: Record<string, string>;
	/** A part of another resource at Clio, e.g. time entries of activities; Clio knows only the whole. */
	part?: { of: string; query: Record<string, string> };
	/** Fields of a new record by which one that is there already is known; several must all be the same. */
	naturalKey?: string[];
	/** Which of several with the same natural key is meant, if only one is so: path -> value. */
	likeliest?: Record<string, string>;
	/** Of these a new record has one, which belongs to its natural key, e.g. the event that time was spent on. */
	keyLinks?: string[];
	/** What is asked beside which record to delete, e.g. how much of a series; terms/ does it. */
	onDelete?: Fields;
	/**
	 * It has a file: where the record says what that is called, its type and its size in bytes, and when it was
	 * made. `format`: the ending of its name, or where the record says that.
	 */
	file?: Partial<Record<'name' | 'filename' | 'type' | 'size' | 'format' | 'made', string>>;
	/** What is asked beside which record's file to fetch, e.g. the version. */
	onDownload?: Fields;
	/** Made only to be fetched: it changes no record of the firm, and a second one does no harm. */
	temporary?: true;
	/** What Clio does with a record that is deleted, where it is not simply gone: one sentence without a final period. */
	deletes?: string;
	/** Paths to the matter (or matters) and the client of a record, for Add Client and Attorney Details. */
	partOf?: { matter?: string; client?: string };
	/** Ids may have letters in them (facts, trap 15). */
	textIds?: true;
	/** Most ids that its list takes, where those are fewer than elsewhere. */
	idsAtOnce?: number;
	/** Most records on a page of its list, where Clio gives fewer than elsewhere (facts 2.4). */
	page?: number;
	/** Values a new record always has, e.g. the type of an activity that makes it a time entry. */
	fixed?: Record<string, string | boolean>;
	/** Which permissions the Clio app needs, in the developer portal's words. */
	permission: string;
	/** Clio does not say which permission covers it (facts 1.4): this is the likeliest. */
	permissionIsLikely?: true;
}

export const idsFilter: Fields = {
	ids: ids({ wire: 'ids[]', label: 'IDs', example: '123, 456' }),
};

/** Filters nearly every list has (facts 2.4). A list lacks what its resource's `filters` lack. */
export const standardFilters: Fields = {
	created_since: moment(),
	updated_since: moment(),
	...idsFilter,
};
