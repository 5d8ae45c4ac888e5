import { resources } from './resources';

/**
 * True for what is created below a record that shows nothing of it, e.g. `contacts/12/notes` of Clio Grow: the
 * record stays as it is. A copy of a document is sent for below it, too, but comes to the documents.
 */
export function isBeside(path: string): boolean {
	const [list, id, part] = path.split('/');
	const all = Object.values(resources);
	const lies = all.some(
		({ path: one, operations, operationOf }) =>
			operations.includes('create') &&
			!operationOf &&
			one.replace(/\{\w+\}/, id) === `${list}/${id}/${part}`,
	);
	return lies && !all.some((one) => one.path === list && part in one.records);
}
