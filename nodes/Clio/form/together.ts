import type { INodeProperties } from 'n8n-workflow';
import type { Resource } from '../../../clio/resources/vocabulary';
import {
	allPlaces,
	placesOf,
	shownBriefly,
	shownFor,
	withoutPlaces,
	type Place,
	type Prefix,
} from './places';

/*
 * What is the same for several resources stands in the form once, since n8n gives every description to every
 * editor. Each resource keeps its order.
 */

/** A property without its places, and these. */
interface Placed {
	property: INodeProperties;
	places: Place[];
}

/** The properties of each resource in one list; `resources` are all of the form. */
export function together(resources: Resource[], lists: INodeProperties[][]): INodeProperties[] {
	const among = allPlaces(resources);
	return merged(
		lists.map((list) => list.map((one) => placed(one, among))),
		among,
	).map(({ property, places }) => shownFor(property, places, ''));
}

/**
 * The collections of the resources as one, in which every option says for which resources it is. Those that
 * have little in common with the others stand for themselves, where that is lighter.
 */
export function inOne(
	resources: Resource[],
	collectionOf: (resource: Resource) => INodeProperties | undefined,
): INodeProperties[] {
	const all = allPlaces(resources);
	const each = [...resources]
		.sort((one, other) => Number(Boolean(one.operationOf)) - Number(Boolean(other.operationOf)))
		.map(collectionOf)
		.filter((one) => one !== undefined)
		.map((one) => placed(one, all));
	return each.reduce(
		({ alone, form }, one) => {
			const more = [...alone, one];
			const other = collections(each, more);
			return weightOf(other) < weightOf(form) ? { alone: more, form: other } : { alone, form };
		},
		{ alone: [] as Placed[], form: collections(each, []) },
	).form;
}

/** One collection for all of them but those that stand alone. */
const collections = (each: Placed[], alone: Placed[]): INodeProperties[] =>
	[each.filter((one) => !alone.includes(one)), ...alone.map((one) => [one])]
		.filter(({ length }) => length)
		.map(collection);

const weightOf = (properties: INodeProperties[]): number => JSON.stringify(properties).length;

function collection(each: Placed[]): INodeProperties {
	const among = each.flatMap(({ places }) => places);
	const lists = each.map(({ property: { options = [] }, places }) =>
		(options as INodeProperties[]).map((one) => placed(one, places, '/')),
	);
	const options = merged(lists, among).map(({ property, places }) =>
		shownBriefly(property, places, among, '/'),
	);
	return shownFor({ ...each[0].property, options }, among, '');
}

const placed = (one: INodeProperties, among: Place[], prefix: Prefix = ''): Placed => ({
	property: withoutPlaces(one, prefix),
	places: placesOf(one, among, prefix),
});

/**
 * From the end of each list on, what is there already is used and the rest put before it: rare fields, which
 * most resources share, come last.
 */
function merged(lists: Placed[][], among: Place[]): Placed[] {
	const kept: Placed[] = [];
	// What each is, but for its places.
	const kinds: string[] = [];
	for (const list of lists) {
		let before = kept.length;
		for (const { property, places } of [...list].reverse()) {
			const kind = JSON.stringify(property);
			let at = before - 1;
			while (at >= 0 && !(kinds[at] === kind && fit([...kept[at].places, ...places], among))) at--;
			if (at < 0) {
				kept.splice(before, 0, { property, places });
				kinds.splice(before, 0, kind);
			} else kept[(before = at)].places.push(...places);
		}
	}
	return kept;
}

/** Whether their resources and their operations lead to these places only. */
const fit = (places: Place[], among: Place[]): boolean =>
	placesOf(shownFor({} as INodeProperties, places, ''), among).length === new Set(places).size;
