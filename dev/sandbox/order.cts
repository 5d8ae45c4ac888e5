import { badRequest } from './errors.cts';
import { follow } from './render.cts';
import type { Row } from './store.cts';
import type { Resource } from './vocabulary.cts';
import type { World } from './world.cts';

export interface Order {
	path: string;
	descending: boolean;
}

/** Only listed values are taken; a list without `order` ignores it (facts 2.4). */
export function orderOf(resource: Resource, text: string | null): Order {
	const asked = resource.order && text ? text : (resource.defaultOrder ?? 'id(asc)');
	const [, path, direction] = /^([\w.]+)\((asc|desc)\)$/.exec(asked) ?? [];
	if (!path || (asked === text && !resource.order!.includes(path))) {
		throw badRequest(`${asked} is not a valid order`);
	}
	return { path, descending: direction === 'desc' };
}

/** Equal values stay in the order of their ids; empty values come last. */
export function sorted(resource: Resource, rows: Row[], order: Order, world: World): Row[] {
	const value = resource.orderValues?.[order.path];
	const keyed = rows.map((row) => ({
		row,
		key: (value ? value(row, world) : follow(resource, row, order.path, world)) ?? null,
	}));
	const sign = order.descending ? -1 : 1;
	keyed.sort((a, b) => sign * compareKeys(a.key, b.key));
	return keyed.map(({ row }) => row);
}

function compareKeys(a: any, b: any): number {
	if (a === b) return 0;
	if (a === null) return 1;
	if (b === null) return -1;
	return a < b ? -1 : 1;
}
