import type { IDisplayOptions } from 'n8n-workflow';
import type { Resource } from '../../../clio/resources/vocabulary';

/** Shows a property only for these resources and operations (and values of other fields). */
export const showFor = (show: Record<string, string[]>): IDisplayOptions => ({ show });

/** The resources that have one of the operations, for a property they share. */
export const having = (resources: Resource[], ...operations: string[]): string[] =>
	resources
		.filter((resource) => resource.operations.some((one) => operations.includes(one)))
		.map(({ name }) => name);

/** The parameter that says which record of a resource an operation is about, e.g. `matterId`. */
export const recordParameter = (resource: string): string => `${resource}Id`;

/** The parameter with the firm's own fields of a resource, e.g. `matterCustomFields`. */
export const mapperParameter = (resource: string, isNew: boolean): string =>
	`${resource}CustomField${isNew ? 's' : 'Changes'}`;
