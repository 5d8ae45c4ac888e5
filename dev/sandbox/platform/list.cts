import { badRequest } from '../errors.cts';
import type { Row } from '../store.cts';
import { instant } from '../time.cts';
import type { Filter, Resource, World } from './vocabulary.cts';

const PAGE = 200;
const MOST_IDS = 50;

/** What every list takes; other names are ignored. The bounds are inclusive. */
const ofAll: Record<string, Filter> = {
	created_since: (value) => {
		const bound = momentOf('created_since', value);
		return ({ created_at }) => Date.parse(created_at) >= bound;
	},
	updated_since: (value) => {
		const bound = momentOf('updated_since', value);
		return ({ updated_at }) => Date.parse(updated_at) >= bound;
	},
};

export function list(resource: Resource, rows: Row[], url: URL, world: World) {
	const query = url.searchParams;
	const missing = resource.needs?.find((name) => !query.get(name));
	if (missing) throw badRequest(`${missing} is missing`);
	const shown = rows.filter((row) => resource.visible?.(row, world) !== false);
	const found = passing(resource, query, world).reduce((left, test) => left.filter(test), shown);
	return pageOf(found, url);
}

function passing({ filters, searched }: Resource, query: URLSearchParams, world: World) {
	const tests = Object.entries({ ...ofAll, ...filters })
		.filter(([name]) => query.get(name) !== null)
		.map(([name, filter]) => filter(query.get(name)!, world));
	const ids = query.getAll('ids[]');
	if (ids.length > 0) tests.push(withIds(ids));
	const words = query.get('query')?.trim().toLowerCase();
	if (searched && words) {
		tests.push((row) => searched(row).some((text) => text?.toLowerCase().includes(words)));
	}
	return tests;
}

function withIds(ids: string[]): (row: Row) => boolean {
	if (ids.length > MOST_IDS) throw badRequest(`ids must have at most ${MOST_IDS} items`);
	if (!ids.every((id) => /^\d+$/.test(id))) throw badRequest('ids must be integers');
	const wanted = new Set(ids.map(Number));
	return ({ id }) => wanted.has(id);
}

function momentOf(name: string, value: string): number {
	const ms = instant(value);
	if (Number.isNaN(ms)) throw badRequest(`${name} is not a valid date-time`);
	return ms;
}

/** By id, ascending, always (facts of the Platform, 5). Links are there only where they lead somewhere. */
function pageOf(found: Row[], url: URL) {
	const start = startOf(found, url.searchParams.get('page_token'));
	const rows = found.slice(start, start + PAGE);
	const link = (place: string) => {
		const address = new URL(url);
		address.searchParams.set('page_token', Buffer.from(place).toString('base64url'));
		return address.toString();
	};
	const isLast = start + PAGE >= found.length;
	const paging = {
		...(!isLast && { next: link(`grow:after:${rows.at(-1)!.id}`) }),
		...(start > 0 && rows.length > 0 && { previous: link(`grow:before:${rows[0].id}`) }),
	};
	return { rows, paging };
}

function startOf(found: Row[], token: string | null): number {
	if (token === null) return 0;
	const place = Buffer.from(token, 'base64url').toString();
	const [, side, digits] = /^grow:(after|before):(\d+)$/.exec(place) ?? [];
	if (!side) throw badRequest('page_token is invalid');
	const isPast = ({ id }: Row) => (side === 'after' ? id > Number(digits) : id >= Number(digits));
	const index = found.findIndex(isPast);
	const at = index < 0 ? found.length : index;
	return side === 'after' ? at : Math.max(0, at - PAGE);
}
