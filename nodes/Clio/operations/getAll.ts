import type { INodeExecutionData } from 'n8n-workflow';
import { toBoolean } from '../../../clio/convert';
import { refuse } from '../../../clio/errors';
import { pages, type ListOptions, type Page } from '../../../clio/pages';
import { buildQuery } from '../../../clio/query';
import { hint } from './hints';
import { outputOf } from './output';
import { options, parameter, values } from './parameters';
import { eachItem, type Run } from './run';

export async function getAll(run: Run): Promise<INodeExecutionData[]> {
	const { resource } = run;
	return eachItem(run, async (item, emit) => {
		const { client, records } = await run.connection();
		const { fields, show } = outputOf(run, item);
		const list: ListOptions = {
			query: { ...queryOf(run, item), fields },
			order: orderOf(run, item),
			limit: limitOf(run, item),
			attempt: records.attempt('list'),
		};
		let cut: Page['cut'];
		for await (const page of pages(client, resource.path, resource.orders.length > 0, list)) {
			emit(page.records.map((record) => show(record, client.place.host)));
			cut = page.cut;
		}
		if (cut) hint(run.context, cut);
	});
}

/** Filters a person set come before what makes the list whole. */
function queryOf(run: Run, item: number) {
	const filters = values(run, run.resource.filters, 'filters', item);
	return { ...run.resource.whole, ...buildQuery(run.resource, filters, run.context.getTimezone()) };
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

function limitOf(run: Run, item: number): number {
	if (toBoolean(parameter(run, 'returnAll', item) || false, 'Return All')) return Infinity;
	const limit = Number(parameter(run, 'limit', item));
	if (Number.isInteger(limit) && limit > 0) return limit;
	return refuse(
		'Limit must be a whole number of at least 1',
		'Enter how many records to return, or switch Return All on.',
	);
}
