import type { Json, Query } from '../../../clio/client';
import { sortedCeiling, pageSize } from '../../../clio/pages';
import type { Account } from '../account.cts';
import { judged, needed, Unaskable, type Question } from '../question.cts';
import { answer, count, moment, shape, told, yesNo } from '../told.cts';

const theme = 'Lists';

interface Listed {
	records: Json[];
	next?: URL;
	meta: unknown;
}

/** A list, or why it cannot be had. */
async function list(clio: Account, path: string, query?: Query): Promise<Listed> {
	const { body } = needed(await clio.ask('GET', path, { query }), told`read a list`);
	const { data, meta } = Object(body) as Json;
	const { next } = Object((Object(meta) as Json).paging) as Json;
	return {
		records: [data ?? []].flat() as Json[],
		meta,
		...(typeof next === 'string' && URL.canParse(next) && { next: new URL(next) }),
	};
}

/** The first of these lists of which there is enough for a question. */
async function firstOf<T>(paths: string[], look: (path: string) => Promise<T | undefined>) {
	for (const path of paths) {
		const found = await look(path).catch((error: unknown) => {
			if (error instanceof Unaskable) return undefined;
			throw error;
		});
		if (found) return found;
	}
	return undefined;
}

const some = ['contacts', 'matters', 'activities', 'users'];
/** In the order in which they grow, with an order that Clio has for each. */
const long: Record<string, string> = {
	activities: 'date(desc)',
	documents: 'updated_at(desc)',
	communications: 'date(desc)',
	contacts: 'name(asc)',
	tasks: 'name(asc)',
	matters: 'updated_at(desc)',
};

async function ofTwo(clio: Account, query: Query): Promise<Listed> {
	const found = await firstOf(some, async (path) => {
		const one = await list(clio, path, { fields: 'id', limit: 1, ...query });
		return one.next && one;
	});
	if (found) return found;
	throw new Unaskable(told`no list of this account that may be read has a second page`);
}

/** What is wrong with a link, in words for the report. */
const placeholder = (next: URL, name: string) => next.searchParams.has(name);

