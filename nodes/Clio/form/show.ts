import type { IDisplayOptions } from 'n8n-workflow';
import type { Operation, Resource } from '../../../clio/resources/vocabulary';

/** Shows a property only for these resources and operations (and values of other fields). */
export const showFor = (show: Record<string, string[]>): IDisplayOptions => ({ show });

/** Where the menus have a resource with these verbs: itself, or the operation that it stands behind. */
export function places(resource: Resource, verbs: Operation[]): Record<string, string[]> {
	const { name, operations, operationOf } = resource;
	const operation = verbs.filter((one) => operations.includes(one));
	if (!operationOf || !operation.length) return { resource: [name], operation };
	return { resource: [operationOf.resource], operation: [operationOf.operation] };
}

/** The operations in the menus by which the verbs are carried out, for a property that all resources share. */
export const anyPlace = (
	resources: Resource[],
	...verbs: Operation[]
): Record<string, string[]> => ({
	operation: sharedPlaces(resources, ...verbs).operation,
});

/** Where the menus have any of these resources with one of the verbs, for a property that others lack. */
export function sharedPlaces(
	resources: Resource[],
	...verbs: Operation[]
): Record<string, string[]> {
	const all = having(resources, ...verbs).map((one) => places(one, verbs));
	const union = (key: string) => [...new Set(all.flatMap((one) => one[key]))];
	return { resource: union('resource'), operation: union('operation') };
}

/** The resources that have one of the verbs. */
export const having = (resources: Resource[], ...verbs: Operation[]): Resource[] =>
	resources.filter(({ operations }) => operations.some((one) => verbs.includes(one)));
