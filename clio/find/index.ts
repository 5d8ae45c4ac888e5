import { isEmpty } from '../convert';
import { refuse } from '../errors';
import { valuesAt } from '../fields';
import { told, type Firm } from '../firm';
import type { Json } from '../client';
import type { Resource } from '../resources/vocabulary';
import { customFields, fieldOf } from '../customFields/definitions';
import { alike } from './alike';
import { contactSearch, type MatchBy } from './contact';
import { matterSearches, type MatterBy } from './matter';
import { search, type Search } from './search';

/** What to look for: a way of the catalogue, and the value. */
export interface Wanted {
	by: string;
	value: unknown;
	/** Of a custom field: its id or name. */
	field?: string;
}

const searches: Record<string, (firm: Firm, wanted: Wanted, zone: string) => Promise<Search[]>> = {
	contact: async (firm, wanted, zone) => [
		await contactSearch(firm, { ...wanted, by: wanted.by as MatchBy }, zone),
	],
	matter: async (firm, wanted, zone) =>
		matterSearches(firm, { ...wanted, by: wanted.by as MatterBy }, zone),
};

/** The records a person means, the likeliest first: open before closed, new before old. */
export async function find(
	firm: Firm,
	resource: Resource,
	wanted: Wanted,
	{ fields, zone }: { fields: string; zone: string },
): Promise<Json[]> {
	const found = new Map<string, Json>();
	for (const one of await searches[resource.name](firm, wanted, zone)) {
		const records = await search(firm, resource, one, fields);
		if (one.best && records.length > 1 && !records.some(one.best))
			several(resource, records, one.said);
		for (const record of records) found.set(String(record.id), record);
	}
	return [...found.values()].sort(byLikelihood);
}

/** How to recognise the record that a new one would double: by a way of the catalogue, or by its natural key. */
export async function searchForTwin(
	firm: Firm,
	resource: Resource,
	data: Json,
	{ by, field, zone }: { by?: string; field?: string; zone: string },
): Promise<Search> {
	if (!by) return alike(firm, resource, data);
	const own =
		by === 'customField' && !isEmpty(field) ? await customFieldOf(firm, field) : undefined;
	const mark = { by: by as MatchBy, field: own, value: valueIn(data, by, own), isToChange: true };
	const wanted = await contactSearch(firm, mark, zone);
	const { type } = data;
	const reads = [...wanted.reads, 'type'];
	return { ...wanted, reads, fits: (record) => isEmpty(type) || record.type === type };
}

const customFieldOf = async (firm: Firm, key: unknown): Promise<string> =>
	fieldOf(await customFields(firm, 'Contact'), String(key), 'Contact').id;

/** What the body says of the way to look: an e-mail address, a number, a name, a custom field. */
function valueIn(data: Json, by: string, field = ''): unknown {
	const first = (path: string) => valuesAt(data, path)[0];
	if (by === 'email') return first('email_addresses.address');
	if (by === 'phone') return first('phone_numbers.number');
	if (by === 'name') {
		const parts = [data.first_name, data.last_name].filter((part) => !isEmpty(part));
		return isEmpty(data.name) ? parts.join(' ') : data.name;
	}
	const entries = (data.custom_field_values ?? []) as Json[];
	return entries.find(({ custom_field }) => String((custom_field as Json).id) === field)?.value;
}

const mostListed = 10;

/** @throws ClioError that lists what was found */
export function several(resource: Resource, records: Json[], said: string): never {
	const listed = records.slice(0, mostListed).map((record) => told(resource, record));
	return refuse(
		`${records.length} ${resource.plural.toLowerCase()} have ${said}`,
		`Only one can be meant. Clio has: ${listed.join('; ')}${records.length > mostListed ? '; …' : ''}.`,
	);
}

const statuses = ['open', 'pending', 'closed'];

const byLikelihood = (a: Json, b: Json): number =>
	rank(a) - rank(b) ||
	Date.parse(String(b.created_at)) - Date.parse(String(a.created_at)) ||
	Number(b.id) - Number(a.id);

const rank = ({ status }: Json): number => statuses.indexOf(String(status ?? 'open').toLowerCase());
