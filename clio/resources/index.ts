import { catalogue } from './catalogue';
import { byIdOnly, type Resource } from './vocabulary';

const { activity, daily, kinds, ofGrow, rare } = catalogue;
export const { apiRequest, assignment, reminderRow } = catalogue;

/** Every resource the package knows, by name. Activities are for triggers: forms have their parts, time and expenses. */
export const resources: Record<string, Resource> = { activity, ...daily, ...rare, ...ofGrow };

/** Those at Clio Manage. */
export const ofManage: Resource[] = Object.values(resources).filter(({ api }) => !api);

const inForms = (some: Record<string, Resource>): Resource[] =>
	Object.values(some).filter(({ operations }) => operations.length > 0);

/** What the node Clio works with. */
export const everyday: Resource[] = inForms(daily);

/** What the node Clio Advanced works with. */
export const advanced: Resource[] = inForms(rare);

/** What the node Clio Grow works with. */
export const grow: Resource[] = inForms(ofGrow);

/** True for what people know by a name and choose from a list. */
export const hasName = (name: string): boolean =>
	name in resources && resources[name].lookup.shows !== byIdOnly.shows;

/** The resource behind an operation that has one of its own, e.g. documentCopy behind Copy of documents. */
export const resourceBehind = (resource: string, operation: string): Resource | undefined =>
	Object.values(resources).find(
		({ operationOf }) => operationOf?.resource === resource && operationOf.operation === operation,
	);

/** The plain values that a record of a kind (a resource or a kind in records.ts) has when it stands in another. */
export function plainValues(kind: string): string[] {
	return resources[kind]?.reads ?? kinds[kind]?.split(' ') ?? ['id', 'etag'];
}
