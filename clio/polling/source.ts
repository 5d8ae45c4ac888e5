import type { Client, Json } from '../client';
import type { Keys, Since } from '../events/delivery';
import type { Resource } from '../resources/vocabulary';

/** Something that happened, found in a list. */
export interface Found {
	/** e.g. `created`. */
	event: string;
	resource: Resource;
	record: Json;
	/** When, in milliseconds by Clio's clock. */
	at: number;
	/** By what it is recognised when it is found again. */
	keys: Keys;
	/** What the output says beside the record, e.g. how many days are left. */
	beside?: Json;
	/** The watched fields as they are now; then an update is told only if one of them changed. */
	watched?: Watched;
}

export interface Watched {
	values: Record<string, unknown>;
	/** Remembered, not told: a new record where only changes are wanted. */
	isQuiet: boolean;
}

/** Where a trigger looks for what happened. */
export interface Source {
	since(client: Client, since: Since): Promise<Found[]>;
	/**
	 * Looks through some of what `since` may have missed.
	 * @param kept what it left the last time
	 * @param begun when the trigger began, in milliseconds by Clio's clock
	 */
	goRound?(
		client: Client,
		kept: unknown,
		begun: number,
	): Promise<{ found: Found[]; kept: unknown }>;
	/** Those of its records with these ids that still count. */
	byIds?(client: Client, ids: string[]): Promise<Found[]>;
	/** A record that is there, to build a workflow with. */
	sample(client: Client): Promise<Found | undefined>;
	/**
	 * How far back the first poll looks for what is no news any more, in milliseconds; without it, what is
	 * there at first is told.
	 */
	lookBack?: number;
	/** The watched fields of every record as they are before the first change. */
	baseline?(client: Client): Promise<Map<string, Record<string, unknown>>>;
	/** How many are recognised long after they were told. */
	remembers: number;
}
