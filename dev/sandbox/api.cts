import { forbidden, notFound, staleEtag } from './errors.cts';
import { etagOf, isFresh, lastModified, matches } from './etag.cts';
import { select } from './fields.cts';
import { list } from './list.cts';
import { render } from './render.cts';
import { findResource } from './resources/index.cts';
import type { Row, Store } from './store.cts';
import type { MemberCall, Resource } from './vocabulary.cts';
import type { WebhookOptions } from './webhooks/options.cts';
import { World } from './world.cts';
import { create, remove, unwrap, update } from './writes.cts';

export interface Call {
	method: string;
	/** Below /api/v4, without a leading slash. */
	path: string;
	query: URLSearchParams;
	/** Absolute, as the caller wrote it: paging links are made from it. */
	url: string;
	headers: NodeJS.Dict<string | string[]>;
	body: unknown;
	userId: number;
}

export interface Answer {
	status: number;
	headers?: Record<string, string>;
	body?: unknown;
}

/** One authenticated call on a resource. */
export function answer(
	call: Call,
	store: Store,
	now: () => number,
	webhooks: WebhookOptions,
): Answer {
	const { resource, key, memberCall } = locate(call);
	const world = worldOf(call, store, now, webhooks);
	if (isWithheld(resource, key, webhooks)) throw forbidden();
	const selection = select(resource, call.query.get('fields'));
	if (key === undefined) {
		if (call.method === 'GET' && can(resource, 'L')) return listed();
		if (call.method === 'POST' && can(resource, 'C')) return created();
		throw notFound(`No such path: ${call.method} /${call.path}`);
	}
	const row = findRow(resource, key, world, call.method);
	if (memberCall) return single(call.method === 'POST' ? 201 : 200, memberCall(row, world, call));
	if (call.method === 'GET' && can(resource, 'G')) return read(row);
	if (call.method === 'PATCH' && can(resource, 'U')) return updated(row);
	if (call.method === 'DELETE' && can(resource, 'D')) return removed(row);
	throw notFound(`No such path: ${call.method} /${call.path}`);

	function listed(): Answer {
		const { rows, paging } = list(resource, call.query, world, call.url);
		const data = rows.map((each) => render(resource, each, selection, world));
		return { status: 200, body: { data, meta: { paging } } };
	}
	function created(): Answer {
		return single(201, create(resource, unwrap(call.body), world));
	}
	function read(found: Row): Answer {
		if (isFresh(call.headers, found)) return { status: 304, headers: validators(found) };
		return single(200, found);
	}
	function updated(found: Row): Answer {
		const condition = call.headers['if-match'];
		if (condition && !matches(String(condition), etagOf(found))) {
			throw staleEtag(`The ${resource.name} has changed since it was read`);
		}
		return single(200, update(resource, found, unwrap(call.body), world));
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

const validators = (row: Row) => ({ etag: etagOf(row), 'last-modified': lastModified(row) });

interface Place {
	resource: Resource;
	key?: string;
	memberCall?: MemberCall;
}

/** Paths work with and without `.json` (facts 2.2). */
function locate({ method, path }: Call): Place {
	const plain = path.replace(/\.json$/, '');
	const collection = findResource(plain);
	if (collection) return { resource: collection };
	const cut = plain.lastIndexOf('/');
	const owner = findResource(plain.slice(0, Math.max(0, cut)));
	if (owner && cut < plain.length - 1) return { resource: owner, key: plain.slice(cut + 1) };
	const [, above, id, name] = /^(.+)\/(\d+)\/(\w+)$/.exec(plain) ?? [];
	const resource = above && findResource(above);
	const memberCall = resource && resource.calls?.[`${method} ${name}`];
	if (memberCall) return { resource, key: id, memberCall };
	throw notFound(`No such path: ${method} /${path}`);
}

function findRow(resource: Resource, key: string, world: World, method: string): Row {
	const named = resource.named?.[key];
	const row = named ? named(world) : world.store.get(resource.path, /^\d+$/.test(key) ? +key : 0);
	// UNKNOWN whether a single call still reads what is in the trash; only restoring reaches it here.
	const isTrashed = resource.hasTrash && row?.deleted_at && method !== 'PATCH';
	if (row && !isTrashed && resource.visible?.(row, world) !== false) return row;
	throw notFound(`${resource.name} ${key} was not found`);
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
