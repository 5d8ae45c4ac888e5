import type { Json, Query } from '../client';
import { joinFields, withFields } from '../fields';
import type { Firm } from '../firm';
import { pages } from '../pages';
import { Records } from '../records';
import type { Resource } from '../resources/vocabulary';

/** How records are looked for: Clio's list gives what may be meant, `is` decides. */
export interface Search {
	/** What was searched, for people: `the e-mail address kaur@example.com`. */
	said: string;
	/** The same in the words of a record that was found, where what is said has ids of others. */
	told?: (found: Json) => string;
	/** The same for all ways to write what is looked for; without it, what is said. */
	key?: string;
	query: Query;
	/** Paths that `is` looks at. */
	reads: string[];
	is: (record: Json) => boolean;
	/** That there is one is what counts: of several, the first will do unless it is to be changed. */
	anyDoes?: true;
	/** Asked as well: Clio's search may need other words for the same. */
	also?: Query;
	/** Only what a person means most exactly, if there is one. */
	best?: (record: Json) => boolean;
	/** Of those found, which a new record may be: a person is no company. */
	fits?: (record: Json) => boolean;
}

/** All records that a search means. Not remembered: the next item may be about one that was just made. */
export async function search(
	firm: Firm,
	resource: Resource,
	wanted: Search,
	fields: string,
): Promise<Json[]> {
	const whole = {
		...resource.part?.query,
		...resource.whole,
		fields: withFields(joinFields(fields, 'id'), wanted.reads),
	};
	const attempt = new Records(firm.client, resource).attempt('list');
	const byId = resource.orders.includes('id');
	const found = new Map<string, Json>();
	for (const one of wanted.also ? [wanted.query, wanted.also] : [wanted.query]) {
		const query = { ...whole, ...one };
		for await (const { records } of pages(firm.client, resource.path, byId, {
			query,
			attempt,
		})) {
			for (const record of records.filter(wanted.is)) found.set(String(record.id), record);
		}
	}
	const all = [...found.values()];
	const best = all.filter((record) => wanted.best?.(record) ?? true);
	return best.length ? best : all;
}
