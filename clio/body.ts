import { checkedNames } from './body/additional';
import { emptyValue, putCleared } from './body/cleared';
import { complete } from './body/missing';
import { put, rowsOf, written } from './body/written';
import type { Json } from './client';
import { isEmpty, toWire } from './convert';
import { toEntries, toRemovals } from './customFields/entries';
import { refuse } from './errors';
import { has, nameOf } from './facts';
import type { Firm } from './firm';
import { withIds, type Surroundings } from './references';
import type { Field, Fields, Resource } from './resources/vocabulary';
import { terms } from './terms';
import { emptied } from './terms/terms';

export interface Entered {
	/** Values of the form by field name; references as ids, links, names or parts. */
	values: Json;
	/** Custom fields by their id or name. */
	customFields?: Json;
	/** Fields of the form, and custom fields, to empty. */
	clear?: string[];
	clearCustomFields?: string[];
	/** Additional JSON: names and values as on the wire. */
	extra?: Json;
}

export interface Setting {
	resource: Resource;
	operation: 'create' | 'update';
	/** The workflow's time zone. */
	zone: string;
	now: number;
	firm: Firm;
	/** The record that is changed: the value at a path of it. */
	record?: Surroundings['record'];
	/** Tells a person what is no error, but should be known. */
	warn?: (text: string) => void;
}

/**
 * Creates a record that belongs to the one just written, e.g. a reminder; not again if that was done before.
 * `what` names it where it cannot be created, e.g. `the folder "In"`.
 */
export type Creates = (resource: string, data: Json, what?: string) => Promise<Json>;

export interface Body {
	/** Where a record that another refers to does not exist yet, `{awaited}` stands in its place. */
	data: Json;
	/** Creates what belongs to the record but is a record of its own at Clio. */
	after?: (id: string, create: Creates) => Promise<void>;
}

/**
 * What to write: converted values, fallbacks for what was left empty, everything Clio requires.
 * Throws before anything is sent if a value cannot be meant.
 */
export async function buildBody(entered: Entered, setting: Setting): Promise<Body> {
	const { resource, operation, firm, record } = setting;
	const { extra = {} } = entered;
	checkKnown(resource, entered.values);
	const chosen = Object.entries(entered.values).filter(([key]) =>
		isFor(resource.writes[key], operation),
	);
	const around = { firm, record, values: {}, form: resource.name };
	const meant = operation === 'create' ? shownOf(resource.writes, chosen) : chosen;
	const values = await withIds(resource.writes, Object.fromEntries(meant), around);
	const { write, after } = terms[resource.name] ?? {};
	const data = plainData((await write?.(values, setting)) ?? values, setting);
	if (operation === 'create' || resource.operationOf) {
		for (const [key, value] of Object.entries(resource.fixed ?? {})) put(data, key, value, key);
	}
	for (const key of entered.clear ?? []) putCleared(data, resource, key);
	const own = await customFieldEntries(entered, setting);
	if (own.length) put(data, 'custom_field_values', own, 'Custom Fields');
	const fits = Object.entries(resource.writes).filter(
		([, field]) => isFor(field, operation) && !field.own,
	);
	const more = checkedNames(Object.fromEntries(fits), extra, resource.label);
	for (const [name, value] of Object.entries(more)) put(data, name, value, name);
	if (operation === 'create' || resource.operationOf) await complete(data, setting);
	const then = await after?.(values, setting);
	// A billing that the matter has already comes to nothing, and yet something was said; by a label alone not.
	const isSaid = Object.entries(values).some(
		([key, value]) =>
			resource.writes[key].own && resource.writes[key].kind !== 'choice' && rowsOf(value).length,
	);
	if (!Object.keys(data).length && !then && !isSaid && !resource.operationOf) {
		refuse(
			`Nothing to change on the ${resource.label.toLowerCase()}`,
			'Add at least one field with a value.',
		);
	}
	return { data, after: then };
}

/**
 * Of a new record what its form shows for its menus. Where a menu is an expression, n8n shows all there is,
 * and a person's names must not go out with a company's.
 */
function shownOf(writes: Fields, entered: Array<[string, unknown]>): Array<[string, unknown]> {
	const values = Object.fromEntries(entered);
	const isShown = (key: string): boolean =>
		Object.entries((writes[key].main && writes[key].when) || {}).every(([menu, meant]) => {
			if (isEmpty(values[menu])) return true;
			const chosen = toWire(writes[menu], values[menu], nameOf(menu, writes[menu]), '');
			return meant.includes(String(chosen)) && isShown(menu);
		});
	return entered.filter(([key]) => isShown(key));
}

function checkKnown({ writes, label }: Resource, values: Json): void {
	const unknown = Object.keys(values).find((key) => !has(writes, key));
	if (unknown === undefined) return;
	refuse(
		`${label} has no field "${unknown}"`,
		'Remove it, or use Additional JSON for the names of Clio.',
	);
}

function plainData(values: Json, { resource, zone }: Setting): Json {
	const data: Json = {};
	for (const [key, value] of Object.entries(values)) {
		const field = resource.writes[key];
		if (isEmpty(value) || field.own) continue;
		const name = nameOf(key, field);
		if (value === emptied) {
			put(data, field.wire ?? key, emptyValue(field), name);
			continue;
		}
		const one = written(field, value, name, zone);
		if (!isEmpty(one)) put(data, field.wire ?? key, one, name);
	}
	return data;
}

async function customFieldEntries(
	entered: Entered,
	{ resource, firm, zone }: Setting,
): Promise<Json[]> {
	const { customFields: parent } = resource;
	if (!parent) return [];
	const set = await toEntries(firm, parent, entered.customFields ?? {}, zone);
	const cleared = await toRemovals(firm, parent, entered.clearCustomFields ?? []);
	const idOf = (entry: Json) => (entry.custom_field as Json).id;
	if (set.some((one) => cleared.some((other) => idOf(one) === idOf(other))))
		refuse('A custom field is both set and cleared', 'Remove it from one of the two.');
	return [...set, ...cleared];
}

const isFor = (field: Field, operation: string): boolean => !field.only || field.only === operation;
