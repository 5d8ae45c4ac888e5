import type { Resource } from '../../clio/resources/vocabulary';

/** What a resource's list can tell since a moment: what was created, what was updated. */
export const changesOf = ({ filters, reads }: Resource): string[] =>
	['created', 'updated'].filter((one) => `${one}_since` in filters && reads.includes(`${one}_at`));

/** True if its list can be polled; what is part of another record has no list of its own. */
export const isListed = (resource: Resource): boolean =>
	resource.operations.includes('getAll') &&
	!resource.within &&
	!resource.operationOf &&
	!needsRecord(resource) &&
	changesOf(resource).length > 0;

const needsRecord = ({ filters }: Resource): boolean =>
	Object.values(filters).some(({ required, kind }) => required && kind === 'reference');
