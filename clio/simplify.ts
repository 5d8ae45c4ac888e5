import type { Json } from './client';
import { customFieldPaths, toNames } from './customFields/names';
import { hasId } from './facts';
import { fieldsForPaths, valueAt } from './fields';
import { byName, hasOwnFields, ownFieldPaths } from './grow/customFields';
import type { Firm } from './firm';
import type { Resource } from './resources/vocabulary';
import { inWords } from './words';

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

/**
 * Names instead of ids, hours instead of seconds, the words of Clio's screens, times in the workflow's zone,
 * custom fields by name, and the page of the record in Clio.
 */
export async function simplify(
	resource: Resource,
	records: Json[],
	{ firm, zone }: { firm: Firm; zone: string },
): Promise<Json[]> {
	const own = await ownValues(resource, records, firm);
	return records.map((record, at) => {
		const url = pageOf(resource, record, firm.client.place.host);
		return {
			...(hasId(resource) ? { id: record.id } : {}),
			...Object.fromEntries(
				Object.entries(resource.simplified).map(([name, path]) => [
					name,
					inWords(resource, path, valueAt(record, path) ?? null, zone),
				]),
			),
			...(own ? { customFields: own[at] } : {}),
			...(url ? { url } : {}),
		};
	});
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
): Promise<Json[] | undefined> {
	if (resource.customFields) return toNames(firm, resource.customFields, records);
	return hasOwnFields(resource) ? records.map(byName) : undefined;
}

/** The most exact page on Clio's site whose values the record has. */
export function pageOf(resource: Resource, record: Json, host: string): string | undefined {
	for (const page of resource.pages) {
		const filled = page.replace(/\{(.+?)\}/g, (_, path: string) =>
			String(valueAt(record, path) ?? ''),
		);
		if (!/\/(\/|$)/.test(filled)) return `${host}/nc/#/${filled}`;
	}
	return undefined;
}
