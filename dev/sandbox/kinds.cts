import type { Row } from './store.cts';
import type { Kind, Resource } from './vocabulary.cts';
import { embedded } from './embedded.cts';

/**
 * Every kind by its name. Resources enter themselves (resources/index.cts), because they and
 * the kinds refer to each other in circles.
 */
const kinds = new Map<string, Kind>(embedded.map((kind) => [kind.name, kind]));

export function register(resource: Resource): void {
	kinds.set(resource.path, {
		...resource,
		resolve: resource.rows
			? (row: Row) => row
			: (id: number, world) => world.store.get(resource.path, id),
	});
}

export function kindOf(name: string): Kind {
	const kind = kinds.get(name);
	if (!kind) throw new Error(`The sandbox knows no kind "${name}"`);
	return kind;
}
