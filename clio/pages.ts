import type { Call, Client, Json, Query, Unread } from './client';
import { ClioError, raise } from './errors';
import { PagesAhead } from './pagesAhead';

export const pageSize = 200;
/** Sorted otherwise than by id, Clio pages by offset and stops here (facts 2.5). */
export const sortedCeiling = 10_000;

export interface ListOptions {
	query?: Query;
	/** Clio's `order`, e.g. `display_number(desc)`; without it, by id where the list can be sorted. */
	order?: string;
	/** Clio pages by cursor in any order, and refuses an offset. */
	byCursor?: true;
	/** Most records to return. */
	limit?: number;
	/** Most records on a page, where Clio gives fewer than elsewhere. */
	page?: number;
	/** Whoever reads it reads all of it: the next page is asked for as soon as its link is seen. */
	ahead?: boolean;
	attempt: Call['attempt'];
}

type Following = Pick<ListOptions, 'limit' | 'page' | 'ahead' | 'attempt'> & { ceiling?: number };

export interface Page {
	records: Json[];
	/** Why the list ends here although Clio has more: the limit, or Clio's own when sorting. */
	cut?: 'limit' | 'ceiling';
	/** Whether another page follows at Clio. */
	hasMore?: boolean;
}

/**
 * A list, page by page. Follows `meta.paging.next` as given until it is absent (facts 2.5): by cursor
 * without a ceiling in the order of ids, by offset in any other order.
 * @param path e.g. `matters`
 * @param byId whether the list can be asked for in the order of ids (facts, trap 7)
 */
export async function* pages(
	client: Client,
	path: string,
	byId: boolean,
	{ query, order, byCursor, limit = Infinity, page = pageSize, ahead, attempt }: ListOptions,
): AsyncGenerator<Page> {
	const asked = order ?? (byId ? 'id(asc)' : undefined);
	const sorted = !byCursor && asked !== undefined && asked !== 'id(asc)';
	const first: Query = {
		...query,
		...(asked ? { order: asked } : {}),
		...(sorted ? { offset: 0 } : {}),
		limit: Math.min(page, limit),
	};
	const ceiling = sorted ? sortedCeiling : undefined;
	const start = await client.page({ path, query: first, attempt });
	const list = follow(client, start, { limit, page, ceiling, ahead, attempt });
	yield* sorted ? withoutRepeats(list) : list;
}

/** Paged by offset, a record comes again if another was added before it meanwhile. */
async function* withoutRepeats(list: AsyncGenerator<Page>): AsyncGenerator<Page> {
	const seen = new Set<unknown>();
	const isNew = ({ id }: Json) => id === undefined || (!seen.has(id) && seen.add(id));
	for await (const page of list) yield { ...page, records: page.records.filter(isNew) };
}

/**
 * A page, and those that its links lead to.
 * @param ceiling after how many records Clio gives no more
 */
export async function* follow(
	client: Client,
	start: Unread,
	{ limit = Infinity, page: size = pageSize, ceiling = Infinity, ahead, attempt }: Following,
): AsyncGenerator<Page> {
	const seen = new Set<string>();
	const ask = async (next: string) => client.page({ path: next, attempt });
	const others = new PagesAhead(ask, ahead ? Math.min(limit, ceiling) / size : 0);
	let count = 0;
	for (let page = start; ;) {
		others.after(page);
		if (others.next) await client.letGo(others.next);
		const { records, next: link } = await page.read();
		const next = unseen(link, seen);
		count += records.length;
		const over = Math.max(0, count - limit);
		const cut = cutBy({ next, over, full: count >= limit, ended: count >= ceiling });
		yield { records: over ? records.slice(0, -over) : records, cut, hasMore: !!next };
		if (cut || !next || count >= limit) return;
		page = await others.at(next);
	}
}

function cutBy(at: { next?: string; over: number; full: boolean; ended: boolean }): Page['cut'] {
	if (at.over || (at.full && at.next)) return 'limit';
	return at.ended && at.next ? 'ceiling' : undefined;
}

/** A link met before would go round for ever. */
function unseen(next: string | undefined, seen: Set<string>): string | undefined {
	if (next && seen.has(next)) {
		raise(
			new ClioError(
				'unexpected',
				'Clio sent the same page of the list twice',
				'The list was stopped, because it would never end. Narrow it with a filter, and report it at github.com/n8n-nodes-clio/n8n-nodes-clio/issues.',
			),
		);
	}
	if (next) seen.add(next);
	return next;
}
