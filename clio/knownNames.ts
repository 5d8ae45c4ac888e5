import type { Json } from './client';
import { isEmpty } from './convert';
import { fieldsForPaths, valuesAt } from './fields';
import { normal } from './names';
import type { Resource } from './resources/vocabulary';

/** What the records of one resource are called, as far as Clio was asked, and as this run changed it. */
export class KnownNames {
	private readonly records = new Map<string, Json>();
	/** By name, also by one that a record no longer has. */
	private readonly ids = new Map<string, string[]>();
	/** Names of which all records are here, or of which there is none. */
	private readonly asked = new Set<string>();
	/** All records of the list are here. */
	isWhole = false;
	/** Records that were changed, it is not known to what; a new one without an id. */
	unclear: string[] = [];

	constructor(private readonly resource: Resource) {}

	/** The records of a name; undefined if Clio must be asked: also for one that is not in the whole list. */
	called(text: string): Json[] | undefined {
		const name = normal(text);
		const found = [...new Set(this.ids.get(name))]
			.map((id) => this.records.get(id) ?? {})
			.filter((record) => namesIn(this.resource, record).has(name));
		return this.wasAsked(name) || (this.isWhole && found.length) ? found : undefined;
	}

	/** @param name as `normal` gives it */
	wasAsked = (name: string): boolean => this.asked.has(name);

	/** What a search for a name found. */
	learn(text: string, found: Json[]): void {
		for (const record of found) this.put(record);
		this.asked.add(normal(text));
	}

	/** A record as it is now. */
	put(record: Json): void {
		const id = String(record.id);
		this.records.set(id, record);
		for (const name of namesIn(this.resource, record)) {
			const ids = this.ids.get(name);
			if (ids) ids.push(id);
			else this.ids.set(name, [id]);
		}
	}

	/** A change answered with the record: that one is no longer unclear, or else a new one. */
	answered(record: Json): void {
		const id = String(record.id);
		const at = this.unclear.indexOf('');
		if (this.unclear.includes(id)) this.unclear = this.unclear.filter((one) => one !== id);
		else if (at >= 0) this.unclear.splice(at, 1);
		this.put(record);
	}

	/** A record that is gone, or is another from now on: who has its names must be asked again. */
	remove(id: string): void {
		const record = this.records.get(id);
		if (!record) return;
		for (const name of namesIn(this.resource, record)) this.asked.delete(name);
		this.records.delete(id);
	}

	/** Whether more would be lost by a change than a request brings back. */
	get isWorthKeeping(): boolean {
		return this.isWhole || this.asked.size > 1;
	}

	clear(): void {
		for (const all of [this.records, this.ids, this.asked]) all.clear();
		this.unclear = [];
		this.isWhole = false;
	}
}

/** Paths to what its records are called. */
export const namesOf = ({ lookup }: Resource): string[] => lookup.names ?? [lookup.shows];

/** What must be asked for to know what a record is called. */
export const nameFields = (resource: Resource): string =>
	fieldsForPaths([...new Set(['id', ...namesOf(resource), resource.lookup.hint ?? 'id'])]);

/** All that a record is called, as names are compared. */
export function namesIn(resource: Resource, record: Json): Set<string> {
	const values = namesOf(resource).flatMap((path) => valuesAt(record, path));
	return new Set(values.filter((one) => !isEmpty(one)).map((one) => normal(String(one))));
}
