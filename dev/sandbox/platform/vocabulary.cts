import type { Row, Store } from '../store.cts';
import type { Scope } from './scopes.cts';

/** The words that the resources of Clio Grow are written in. */
export interface Resource {
	/** Below /grow; `{id}` stands for the record that these lie within. */
	path: string;
	/** Where its rows are kept. */
	table: string;
	/** As messages have it. */
	name: string;
	/** What the API can do: L list, G get, C create, D delete. */
	operations: string;
	/** UNKNOWN for sources, which no scope is named after: any token will do there. */
	read?: Scope;
	write?: Scope;
	/** What a record shows as it is stored, and what is worked out. */
	fields: string[];
	worked?: Record<string, (row: Row, world: World) => unknown>;
	/** Fields that the caller may not see: null, and named in `redacted_fields`. */
	redacted?(row: Row, world: World): string[];
	/** The records have values of custom fields, for those who ask for them. */
	customFields?: true;
	/** The record above: its table, and where a row keeps its id. */
	within?: { table: string; key: string };
	/** What the list takes beside what all lists take. */
	filters?: Record<string, Filter>;
	needs?: string[];
	/** Where `query` looks. */
	searched?(row: Row): (string | null | undefined)[];
	/** Whether the list shows it at all. */
	visible?(row: Row, world: World): boolean;
	/** What the body of a create takes. */
	body?: Record<string, Taken>;
	/** Only custom actions do not forbid others (spec). */
	takesOthers?: true;
	uniqueName?: true;
	/** Shown by the answer to a create, and never again. */
	onlyAtCreate?: string[];
	/** What a new record has without being told. */
	defaults?: Record<string, unknown>;
	/** What follows from the values of a record that is new or changed. */
	settle?(row: Row, world: World, before?: Row): void;
}

/** Which records pass; a value that cannot be read is refused. */
export type Filter = (value: string, world: World) => (row: Row) => boolean;

/** A value of a body: text, unless it refers to a record. */
export interface Taken {
	required?: true;
	longest?: number;
	shortest?: number;
	is?: 'address' | 'https' | 'email';
	oneOf?: string[];
	/** `{id}` of a record of this table; `or` says what becomes of one that is not there. */
	ref?: string;
	or?: 'refused' | 'ignored';
}

/** What a call sees. */
export interface World {
	store: Store;
	now(): number;
	may(scope: Scope): boolean;
	/** The values of `include`. */
	include: Set<string>;
}
