import type { Answer, Call } from '../call.cts';
import { notFound } from '../errors.cts';
import { isFresh } from '../etag.cts';
import { validators } from '../show.cts';
import type { Row, Store } from '../store.cts';
import { list } from './list.cts';
import { render } from './render.cts';
import { resources } from './resources/index.cts';
import { valuesOf } from './rules.cts';
import type { Scope } from './scopes.cts';
import { insert } from './records.cts';
import type { Resource, World } from './vocabulary.cts';

/** Who asks, and what the token may do: `demand` refuses what it may not. */
export interface Caller {
	may(scope: Scope): boolean;
	demand(scope: Scope | undefined): void;
}

/** One authenticated call below /grow. */
export function answer(call: Call, store: Store, now: () => number, caller: Caller): Answer {
	const place = locate(call.path);
	if (!place) throw notFound('Not Found');
	const { resource, above, key } = place;
	const { table, within } = resource;
	const { may, demand } = caller;
	const include = new Set(call.query.get('include')?.split(',') ?? []);
	const world: World = { store, now, may, include };
	const { method } = call;
	const operation = operationOf(method, key);
	// UNKNOWN: maybe 405 for a method that a path does not know.
	if (!operation || !can(resource, operation, key)) throw notFound('Not Found');
	demand(method === 'GET' ? resource.read : resource.write);
	return {
		L: listed,
		C: created,
		G: () => read(found()),
		D: removed,
	}[operation]();

	function rows(): Row[] {
		const all = store.all(table);
		if (!within) return all;
		const owner = store.get(within.table, Number(above));
		if (!owner) throw notFound('Not Found');
		return all.filter((row) => row[within.key] === owner.id);
	}
	function found(): Row {
		if (key === WHO_AM_I) return store.get(table, call.userId)!;
		const row = store.get(table, Number(key));
		if (row && resource.visible?.(row, world) !== false) return row;
		throw notFound('Not Found');
	}
	function listed(): Answer {
		const page = list(resource, rows(), new URL(call.url), world);
		const data = page.rows.map((row) => render(resource, row, world));
		return { status: 200, body: { data, meta: { paging: page.paging } } };
	}
	function read(row: Row): Answer {
		if (isFresh(call.headers, row)) return { status: 304, headers: validators(row) };
		const data = render(resource, row, world);
		return { status: 200, headers: validators(row), body: { data } };
	}
	function created(): Answer {
		// The record above must be there.
		rows();
		const values = valuesOf(call.body, resource, world);
		const owner = within && { [within.key]: Number(above) };
		const row = insert(resource, { ...values, ...owner, by_app: true }, world);
		const data = { ...render(resource, row, world), ...shownOnce(resource, row) };
		return { status: 201, headers: validators(row), body: { data } };
	}
	function removed(): Answer {
		store.remove(table, found().id);
		return { status: 204 };
	}
}

const WHO_AM_I = 'who_am_i';

interface Place {
	resource: Resource;
	/** The id of the record above. */
	above?: string;
	key?: string;
}

/** `contacts`, `contacts/7`, `contacts/7/notes`; nothing else leads anywhere. */
function locate(path: string): Place | undefined {
	const [first, second, third, ...rest] = path.split('/');
	const named = third === undefined ? first : `${first}/{id}/${third}`;
	const resource = resources.find((each) => each.path === named);
	if (!resource || rest.length > 0) return undefined;
	return third === undefined ? { resource, key: second } : { resource, above: second };
}

function operationOf(method: string, key?: string): 'L' | 'C' | 'G' | 'D' | undefined {
	if (method === 'GET') return key === undefined ? 'L' : 'G';
	if (method === 'POST' && key === undefined) return 'C';
	return method === 'DELETE' && key !== undefined ? 'D' : undefined;
}

const can = ({ path, operations }: Resource, operation: string, key?: string) =>
	operations.includes(operation) || (path === 'users' && operation === 'G' && key === WHO_AM_I);

const shownOnce = ({ onlyAtCreate = [] }: Resource, row: Row) =>
	Object.fromEntries(onlyAtCreate.map((field) => [field, row[field]]));
