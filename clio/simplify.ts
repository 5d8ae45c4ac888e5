import type { Json } from './client';
import { customFieldPaths, toNames } from './customFields/names';
import { LateNames } from './customFields/lateNames';
import { hasId } from './facts';
import { fieldsForPaths, readerOf } from './fields';
import { byName, hasOwnFields, ownFieldPaths } from './grow/customFields';
import type { Firm } from './firm';
import type { Resource } from './resources/vocabulary';
import { wordsFor } from './words';

/** The `fields` that a simplified record is made of, and those at more paths. */
export function simplifiedFields(resource: Resource, more: string[] = []): string {
	const inPages = resource.pages.flatMap((page) =>
		[...page.matchAll(/\{(.+?)\}/g)].map(([, path]) => path),
	);
	const own = ownPaths(resource);
	const id = hasId(resource) ? ['id'] : [];
	const paths = [...id, ...Object.values(resource.simplified), ...inPages, ...own, ...more];
	return fieldsForPaths([...new Set(paths)]);
}

/** Shows one record; `own` are the firm's own fields. */
type Shower = (record: Json, own?: Json) => Json;

/**
 * Names instead of ids, hours instead of seconds, the words of Clio's screens, times in the workflow's zone,
 * custom fields by name, and the page of the record in Clio.
 * @param late fills in names of records in custom fields, when it is told to; without it they are there at once
 */
export async function simplify(
	resource: Resource,
	records: Json[],
	{ firm, zone, late }: { firm: Firm; zone: string; late?: LateNames },
): Promise<Json[]> {
	const names = late ?? new LateNames();
	const own = await ownValues(resource, records, firm, names);
	const show = shower(resource, zone, firm.client.place.host);
	const shown = records.map((record, at) => show(record, own?.[at]));
	if (!late) await names.fill(firm);
	return shown;
}

/** Works out once what to do with each value of each record. */
function shower(resource: Resource, zone: string, host: string): Shower {
	const values = Object.entries(resource.simplified).map(([name, path]) => ({
		name,
		read: readerOf(path),
		inWords: wordsFor(resource, path, zone),
	}));
	const pageFor = pagesOf(resource, host);
	const withId = hasId(resource);
	return (record, own) => {
		const shown: Json = withId ? { id: record.id } : {};
		for (const { name, read, inWords } of values) shown[name] = inWords(read(record) ?? null);
		if (own) shown.customFields = own;
		const url = pageFor(record);
		if (url) shown.url = url;
		return shown;
	};
}

function ownPaths(resource: Resource): string[] {
	if (resource.customFields) return customFieldPaths;
	return hasOwnFields(resource) ? ownFieldPaths : [];
}

/** The firm's own fields of each record; nothing where records have none. */
async function ownValues(
	resource: Resource,
	records: Json[],
	firm: Firm,
	late: LateNames,
): Promise<Json[] | undefined> {
	if (resource.customFields) {
		late.pass(resource, records);
		return toNames(firm, resource.customFields, records, late);
	}
	return hasOwnFields(resource) ? records.map(byName) : undefined;
}

/** The most exact page on Clio's site whose values the record has. */
export const pageOf = (resource: Resource, record: Json, host: string): string | undefined =>
	pagesOf(resource, host)(record);

function pagesOf({ pages }: Resource, host: string): (record: Json) => string | undefined {
	/** By turns what stands in the address and what is read of the record. */
	const all = pages.map((page) =>
		page.split(/\{(.+?)\}/).map((part, at) => (at % 2 ? readerOf(part) : () => part)),
	);
	return (record) => {
		for (const parts of all) {
			const filled = parts.map((part) => String(part(record) ?? '')).join('');
			if (!/\/(\/|$)/.test(filled)) return `${host}/nc/#/${filled}`;
		}
		return undefined;
	};
}
