import * as filter from '../filters.cts';
import { sum } from '../money.cts';
import { valueOf } from '../render.cts';
import type { Row } from '../store.cts';
import { many, one, words, type Filter, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';
import { activities } from './activities.cts';

/** What could be billed now, worked out from the activities that are on no bill yet. */

const isUnbilled = ({ billed, on_bill, non_billable, matter }: Row) =>
	matter && !billed && !on_bill && !non_billable;

const amountOf = (field: string, world: World) => (activity: Row) =>
	Number(valueOf(activities, activity, field, world) ?? 0);

function matterRow(id: number, work: Row[], world: World): Row {
	const matter = world.store.get('matters', id)!;
	const currency = world.store.get('currencies', matter.currency);
	return {
		...matter,
		amount_in_trust: matter.trust_balance ?? 0,
		currency_code: currency?.code,
		currency_id: currency?.id,
		unbilled_amount: sum(work.map(amountOf('total', world))),
		unbilled_hours: sum(work.map(amountOf('quantity_in_hours', world))),
		work,
	};
}

const matterRows = (world: World): Row[] =>
	world.once('billable matters', () => {
		const byMatter = new Map<number, Row[]>();
		for (const activity of world.store.all('activities').filter(isUnbilled)) {
			byMatter.set(activity.matter, [...(byMatter.get(activity.matter) ?? []), activity]);
		}
		return [...byMatter]
			.map(([id, work]) => matterRow(id, work, world))
			.filter(({ billable }) => billable)
			.sort((a, b) => a.id - b.id);
	});

function clientRow(client: Row, matters: Row[]): Row {
	const total = (field: string) => sum(matters.map((matter) => matter[field]));
	return {
		...client,
		amount_in_trust: total('amount_in_trust'),
		billable_matters: matters,
		billable_matters_count: matters.length,
		unbilled_amount: total('unbilled_amount'),
		unbilled_hours: total('unbilled_hours'),
	};
}

function clientRows(world: World): Row[] {
	const byClient = new Map<number, Row[]>();
	for (const matter of matterRows(world)) {
		byClient.set(matter.client, [...(byClient.get(matter.client) ?? []), matter]);
	}
	return [...byClient]
		.map(([id, matters]) => clientRow(world.store.get('contacts', id)!, matters))
		.sort((a, b) => a.id - b.id);
}

/** One of the matters of a row passes. */
const some =
	(mattersOf: (row: Row) => Row[]) =>
	(one: Filter): Filter =>
	(...asked) => {
		const passes = one(...asked);
		return (row) => mattersOf(row).some(passes);
	};

/** UNKNOWN whether the days limit the amounts, too; here they say only which rows there are. */
const workedOn =
	(operator: '>=' | '<='): Filter =>
	(...asked) => {
		const passes = filter.onDay('date', operator)(...asked);
		return (row) => row.work.some(passes);
	};

function filtersOf(mattersOf: (row: Row) => Row[]): Record<string, Filter> {
	const ofMatters: Record<string, Filter> = {
		client_id: filter.id('client'),
		end_date: workedOn('<='),
		matter_id: filter.id('id'),
		originating_attorney_id: filter.idOrNull('originating_attorney'),
		query: filter.search((row) => [row.display_number, row.number, row.description]),
		responsible_attorney_id: filter.idOrNull('responsible_attorney'),
		start_date: workedOn('>='),
	};
	const names = Object.keys(ofMatters);
	return Object.fromEntries(names.map((name) => [name, some(mattersOf)(ofMatters[name])]));
}

const lacks = ['ids[]', 'created_since', 'updated_since'];

export const billableMatters: Resource = {
	name: 'BillableMatter',
	path: 'billable_matters',
	permission: 'Billing',
	operations: 'L',
	fields: words(`currency_code currency_id id unbilled_hours unbilled_amount amount_in_trust
		display_number`),
	nested: { client: one('contacts') },
	rows: matterRows,
	maxLimit: 1000,
	customValuesOf: (row) => row.custom_field_values ?? [],
	filters: filtersOf((row) => [row]),
	lacks,
};

/** UNKNOWN what it is in: the spec has one record and says it comes later; here a list at once. */
export const billableMatterIds: Resource = {
	...billableMatters,
	path: 'billable_matters/ids',
};

export const billableClients: Resource = {
	name: 'BillableClient',
	path: 'billable_clients',
	permission: 'Billing',
	operations: 'L',
	fields: words('id unbilled_hours unbilled_amount amount_in_trust name billable_matters_count'),
	nested: { billable_matters: many('billable_matters') },
	rows: clientRows,
	maxLimit: 25,
	customValuesOf: (row) =>
		row.billable_matters.flatMap((matter: Row) => matter.custom_field_values ?? []),
	filters: filtersOf((row) => row.billable_matters),
	lacks,
};
