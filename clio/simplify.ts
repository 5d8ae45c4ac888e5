import type { Json } from './client';
import { fieldsForPaths } from './fields';
import type { Resource } from './resources/vocabulary';

/** The `fields` that a simplified record is made of, and those at more paths. */
export function simplifiedFields(resource: Resource, more: string[] = []): string {
	const inPages = resource.pages.flatMap((page) =>
		[...page.matchAll(/\{(.+?)\}/g)].map(([, path]) => path),
	);
	const paths = ['id', ...Object.values(resource.simplified), ...inPages, ...more];
	return fieldsForPaths([...new Set(paths)]);
}

/** Names instead of ids, hours instead of seconds, and the page of the record in Clio. */
export function simplify(resource: Resource, record: Json, host: string): Json {
	const url = pageOf(resource, record, host);
	return {
		id: record.id,
		...Object.fromEntries(
			Object.entries(resource.simplified).map(([name, path]) => [
				name,
				valueAt(record, path) ?? null,
			]),
		),
		...(url ? { url } : {}),
	};
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

/** The value at a path; through a list, the values of its entries with commas between them. */
function valueAt(record: unknown, path: string): unknown {
	let value = record;
	for (const key of path.split('.')) {
		value = Array.isArray(value)
			? value.map((entry) => (Object(entry) as Json)[key]).join(', ')
			: (Object(value) as Json)[key];
	}
	return value;
}
