import type { INodeExecutionData } from 'n8n-workflow';
import { refuse } from '../../../clio/errors';
import { pages, sortedCeiling, type ListOptions } from '../../../clio/pages';
import { buildQuery } from '../../../clio/query';
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
			order: options(run, item).sort || undefined,
			limit: limitOf(run, item),
			attempt: records.attempt('list'),
		};
		let cut: string | undefined;
		for await (const page of pages(client, resource.path, resource.orders.length > 0, list)) {
			emit(page.records.map((record) => show(record, client.place.host)));
			cut = page.cut;
		}
		if (cut) tell(run, cut);
		if (client.outdated) tell(run, 'outdated');
	});
}

function queryOf(run: Run, item: number) {
	const filters = values(run, run.resource.filters, 'filters', item);
	return buildQuery(run.resource, filters, run.context.getTimezone());
}

function limitOf(run: Run, item: number): number {
	if (parameter(run, 'returnAll', item) === true) return Infinity;
	const limit = Number(parameter(run, 'limit', item));
	if (Number.isInteger(limit) && limit > 0) return limit;
	return refuse(
		'Limit must be a whole number of at least 1',
		'Enter how many records to return, or switch Return All on.',
	);
}

const hints: Record<string, string> = {
	limit:
		'Clio has more records than the limit of this node. Raise Limit or switch Return All on to get the rest.',
	ceiling: `Clio sorts at most ${sortedCeiling.toLocaleString('en-US')} records, so the list ends there. Remove Sort By to get all of them, or narrow the list with filters.`,
	outdated:
		'Clio no longer speaks the version of its API this package was tested with. Update the package n8n-nodes-clio.',
};

function tell({ context }: Run, hint: string): void {
	context.addExecutionHints({ message: hints[hint], location: 'outputPane' });
}
