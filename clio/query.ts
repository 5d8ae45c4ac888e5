import type { Json, Query, Value } from './client';
import { isEmpty, toReference, toWire } from './convert';
import { refuse } from './errors';
import { has, nameOf } from './facts';
import { wireKinds } from './ids';
import type { Field, Resource } from './resources/vocabulary';

/**
 * Throws for a filter that a person added and that came out empty, e.g. from a mapped value: without it Clio
 * would list the whole firm, and the next node might change it all. Main filters stand in every form, where
 * they may be left empty.
 */
export function checkFilled({ filters }: Resource, values: Json): void {
	for (const [key, field] of Object.entries(filters)) {
		if (field.main || !(key in values) || !isEmpty(values[key])) continue;
		refuse(
			`The filter ${nameOf(key, field)} is empty`,
			'Give it a value, or remove the filter to get all records.',
		);
	}
}

/** List parameters for the filters a person set. Only names of the catalogue are ever sent (facts, trap 4). */
export function buildQuery(resource: Resource, values: Json, zone: string): Query {
	const query: Query = {};
	const unknown = Object.keys(values).find((key) => !has(resource.filters, key));
	if (unknown !== undefined) {
		refuse(
			`${resource.plural} have no filter "${unknown}"`,
			'Choose filters from the list of the node.',
		);
	}
	for (const [key, field] of Object.entries(resource.filters)) {
		if (field.own) continue;
		const name = nameOf(key, field);
		if (!isEmpty(values[key])) add(query, field, field.wire ?? key, name, values[key], zone);
		else if (field.required)
			refuse(`${name} is missing`, `Clio lists no ${resource.plural.toLowerCase()} without it.`);
	}
	return query;
}

function add(
	query: Query,
	field: Field,
	wire: string,
	name: string,
	value: unknown,
	zone: string,
): void {
	if (field.kind === 'reference') {
		Object.assign(query, asFilter(wireKinds(field), wire, value, field.orNone));
	} else if (field.kind === 'dayRange') {
		// Two operators narrow one filter: `open_date[]=>=…&open_date[]=<=…` (facts 2.4).
		const others = (query[wire] ?? []) as Value[];
		query[wire] = [...others, `${field.operator}${toWire(field, value, name, zone) as string}`];
	} else {
		const converted = toWire(field, value, name, zone) as Value | Value[];
		query[wire] = field.kind === 'choices' && field.joined ? String(converted) : converted;
	}
}

/** `matter_id=5`; among several kinds also `subject_type=calendar_entry`, in lower case (facts 2.4 and trap 12). */
function asFilter(to: string[], wire: string, value: unknown, orNone?: true): Query {
	if (orNone && /^(null|none)$/i.test(String(value).trim())) return { [wire]: 'null' };
	const { id, type } = toReference(to, value);
	return { [wire]: id, ...(type ? { [wire.replace(/_id$/, '_type')]: inSnakeCase(type) } : {}) };
}

/** `CalendarEntry` -> `calendar_entry` */
const inSnakeCase = (type: string): string => type.replace(/\B[A-Z]/g, '_$&').toLowerCase();
