/** The parameter that says which record of a resource an operation is about, e.g. `matterId`. */
export const recordParameter = (resource: string): string => `${resource}Id`;

/** The parameter with the firm's own fields of a resource, e.g. `matterCustomFields`. */
export const mapperParameter = (resource: string, isNew: boolean): string =>
	`${resource}CustomField${isNew ? 's' : 'Changes'}`;
