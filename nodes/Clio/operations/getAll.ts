import type { INodeExecutionData } from 'n8n-workflow';
import { asked, type Asked } from '../../../clio/asked';
import { toBoolean } from '../../../clio/convert';
import { refuse } from '../../../clio/errors';
import { withFields } from '../../../clio/fields';
import { pages, type ListOptions, type Page } from '../../../clio/pages';
import { hint } from './hints';
import { outputOf, together } from './output';
import { options, parameter, values } from './parameters';
import { eachItem, type Run } from './run';

export async function getAll(run: Run): Promise<INodeExecutionData[]> {
	const { resource } = run;
	return eachItem(run, async (item, emit) => {
		const connected = await run.at(item);
		const { query, sieve } = await queryOf(run, item);
		const { fields, show } = outputOf(run, item, sieve?.reads);
		const limit = limitOf(run, item);
		const list: ListOptions = {
			query: { ...query, fields: withFields(fields, sieve?.reads ?? []) },
			order: orderOf(run, item),
			byCursor: resource.byCursor,
			limit: sieve ? Infinity : limit,
			page: resource.page,
			// What a sieve leaves of the next page is not known: it may be one too many.
			ahead: !sieve || limit === Infinity,
			attempt: connected.records.attempt('list'),
		};
		let cut: Page['cut'];
		let count = 0;
		for await (const page of pages(
			connected.client,
			connected.place.path,
			resource.orders.includes('id'),
			list,
		)) {
			const kept = sieve ? page.records.filter(sieve.keeps) : page.records;
			const shown = await show(kept.slice(0, limit - count), connected);
			emit(sieve ? shown.map((one, at) => together(one, sieve.adds?.(kept[at]))) : shown);
			count += kept.length;
			cut = count > limit || (count === limit && page.hasMore) ? 'limit' : page.cut;
			if (count >= limit) break;
		}
		if (cut) hint(run.context, cut);
		if (sieve && !sieve.quiet) hint(run.context, 'sieved');
	});
}

/** What to ask Clio's list, and what of its answer to keep where the list cannot be asked. */
export async function queryOf(run: Run, item: number): Promise<Asked> {
	const { context, resource } = run;
	const { client, firm } = await run.connection();
	const zone = context.getTimezone();
	const given = values(run, resource.filters, 'filters', item);
	return asked(resource, given, { zone, now: client.now(), firm });
}

/** Only orders of the catalogue are sent. */
function orderOf(run: Run, item: number): string | undefined {
	const { orders, plural } = run.resource;
	const { sort } = options(run, item);
	if (!sort) return undefined;
	const [, name] = /^(.+)\((asc|desc)\)$/.exec(sort) ?? [];
	if (orders.includes(name)) return sort;
	return refuse(
		`${plural} cannot be sorted by "${sort}"`,
		`Choose Sort By from the list, or use one of ${orders.join(', ')} with (asc) or (desc) behind it.`,
	);
}

export function limitOf(run: Run, item: number): number {
	if (toBoolean(parameter(run, 'returnAll', item) || false, 'Return All')) return Infinity;
	const limit = Number(parameter(run, 'limit', item));
	if (Number.isInteger(limit) && limit > 0) return limit;
	return refuse(
		'Limit must be a whole number of at least 1',
		'Enter how many records to return, or switch Return All on.',
	);
}
