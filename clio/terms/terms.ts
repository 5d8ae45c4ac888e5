import type { Body, Setting } from '../body';
import type { Json, Query } from '../client';
import type { Firm } from '../firm';
import type { Records } from '../records';

/** With what filters are understood. */
export interface Asking {
	/** The workflow's time zone. */
	zone: string;
	now: number;
	firm: Firm;
}

/** Which records of a list to keep, where Clio's list cannot say. */
export interface Sieve {
	/** Paths to read. */
	reads: string[];
	keeps: (record: Json) => boolean;
	/** Clio's list has been narrowed as well: nobody need be told. */
	quiet?: true;
	/** More values of the simplified output. */
	adds?: (record: Json) => Json;
}

/** In place of a value that `write` gives: the field is emptied. An empty value changes nothing. */
export const emptied = Symbol('emptied');

/** What Clio would change beside what a person said is sent along as it is. */
export interface Along {
	/** Whether a body needs the record to be read for it. */
	needs: (data: Json) => boolean;
	/** Names to read of the record. */
	reads: string[];
	/** The changes with what goes along. */
	changes: (
		changes: Json,
		around: { data: Json; before: Json; firm: Firm },
	) => Json | Promise<Json>;
}

/**
 * How people in a firm say what Clio's API says otherwise: "half past nine to eleven", "two weeks before",
 * "overdue". Fields and filters marked `own` in the catalogue exist here only.
 */
export interface Terms {
	/** Values of the form, ids in place of names, in fields that Clio has; own ones may stay. */
	write?: (values: Json, setting: Setting) => Json | Promise<Json>;
	/** What `write` asks of a record that is changed: paths that are read together. */
	reads?: string[];
	/** Checked before anything is sent; carried out when the record is there. */
	after?: (values: Json, setting: Setting) => Body['after'] | Promise<Body['after']>;
	/** The record a change is about, where it may be another than the one named. */
	target?: (id: string, values: Json, records: Records) => Promise<string>;
	/** A new record that takes the place of a change, and what then becomes of the old one. */
	instead?: (
		id: string,
		around: { values: Json; data: Json; records: Records },
	) => Promise<{ created: Json; old: Json } | undefined>;
	/** Deletes a record by what was said beside it (`onDelete`). */
	remove?: (id: string, said: Json, records: Records) => Promise<void>;
	along?: Along;
	/** Values of the filters in filters that Clio has; own ones may stay. */
	filter?: (values: Json, asking: Asking) => Json | Promise<Json>;
	/** List parameters that are no filter of the form. */
	query?: (values: Json, asking: Asking) => Query;
	sieve?: (values: Json, asking: Asking) => Sieve | undefined;
	/** Values of the simplified output that are worked out, e.g. days overdue. */
	adds?: { reads: string[]; values: (record: Json, asking: Asking) => Json | Promise<Json> };
}
