import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { isClearable, nameOf } from '../../../clio/facts';
import { resourceBehind, resources } from '../../../clio/resources';
import type { Resource } from '../../../clio/resources/vocabulary';
import { labelOf } from '../../../clio/words';

/** The resource chosen in the form, or the one behind the operation chosen. */
export function current(context: ILoadOptionsFunctions): Resource {
	const resource = context.getCurrentNodeParameter('resource') as string;
	const operation = context.getCurrentNodeParameter('operation') as string;
	return resourceBehind(resource, operation) ?? resources[resource];
}

/** The fields a record can answer with, for the Selected Fields checklist. */
export async function outputFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const resource = current(this);
	const { reads, records } = resource;
	const label = (name: string) => labelOf(resource, name);
	const within = (name: string) => ({ name: `${label(name)} (All Its Fields)`, value: name });
	return [
		...reads.filter((name) => name !== 'etag').map((name) => ({ name: label(name), value: name })),
		...Object.keys(records).map(within),
		// Of use for Only If Unchanged alone.
		...(reads.includes('etag') ? [{ name: 'Version (Etag)', value: 'etag' }] : []),
	];
}

/** What a list can be sorted by. Loaded, not part of the form: it would weigh as much as all filters. */
export async function sortOrders(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const resource = current(this);
	return resource.orders.flatMap((name) => {
		const [first, last] = isDate(name)
			? ['Earliest First', 'Latest First']
			: ['Ascending', 'Descending'];
		return [
			{ name: `${labelOf(resource, name)}, ${first}`, value: `${name}(asc)` },
			{ name: `${labelOf(resource, name)}, ${last}`, value: `${name}(desc)` },
		];
	});
}

const isDate = (name: string): boolean => /(_at|date|_at_strict)$/.test(name);

/** The fields that an update can empty, for Clear Fields. */
export async function clearableFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return Object.entries(current(this).writes)
		.filter(([, field]) => isClearable(field))
		.map(([key, field]) => ({ name: nameOf(key, field), value: key }));
}
