import type { Json } from './client';
import { isEmpty } from './convert';
import { fieldsForPaths, valuesAt } from './fields';
import type { Firm } from './firm';
import type { Resource } from './resources/vocabulary';

const ofMatter = ['display_number', 'client.id', 'responsible_attorney.id'];

/** Paths to read of records for `detailsOf`; a matter tells of itself. */
export const detailPaths = ({ partOf = {} }: Resource): string[] =>
	[partOf.matter, partOf.client, ...(isMatter(partOf) ? ofMatter : [])].filter(
		(path) => path !== undefined,
	);

const isMatter = ({ matter }: NonNullable<Resource['partOf']>): boolean => matter === 'id';

/**
 * The matter, client and attorney behind each record, with how to reach them. Clio nests one level only and
 * gives no e-mail address of an attorney within a matter, so they are read in batches beside (facts, trap 2).
 */
export async function detailsOf(
	firm: Firm,
	{ partOf = {} }: Resource,
	records: Json[],
): Promise<Json[]> {
	const idAt = (record: Json, path?: string) =>
		path ? String(valuesAt(record, path)[0] ?? '') : '';
	const all = async (resource: string, ids: string[], fields: string) =>
		firm.whereAllowed(
			resource,
			firm.readAll(resource, ids.filter(Boolean), fields),
			new Map<string, Json>(),
		);
	const own = isMatter(partOf);
	const ids = own ? [] : records.map((record) => idAt(record, partOf.matter));
	const matters = await all('matter', ids, fieldsForPaths(['id', ...ofMatter]));
	const matterOf = (record: Json) => (own ? record : matters.get(idAt(record, partOf.matter)));
	const clientId = (record: Json) =>
		idAt(record, partOf.client) || idAt(Object(matterOf(record)) as Json, 'client.id');
	const attorneyId = (record: Json) =>
		idAt(Object(matterOf(record)) as Json, 'responsible_attorney.id');
	const clients = await all(
		'contact',
		records.map(clientId),
		'id,name,primary_email_address,primary_phone_number',
	);
	const attorneys = await all('user', records.map(attorneyId), 'id,name,email');
	return records.map((record) => {
		const client = clients.get(clientId(record)) ?? {};
		const attorney = attorneys.get(attorneyId(record)) ?? {};
		return {
			matterNumber: orNull(matterOf(record)?.display_number),
			client: orNull(client.name),
			clientEmail: orNull(client.primary_email_address),
			clientPhone: orNull(client.primary_phone_number),
			attorney: orNull(attorney.name),
			attorneyEmail: orNull(attorney.email),
		};
	});
}

const orNull = (value: unknown): unknown => (isEmpty(value) ? null : value);
