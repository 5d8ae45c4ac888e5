import type { Part } from '../../../clio/resources/vocabulary';

/** What stands in a list above its records; "None" in a filter that finds those without one. */
export type Above = Part | 'none';

/** The name of the method that searches these resources. */
export const searchMethod = (names: string[], above: Above[] = []): string =>
	['search', ...names, ...(above.length ? ['or', ...above] : [])].join('_');
