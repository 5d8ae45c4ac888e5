import type { Resource } from '../../clio/resources/vocabulary';

/** The resource in whose menu it stands: its own, or that whose operation it is, e.g. Move of documents. */
export const menuOf = ({ name, operationOf }: Resource): string => operationOf?.resource ?? name;

/** The parameter that says which record of a resource an operation is about, e.g. `matterId`. */
export const recordParameter = (resource: Resource): string => `${menuOf(resource)}Id`;

/** The parameter with the firm's own fields of a resource, e.g. `matterCustomFields`. */
export const mapperParameter = (resource: string, isNew: boolean): string =>
	`${resource}CustomField${isNew ? 's' : 'Changes'}`;