export const lists: Question[] = [
	{
		id: 'limit',
		theme,
		asks: 'Is a `limit` above the maximum cut or refused?',
		assumes: 'Neither: they never ask for more than Clio allows.',
		otherwise:
			'Nothing, unless more than 200 records come: lists could be had with fewer requests.',
		needs: 'read',
		async ask({ clio }) {
			const found = await clio.ask('GET', 'contacts', { query: { fields: 'id', limit: 500 } });
			const { length } = [Object(found.body).data ?? []].flat();
			if (found.status !== 200)
				return judged(found.status === 400, told`refused: ${answer(found)}`);
			const isMore = length > pageSize;
			return judged(
				!isMore,
				isMore ? told`more than 200 records came` : told`taken; 200 records at most came`,
			);
		},
	},
	{
		id: 'next',
		theme,
		asks: 'What is the link to the next page like?',
		assumes: 'A whole address at the host of the region, with `page_token` and what was asked for.',
		otherwise:
			'It is followed as it is, but never to another host: such a list ends with a message.',
		needs: 'read',
		async ask({ clio }) {
			const { next, meta } = await ofTwo(clio, { order: 'id(asc)' });
			const isHome = next?.origin === clio.place.host;
			const [hasToken, hasFields] = ['page_token', 'fields'].map((one) => placeholder(next!, one));
			return judged(
				isHome && hasToken && hasFields,
				told`at the same host: ${yesNo(isHome)}; \`page_token\`: ${yesNo(hasToken)}; \`fields\`: ${yesNo(hasFields)}; \`meta\` is ${shape(meta)}`,
			);
		},
	},
	{
		id: 'sorted-next',
		theme,
		asks: 'In another order than by ID, is there a link to the next page, with an offset and without?',
		assumes: 'With `offset=0` there is, and it goes on by `offset`.',
		otherwise: 'They follow whatever link there is; without one, sorted lists end after a page.',
		needs: 'read',
		async ask({ clio }) {
			const order = 'id(desc)';
			const by = await ofTwo(clio, { order, offset: 0 });
			const bare = await firstOf(some, async (path) => {
				const one = await list(clio, path, { fields: 'id', limit: 1, order });
				return one.next && one;
			});
			const isOffset = placeholder(by.next!, 'offset');
			return judged(
				isOffset,
				told`with an offset: a link${isOffset ? told` by \`offset\`` : told` by something else`}; without: ${
					!bare
						? told`none`
						: placeholder(bare.next!, 'page_token')
							? told`a link by \`page_token\``
							: told`a link by something else`
				}`,
			);
		},
	},
	{
		id: 'offset-ceiling',
		theme,
		asks: 'What is answered beyond 10,000 records by offset?',
		assumes: '422.',
		otherwise: 'Nothing: they end a sorted list at 10,000 by themselves, with a hint.',
		needs: 'read',
		async ask({ clio }) {
			const query = { fields: 'id', limit: 1, order: 'id(desc)', offset: sortedCeiling };
			const found = await clio.ask('GET', 'contacts', { query });
			return judged(found.status === 422, told`${answer(found)} with ${shape(found.body)}`);
		},
	},
	{
		id: 'sorted-end',
		theme,
		asks: 'Do the links of a sorted list end at 10,000 records?',
		assumes: 'Yes: there is no link, or it is refused with 422.',
		otherwise: 'They stop at 10,000 all the same and say so in a hint, although more could be had.',
		needs: 'read',
		async ask({ clio }) {
			const path = await firstOf(Object.keys(long), async (one) => {
				const query = { fields: 'id', limit: 1, order: long[one], offset: sortedCeiling - 1 };
				const last = await list(clio, one, query);
				return last.records.length ? one : undefined;
			});
			if (!path)
				throw new Unaskable(told`no list of this account that may be read has 10,000 records`);
			const begin = { fields: 'id', limit: pageSize, order: long[path] };
			let page = await list(clio, path, begin);
			let read = page.records.length;
			while (page.next && page.next.origin === clio.place.host && read < sortedCeiling) {
				page = await list(clio, page.next.href);
				read += page.records.length;
			}
			if (!page.next) return judged(true, told`no link after ${count(read)} records`);
			const beyond = await clio.ask('GET', page.next.href);
			return judged(
				beyond.status === 422,
				told`the link after ${count(read)} records: ${answer(beyond)}`,
			);
		},
	},
	{
		id: 'list-etag',
		theme,
		asks: 'Is the etag in a list that of the single record, and is the record not sent again for it?',
		assumes: 'Yes, as a field and as a header; 304 for a record that is still the same.',
		otherwise:
			'They notice when Clio refuses a change, and read each record before it: one request more.',
		needs: 'read',
		async ask({ clio }) {
			const fields = 'id,etag';
			const found = await firstOf(['matters', 'contacts'], async (path) => {
				const { records } = await list(clio, path, { fields, limit: 1 });
				return records[0] && { path: `${path}/${String(records[0].id)}`, etag: records[0].etag };
			});
			if (!found) throw new Unaskable(told`there is no matter and no contact that may be read`);
			const { path, etag } = found;
			const single = await clio.ask('GET', path, { query: { fields } });
			const headers = { 'If-None-Match': String(etag) };
			const again = await clio.ask('GET', path, { query: { fields }, headers });
			const [asField, asHeader] = [Object(Object(single.body).data).etag, single.headers.etag];
			const isSame = [asField, asHeader].every((one) => one === etag);
			return judged(
				isSame && again.status === 304,
				told`same as the field: ${yesNo(asField === etag)}; same as the header: ${yesNo(asHeader === etag)}; asked for again: ${answer(again)}`,
			);
		},
	},
	{
		id: 'moments',
		theme,
		asks: 'How does Clio write moments?',
		assumes: 'In whole seconds, with an offset or `Z`.',
		otherwise: 'Finer ones are read as well.',
		needs: 'read',
		async ask({ clio }) {
			const fields = 'id,updated_at';
			const found = await firstOf(some, async (path) => {
				const { records } = await list(clio, path, { fields, limit: 1 });
				return records[0];
			});
			if (!found) throw new Unaskable(told`there is no record that may be read`);
			const isWhole = /T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(String(found.updated_at));
			return judged(isWhole, moment(found.updated_at));
		},
	},
	{
		id: 'webhook-list',
		theme,
		asks: 'Can the list of webhooks be asked for in the order of IDs?',
		assumes: 'Yes, though Clio’s file lists no order for it.',
		otherwise: 'Publishing a trigger fails, because it reads this list first.',
		needs: 'read',
		async ask({ clio }) {
			const query = { fields: 'id,shared_secret', order: 'id(asc)', limit: 1 };
			const found = await clio.ask('GET', 'webhooks', { query });
			if (found.status === 403) needed(found, told`list webhooks`);
			return judged(found.status === 200, answer(found));
		},
	},
	{
		id: 'due-before',
		theme,
		asks: 'Is the day itself “before” it in a filter of bills?',
		assumes: 'Neither: they ask for a day more, and leave that day out themselves.',
		otherwise: 'Nothing.',
		needs: 'read',
		async ask({ clio }) {
			const query = { fields: 'id,due_at', due_after: '2000-01-01', limit: 1 };
			const [bill] = (await list(clio, 'bills', query)).records;
			if (!bill) throw new Unaskable(told`there is no bill that may be read`);
			const narrowed = {
				fields: 'id',
				due_before: String(bill.due_at),
				'ids[]': [String(bill.id)],
			};
			const { records } = await list(clio, 'bills', narrowed);
			return judged(true, told`the day itself is ${records.length ? told`` : told`not `}counted`);
		},
	},
	{
		id: 'billable-ids',
		theme,
		asks: 'What does the list of IDs of billable matters look like?',
		assumes: 'Bare IDs or records: both are understood.',
		otherwise: 'Nothing.',
		needs: 'read',
		async ask({ clio }) {
			const found = await clio.ask('GET', 'billable_matters/ids');
			const { data } = needed(found, told`list them`).body as Json;
			const isKnown = [data ?? []].flat().every((one) => ['number', 'object'].includes(typeof one));
			return judged(isKnown, told`${answer(found)} with ${shape(found.body)}`);
		},
	},
];
