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
	{ displayOptions = {} }: INodeProperties,
	among: Place[],
	prefix: Prefix = '',
): Place[] => shownAt(displayOptions, among, prefix);

const shownAt = ({ show = {}, hide = {} }: IDisplayOptions, among: Place[], prefix: Prefix) =>
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
	const ways = keys.map((key): IDisplayOptions[] => {
		const here = valuesOf(at, key);
		const elsewhere = valuesOf(among, key).filter((one) => !here.includes(one));
		return [{}, { show: { [prefix + key]: here } }, { hide: { [prefix + key]: elsewhere } }];
	});
	const [resource, operation] = ways;
	const fewest = resource
		.flatMap((one) => operation.map((other) => bothOf(one, other)))
		.sort((one, other) => JSON.stringify(one).length - JSON.stringify(other).length)
		.find((one) => shownAt(one, among, prefix).length === at.length);
	return withConditions(property, fewest ?? {});
}

const bothOf = (one: IDisplayOptions, other: IDisplayOptions): IDisplayOptions =>
	Object.fromEntries(
		(['show', 'hide'] as const)
			.map((key) => [key, { ...one[key], ...other[key] }] as const)
			.filter(([, names]) => Object.keys(names).length),
	);

/** The conditions on places stand first: n8n stops at the first that does not hold. */
function withConditions(property: INodeProperties, conditions: IDisplayOptions): INodeProperties {
	const { displayOptions: others = {}, ...rest } = property;
	const all = bothOf(conditions, others);
	const displayOptions = Object.keys(all).length ? { displayOptions: all } : {};
	return { ...rest, ...displayOptions } as INodeProperties;
}

const valuesOf = (some: Place[], key: keyof Place): string[] => [
	...new Set(some.map((place) => place[key])),
];
