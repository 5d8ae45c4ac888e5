import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { isClearable } from '../../../clio/body';
import { nameOf, titleCase } from '../../../clio/convert';
import { resources } from '../../../clio/resources';
import type { Resource } from '../../../clio/resources/vocabulary';

/** The resource chosen in the form. */
export const current = (context: ILoadOptionsFunctions): Resource =>
	resources[context.getCurrentNodeParameter('resource') as string];

/** The fields a record can answer with, for the Selected Fields checklist. */
export async function outputFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { reads, records } = current(this);
	const within = (name: string) => ({ name: `${titleCase(name)} (All Its Fields)`, value: name });
	return [
		...reads.map((name) => ({ name: titleCase(name), value: name })),
		...Object.keys(records).map(within),
	].sort(byName);
}

/** What a list can be sorted by. Loaded, not part of the form: it would weigh as much as all filters. */
export async function sortOrders(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { orders } = current(this);
	return orders
		.flatMap((name) => [
			{ name: `${inWords(name)}, Ascending`, value: `${name}(asc)` },
			{ name: `${inWords(name)}, Descending`, value: `${name}(desc)` },
		])
		.sort(byName);
}

/** `client.name` -> `Client Name` */
const inWords = (name: string): string => titleCase(name.replace('.', '_'));

const byName = (a: INodePropertyOptions, b: INodePropertyOptions): number =>
	a.name < b.name ? -1 : 1;

/** The fields that an update can empty, for Clear Fields. */
export async function clearableFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return Object.entries(current(this).writes)
		.filter(([, field]) => isClearable(field))
		.map(([key, field]) => ({ name: nameOf(key, field), value: key }));
}
