import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import type { Resource } from '../../../clio/resources/vocabulary';
import { places } from './show';

/** Where a property is shown: for a resource of the menu, and one of its operations. */
export interface Place {
	resource: string;
	operation: string;
}

/** What conditions begin with: on top of the form, or within a collection. */
export type Prefix = '' | '/';

const keys = ['resource', 'operation'] as const;

/** Every place that the menus lead to. */
export const allPlaces = (resources: Resource[]): Place[] =>
	resources.flatMap((one) => {
		const { resource, operation } = places(one, one.operations);
		return operation.map((each) => ({ resource: resource[0], operation: each }));
	});

/** Those of the places at which a property is shown. */
export const placesOf = (
	{ displayOptions: { show = {}, hide = {} } = {} }: INodeProperties,
	among: Place[],
	prefix: Prefix = '',
): Place[] =>
	among.filter((place) =>
		keys.every(
			(key) =>
				(show[prefix + key]?.includes(place[key]) ?? true) &&
				!hide[prefix + key]?.includes(place[key]),
		),
	);

/** A property without its places; its other conditions stay. */
export function withoutPlaces(property: INodeProperties, prefix: Prefix): INodeProperties {
	const { displayOptions: { show, hide } = {}, ...rest } = property;
	const others = (conditions: IDisplayOptions['show'] = {}) =>
		Object.fromEntries(
			Object.entries(conditions).filter(([name]) => !keys.some((key) => name === prefix + key)),
		);
	return withConditions(rest as INodeProperties, { show: others(show), hide: others(hide) });
}

/** Shown for these resources and operations, whether or not a resource has them all. */
export function shownFor(property: INodeProperties, at: Place[], prefix: Prefix): INodeProperties {
	const show = Object.fromEntries(keys.map((key) => [prefix + key, valuesOf(at, key)]));
	return withConditions(property, { show });
}

/** The same in the fewest words: what is hidden in their place, or nothing, if that says it among the places. */
export function shownBriefly(
	property: INodeProperties,
	at: Place[],
	among: Place[],
	prefix: Prefix,
): INodeProperties {
	const [resource, operation] = keys.map((key) => {
		const here = valuesOf(at, key);
		const elsewhere = valuesOf(among, key).filter((one) => !here.includes(one));
		const name = prefix + key;
		return [{}, { show: { [name]: here } }, { hide: { [name]: elsewhere } }];
	});
	return resource
		.flatMap((one) =>
			operation.map((other) => withConditions(withConditions(property, other), one)),
		)
		.filter((one) => placesOf(one, among, prefix).length === at.length)
		.reduce((best, one) => (weightOf(one) < weightOf(best) ? one : best));
}

/** The conditions on places stand first: n8n stops at the first that does not hold. */
function withConditions(
	property: INodeProperties,
	{ show, hide }: IDisplayOptions,
): INodeProperties {
	const { displayOptions: others = {}, ...rest } = property;
	const all = { show: { ...show, ...others.show }, hide: { ...hide, ...others.hide } };
	const displayOptions = Object.fromEntries(
		Object.entries(all).filter(([, conditions]) => Object.keys(conditions).length),
	);
	return (
		Object.keys(displayOptions).length ? { ...rest, displayOptions } : rest
	) as INodeProperties;
}

const weightOf = (property: INodeProperties): number => JSON.stringify(property).length;

const valuesOf = (some: Place[], key: keyof Place): string[] => [
	...new Set(some.map((place) => place[key])),
];
