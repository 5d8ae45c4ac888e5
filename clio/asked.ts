import type { Json, Query } from './client';
import { toFilters, type Condition } from './customFields/filters';
import { buildQuery, checkFilled } from './query';
import { withIds } from './references';
import type { Resource } from './resources/vocabulary';
import { terms } from './terms';
import type { Asking, Sieve } from './terms/terms';

/** What to ask Clio's list, and what of its answer to keep where the list cannot be asked. */
export interface Asked {
	query: Query;
	sieve?: Sieve;
}

/**
 * Filters as a person set them, in what Clio's list takes.
 * @param given values of the form by the names of the filters; names of records in place of ids will do
 */
export async function asked(resource: Resource, given: Json, asking: Asking): Promise<Asked> {
	const { zone, firm } = asking;
	const { customFieldConditions, ...rest } = given;
	const filters = await withIds(resource.filters, rest, { firm, values: {} });
	checkFilled(resource, filters);
	const { filter, query, sieve } = terms[resource.name] ?? {};
	const said = (await filter?.(filters, asking)) ?? filters;
	const conditions = [customFieldConditions ?? []].flat() as Condition[];
	const parent = resource.customFields ?? resource.conditionsOn;
	return {
		query: {
			...resource.part?.query,
			...resource.whole,
			...buildQuery(resource, said, zone),
			...query?.(filters, asking),
			...(await toFilters(firm, parent ?? 'Matter', conditions, zone)),
		},
		sieve: sieve?.(filters, asking),
	};
}
