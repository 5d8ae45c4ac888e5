import { badRequest, invalid } from './errors.cts';
import { applyRules } from './rules.cts';
import { stamp } from './time.cts';
import type { Row } from './store.cts';
import type { Resource } from './vocabulary.cts';
import type { World } from './world.cts';

type Body = Record<string, unknown>;

/** Bodies are wrapped in `data`, always (facts 2.1, trap 3). */
export function unwrap(body: unknown): Body {
	const data = (body as { data?: unknown } | null | undefined)?.data;
	if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data as Body;
	throw badRequest('data is missing');
}

export function create(resource: Resource, body: Body, world: World): Row {
	for (const key of resource.required ?? []) if (isBlank(body[key])) throw missing(key);
	const { store } = world;
	const at = stamp(world.now());
	const fields = applyRules(rulesOf(resource, resource.updateOnly), body, {}, { world });
	const row: Row = {
		...resource.defaults?.(world),
		...fields,
		id: store.nextId(resource.path),
		created_at: at,
		updated_at: at,
		version: 1,
	};
	const others = takeElsewhere(resource, row);
	resource.settle?.(row, world, { body });
	store.commit(resource.path, row);
	return finish(resource, row, others, world);
}

const rulesOf = ({ body }: Resource, without: string[] = []) =>
	Object.fromEntries(Object.entries(body!).filter(([key]) => !without.includes(key)));

/** The row is changed on a copy: a refused update leaves nothing behind. */
export function update(resource: Resource, before: Row, body: Body, world: World): Row {
	resource.beforeUpdate?.(before, world);
	const fields = applyRules(rulesOf(resource, resource.createOnly), body, before, { world });
	for (const key of resource.required ?? []) {
		if (key in fields && isBlank(fields[key])) throw missing(key);
	}
	const row: Row = {
		...before,
		...fields,
		updated_at: stamp(world.now()),
		version: before.version + 1,
	};
	const others = takeElsewhere(resource, row);
	resource.settle?.(row, world, { before, body });
	world.store.commit(resource.path, row);
	return finish(resource, row, others, world);
}

/** What is asked for other records is no value of the row. */
function takeElsewhere({ elsewhere = {} }: Resource, row: Row): Body {
	const asked = Object.keys(elsewhere).filter((key) => row[key] != null);
	const others = Object.fromEntries(asked.map((key) => [key, row[key]]));
	for (const key of Object.keys(elsewhere)) delete row[key];
	return others;
}

function finish({ elsewhere }: Resource, row: Row, others: Body, world: World): Row {
	world.forget();
	for (const [key, asked] of Object.entries(others)) elsewhere![key](asked, row, world);
	world.forget();
	return row;
}

export function remove(resource: Resource, row: Row, world: World): void {
	resource.beforeDelete?.(row, world);
	if (resource.remains) {
		const updated_at = stamp(world.now());
		const changed = { ...row, ...resource.remains(row, world), updated_at };
		world.store.commit(resource.path, { ...changed, version: row.version + 1 });
	} else if (resource.hasTrash) {
		const at = stamp(world.now());
		const trashed = { ...row, deleted_at: at, updated_at: at, version: row.version + 1 };
		world.store.trash(resource.path, trashed);
	} else world.store.remove(resource.path, row.id);
	world.forget();
}

const isBlank = (value: unknown) => value === undefined || value === null || value === '';

const missing = (key: string) => invalid(`${key} can't be blank`);
