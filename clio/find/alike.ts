import type { Json, Query } from '../client';
import { isEmpty } from '../convert';
import { refuse } from '../errors';
import { nameOf, wireType } from '../facts';
import { valueAt, valuesAt } from '../fields';
import type { Firm } from '../firm';
import { plain } from '../names';
import { plainValues, resources } from '../resources';
import type { Field, Resource } from '../resources/vocabulary';
import type { Search } from './search';

/**
 * Looks for a record that is already what a new one would be: the one with the same natural key, e.g. of
 * the same client and description.
 * @param data the body of the new record, on which the key is read
 */
export async function alike(firm: Firm, resource: Resource, data: Json): Promise<Search> {
	const query: Query = { ...resource.lookup.query };
	const tests: Test[] = [];
	for (const key of keysOf(resource, data)) {
		const field = resource.writes[key];
		const path = `${field.wire ?? key}${field.kind === 'reference' ? '.id' : ''}`;
		const value = await standing(firm, resource, key, valuesAt(data, path)[0], data);
		const name = nameOf(key, field);
		if (isEmpty(value) && field.required) missing(resource, name);
		if (isEmpty(value)) continue;
		const typed = String(value).trim();
		tests.push({ name, path, typed, value: plain(typed), shows: shownAt(resource, key, field) });
		Object.assign(query, filterFor(resource, key, field, String(value)));
	}
	const [text] = tests.filter(({ path }) => !path.endsWith('.id'));
	// Where a record narrows the list, words could only lose what they do not find.
	if (text && !tests.some(({ path }) => path.endsWith('.id')) && resource.lookup.by)
		query[resource.lookup.by] = text.value;
	const { likeliest } = resource;
	return {
		said: tests.map(({ name, typed }) => `${name} ${typed}`).join(', '),
		told: (found) => tests.map((one) => inWords(one, found)).join(', '),
		key: JSON.stringify(tests.map(({ path, value }) => [path, value])),
		query,
		...(resource.keyLinks ? { anyDoes: true } : {}),
		reads: [
			...tests.flatMap(({ path, shows }) => [path, ...(shows ? [shows] : [])]),
			...Object.keys(likeliest ?? {}),
		],
		is: (record) => tests.every(({ path, value }) => stands(record, path, value)),
		...(likeliest
			? {
					best: (record) =>
						Object.entries(likeliest).every(([path, value]) => stands(record, path, value)),
				}
			: {}),
	};
}

/** A field of the natural key, and what it must be. */
interface Test {
	name: string;
	path: string;
	typed: string;
	value: string;
	/** Of a record: the path to what people call it. */
	shows?: string;
}

const stands = (record: Json, path: string, value: string): boolean =>
	plain(String(valuesAt(record, path)[0] ?? '')) === value;

/** An id tells people nothing: most records that are found have the name beside it. */
function inWords({ name, typed, path, shows }: Test, found: Json): string {
	if (!path.endsWith('.id')) return `${name} ${typed}`;
	const called = shows && valueAt(found, shows);
	return isEmpty(called) ? `this ${name}` : `${name} ${String(called)}`;
}

function shownAt({ records }: Resource, key: string, field: Field): string | undefined {
	if (field.kind !== 'reference') return undefined;
	const name = field.wire ?? key;
	const { shows } = resources[field.to.at(-1) as string].lookup;
	return plainValues(records[name]).includes(shows) ? `${name}.${shows}` : undefined;
}

/** The natural key, with those of the links that are given. */
function keysOf(resource: Resource, data: Json): string[] {
	const { naturalKey = [], keyLinks = [], writes } = resource;
	const given = keyLinks.filter((key) => !isEmpty(data[writes[key].wire ?? key]));
	if (keyLinks.length && !given.length)
		missing(resource, keyLinks.map((key) => nameOf(key, writes[key])).join(', or '));
	return [...naturalKey, ...given];
}

/**
 * The value as the record will answer with it: what is created in a matter lies in the matter's own folder,
 * whose id is another (facts 4.4).
 */
async function standing(
	firm: Firm,
	{ writes, filters }: Resource,
	key: string,
	value: unknown,
	data: Json,
): Promise<unknown> {
	const filter = filters[key] as Field | undefined;
	const { type } = Object(data[writes[key].wire ?? key]) as { type?: string };
	if (!type || filter?.kind !== 'reference') return value;
	const [own] = filter.to;
	const holder = Object.values(resources).find(({ name }) => wireType(name) === type);
	if (!holder || !(own in holder.records)) return value;
	const record = await firm.read(holder.name, String(value), `${own}{id}`);
	return valuesAt(record, `${own}.id`)[0] ?? value;
}

/** A reference narrows the list by the filter of the same name. */
function filterFor({ filters }: Resource, key: string, field: Field, value: string): Query {
	const filter = filters[key] as Field | undefined;
	const isNarrowing = field.kind === 'reference' && filter?.kind === 'reference';
	return isNarrowing ? { [filter.wire ?? key]: value } : {};
}

function missing({ label }: Resource, name: string): never {
	return refuse(
		`${name} is missing`,
		`A ${label.toLowerCase()} is found by it: without it every ${label.toLowerCase()} could be meant.`,
	);
}
