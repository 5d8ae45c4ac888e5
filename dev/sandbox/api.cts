import type { Answer, Call } from './call.cts';
import { forbidden, notFound, staleEtag } from './errors.cts';
import { etagOf, holds, isFresh } from './etag.cts';
import { select } from './fields.cts';
import { list } from './list.cts';
import { locate, noSuchPath, type Place } from './locate.cts';
import { render } from './render.cts';
import { validators } from './show.cts';
import type { Row, Store } from './store.cts';
import type { Resource } from './vocabulary.cts';
import type { WebhookOptions } from './webhooks/options.cts';
import { World } from './world.cts';
import { create, remove, unwrap, update } from './writes.cts';

/** One authenticated call on a resource. */
export function answer(
	call: Call,
	store: Store,
	now: () => number,
	webhooks: WebhookOptions,
): Answer {
	const place = locate(call);
	const { resource, key, memberCall, reply, listReply } = place;
	const world = worldOf(call, store, now, webhooks);
	if (isWithheld(resource, key, webhooks)) throw forbidden();
	const rows = rowsAt(place, world);
	if (listReply) return listReply(world, call);
	if (reply) return reply(findRow(place, rows, world), world, call);
	const selection = select(resource, call.query.get('fields'));
	if (key === undefined) {
		if (call.method === 'GET' && can(resource, 'L')) return listed();
		if (call.method === 'POST' && can(resource, 'C')) return created();
		if (!resource.single) throw noSuchPath(call);
	}
	const row = findRow(place, rows, world, call.method);
	if (memberCall) return single(call.method === 'POST' ? 201 : 200, memberCall(row, world, call));
	if (call.method === 'GET' && can(resource, 'G')) return read(row);
	if (call.method === 'PATCH' && can(resource, 'U')) return updated(row);
	if (call.method === 'DELETE' && can(resource, 'D')) return removed(row);
	throw noSuchPath(call);

	function listed(): Answer {
		const shown = resource.listRows?.(call.query, world) ?? rows;
		const page = list(resource, call.query, world, call.url, shown);
		const data = page.rows.map((each) => render(resource, each, selection, world));
		return { status: 200, body: { data, meta: { paging: page.paging } } };
	}
	function created(): Answer {
		const body = unwrap(call.body);
		return single(201, resource.instead?.(body, world) ?? create(resource, body, world));
	}
	function read(found: Row): Answer {
		if (isFresh(call.headers, found)) return { status: 304, headers: validators(found) };
		return single(200, found);
	}
	function updated(found: Row): Answer {
		const condition = call.headers['if-match'];
		if (condition && !holds(String(condition), etagOf(found))) {
			throw staleEtag(`The ${resource.name} has changed since it was read`);
		}
		const body = unwrap(call.body);
		const other = resource.instead?.(body, world, found);
		return single(200, other ?? update(resource, found, body, world));
	}
	function removed(found: Row): Answer {
		remove(resource, found, world);
		return { status: 204 };
	}
	function single(status: number, found: Row): Answer {
		const data = render(resource, found, selection, world);
		return { status, headers: validators(found), body: { data } };
	}
}

/** Who the token belongs to is told without any permission (facts 5.10). */
function isWithheld(
	{ permission, named }: Resource,
	key = '',
	{ missingPermissions }: WebhookOptions,
) {
	if (named?.[key]) return false;
	return [permission].flat().some((area) => missingPermissions.includes(area));
}

const can = (resource: Resource, operation: string) => resource.operations.includes(operation);

/** The rows that are not simply those of the store: worked out, or of the record above. */
function rowsAt({ resource, above }: Place, world: World): Row[] | undefined {
	if (!above) return resource.rows?.(world);
	const owner = findRow(above, above.resource.rows?.(world), world);
	return resource.rowsOf!(owner, world);
}

function findRow(
	{ resource, key }: Pick<Place, 'resource' | 'key'>,
	rows: Row[] | undefined,
	world: World,
	method = 'GET',
): Row {
	const row = rowAt(resource, key, rows, world);
	// UNKNOWN whether a single call still reads what is in the trash; only restoring reaches it here.
	const isTrashed = resource.hasTrash && row?.deleted_at && method !== 'PATCH';
	if (row && !isTrashed && resource.visible?.(row, world) !== false) return row;
	throw notFound([resource.name, key, 'was not found'].filter(Boolean).join(' '));
}

function rowAt(
	resource: Resource,
	key: string | undefined,
	rows: Row[] | undefined,
	world: World,
): Row | undefined {
	if (key === undefined) {
		const all = rows ?? world.store.all(resource.path);
		return all.find((row) => resource.visible?.(row, world) !== false);
	}
	const named = resource.named?.[key];
	if (named) return named(world);
	if (!/^\d+$/.test(key)) return resource.find?.(key, world);
	const id = Number(key);
	return rows ? rows.find((row) => row.id === id) : world.store.get(resource.path, id);
}

function worldOf(
	{ query, userId }: Call,
	store: Store,
	now: () => number,
	webhooks: WebhookOptions,
): World {
	const ids = query.getAll('custom_field_ids[]').map(Number);
	const customFieldIds = ids.length ? new Set(ids) : undefined;
	return new World(store, now, store.get('users', userId)!, customFieldIds, webhooks);
}
