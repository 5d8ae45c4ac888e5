import type { Part } from '../../../clio/resources/vocabulary';

/** The name of the method that searches these resources. */
export const searchMethod = (names: string[], parts: Part[] = []): string =>
	['search', ...names, ...(parts.length ? ['or', ...parts] : [])].join('_');
