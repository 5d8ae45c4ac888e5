import { customFieldFilter } from './custom-field-values.cts';
import { badRequest } from './errors.cts';
import { moment, readId } from './filters.cts';
import { orderOf, sorted } from './order.cts';
import { pageOf, positionOf, type Page } from './paging.cts';
import type { Row } from './store.cts';
import type { Filter, Resource } from './vocabulary.cts';
import type { World } from './world.cts';

type Test = (row: Row) => boolean;

/** Rows of a list call: filtered, ordered, cut to a page. */
export function list(
	resource: Resource,
	query: URLSearchParams,
	world: World,
	url: string,
	/** Where they are not simply those of the store. */
	given?: Row[],
): Page {
	const limit = limitOf(resource, query);
	const tests = testsOf(resource, query, world);
	const passes = (row: Row) => tests.every((test) => test(row));
	const order = orderOf(resource, query.get('order'));
	const position = positionOf(query, order);
	if (position.mode === 'cursor') {
		const found = given
			? given.filter((row) => row.id > position.after && passes(row))
			: afterId(resource, position.after, limit, passes, world);
		return pageOf(found.slice(0, limit + 1), limit, position, url);
	}
	const all = given ?? world.store.all(resource.path);
	const rows = sorted(resource, all.filter(passes), order, world);
	return pageOf(rows.slice(position.skip, position.skip + limit + 1), limit, position, url);
}

/** One more than the page holds, to know whether there is a next one. */
function afterId(resource: Resource, id: number, limit: number, passes: Test, world: World): Row[] {
	const table = world.store.table(resource.path);
	const found: Row[] = [];
	for (let at = table.indexAfter(id); at < table.rows.length && found.length <= limit; at++) {
		if (passes(table.rows[at])) found.push(table.rows[at]);
	}
	return found;
}

/** Out of range is UNKNOWN at Clio (facts 8: clipped or 400); refused here, so that it is noticed. */
function limitOf({ maxLimit = 200 }: Resource, query: URLSearchParams): number {
	const text = query.get('limit');
	if (text === null || text === '') return maxLimit;
	const limit = Number(text);
	if (Number.isInteger(limit) && limit >= 1 && limit <= maxLimit) return limit;
	throw badRequest(`limit must be between 1 and ${maxLimit}`);
}

const standard: Record<string, Filter> = {
	'ids[]': (values) => {
		const wanted = new Set(values.map(readId));
		return (row) => wanted.has(row.id);
	},
	created_since: moment('created_at', '>='),
	updated_since: moment('updated_at', '>='),
};

/** Parameters that no filter claims are ignored in silence (facts 2.1, trap 4). */
function testsOf(resource: Resource, query: URLSearchParams, world: World): Test[] {
	for (const name of resource.requiredFilters ?? []) {
		if (!query.get(name)) throw badRequest(`${name} is required`);
	}
	const filters = { ...standard, ...resource.filters };
	for (const name of resource.lacks ?? []) delete filters[name];
	const asked = [...new Set(query.keys())].flatMap((name) => {
		const filter = Object.hasOwn(filters, name) ? filters[name] : customField(resource, name);
		return filter ? [filter(query.getAll(name), world, query)] : [];
	});
	const { visible, heldBack } = resource;
	if (visible) asked.push((row) => visible(row, world));
	if (heldBack) asked.push((row) => !heldBack(row, query, world));
	return asked;
}

function customField(resource: Resource, name: string): Filter | undefined {
	const [, id] = /^custom_field_values\[(\d+)\](?:\[\])?$/.exec(name) ?? [];
	return id && resource.customValuesOf
		? customFieldFilter(Number(id), resource.customValuesOf)
		: undefined;
}
