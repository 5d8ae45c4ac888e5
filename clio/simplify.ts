import type { Json } from './client';
import { customFieldPaths, toNames } from './customFields/names';
import { hasId } from './facts';
import { fieldsForPaths, valueAt } from './fields';
import type { Firm } from './firm';
import type { Resource } from './resources/vocabulary';
import { inWords } from './words';

/** The `fields` that a simplified record is made of, and those at more paths. */
export function simplifiedFields(resource: Resource, more: string[] = []): string {
	const inPages = resource.pages.flatMap((page) =>
		[...page.matchAll(/\{(.+?)\}/g)].map(([, path]) => path),
	);
	const own = resource.customFields ? customFieldPaths : [];
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
	const { customFields } = resource;
	const own = customFields ? await toNames(firm, customFields, records) : [];
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
			...(customFields ? { customFields: own[at] } : {}),
			...(url ? { url } : {}),
		};
	});
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
