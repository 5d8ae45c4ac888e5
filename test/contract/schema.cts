/** A value held against a schema of Clio's file: what is wrong with it, each with its place. */
import type { Schema } from './openapi.cts';

export interface Whole extends Schema {
	nullable?: boolean;
	additionalProperties?: boolean;
	oneOf?: Whole[];
	allOf?: Whole[];
	items?: Whole;
	properties?: Record<string, Whole>;
}

const types: Record<string, (value: unknown) => boolean> = {
	string: (value) => typeof value === 'string',
	integer: Number.isInteger,
	number: (value) => typeof value === 'number',
	boolean: (value) => typeof value === 'boolean',
	array: Array.isArray,
	object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

const formats: Record<string, (text: string) => boolean> = {
	'date-time': (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text),
	date: (text) => /^\d{4}-\d\d-\d\d$/.test(text),
	email: (text) => /^\S+@\S+$/.test(text),
	uri: (text) => URL.canParse(text),
};

export function problemsOf(value: unknown, schema: Whole, place = ''): string[] {
	const { type, nullable, oneOf, allOf = [] } = schema;
	if (value === null) return nullable ? [] : [`${place} is null`];
	if (type && !types[type](value)) return [`${place} is no ${type}`];
	if (oneOf && !oneOf.some((one) => problemsOf(value, one, place).length === 0)) {
		return [`${place} is none of what it may be`];
	}
	return [
		...allOf.flatMap((one) => problemsOf(value, one, place)),
		...(typeof value === 'string' ? problemsOfText(value, schema, place) : []),
		...(Array.isArray(value) ? value : []).flatMap((each) =>
			problemsOf(each, schema.items ?? {}, `${place}[]`),
		),
		...(types.object(value) ? problemsInside(value as object, schema, place) : []),
	];
}

function problemsOfText(text: string, schema: Whole, place: string): string[] {
	const { format, pattern, minLength = 0, maxLength = Infinity } = schema;
	return [
		...(format && !formats[format]?.(text) ? [`${place} is no ${format}: ${text}`] : []),
		...(pattern && !new RegExp(pattern).test(text) ? [`${place} is not like ${pattern}`] : []),
		...(schema.enum && !schema.enum.includes(text) ? [`${place} is not listed: ${text}`] : []),
		...(text.length < minLength || text.length > maxLength ? [`${place} has a wrong length`] : []),
	];
}

function problemsInside(value: object, schema: Whole, place: string): string[] {
	const { properties = {}, required = [], additionalProperties } = schema;
	const strangers = Object.keys(value).filter((key) => !(key in properties));
	return [
		...required.filter((key) => !(key in value)).map((key) => `${place}.${key} is missing`),
		...(additionalProperties === false
			? strangers.map((key) => `${place}.${key} is too much`)
			: []),
		...Object.entries(value)
			.filter(([key]) => key in properties)
			.flatMap(([key, each]) => problemsOf(each, properties[key], `${place}.${key}`)),
	];
}

/** Every name that a schema has, `client.address.city`; lists count as one of their items. */
export function namesOfSchema({ allOf = [], items, properties = {} }: Whole, above = ''): string[] {
	return [
		...allOf.flatMap((one) => namesOfSchema(one, above)),
		...(items ? namesOfSchema(items, above) : []),
		...Object.entries(properties).flatMap(([key, one]) => [
			above + key,
			...namesOfSchema(one, `${above}${key}.`),
		]),
	];
}

/** The same of a value, which has only what is in it. */
export function namesOfValue(value: unknown, above = ''): string[] {
	if (Array.isArray(value)) return value.flatMap((each) => namesOfValue(each, above));
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, each]) => [
		above + key,
		...namesOfValue(each, `${above}${key}.`),
	]);
}
