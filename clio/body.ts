import type { Json } from './client';
import { isEmpty, nameOf, titleCase, toReference, toWire } from './convert';
import { toEntries, toRemovals } from './customFields/entries';
import { dayIn, nextDay, toMoment } from './dates';
import { refuse } from './errors';
import type { Firm } from './firm';
import { wireKinds } from './ids';
import { isAwaited, withIds, type Surroundings } from './references';
import { terms } from './terms';
import { emptied } from './terms/terms';
import type { Fallback, Field, Fields, Resource } from './resources/vocabulary';

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
	if (operation === 'create') {
		for (const [key, value] of Object.entries(resource.fixed ?? {})) put(data, key, value, key);
	}
	for (const key of entered.clear ?? []) putCleared(data, resource, key);
	const own = await customFieldEntries(entered, setting);
	if (own.length) put(data, 'custom_field_values', own, 'Custom Fields');
	const fits = Object.entries(resource.writes).filter(
		([, field]) => isFor(field, operation) && !field.own,
	);
	checkNames(Object.fromEntries(fits), extra, resource.label);
	for (const [name, value] of Object.entries(extra)) put(data, name, value, name);
	if (operation === 'create') await complete(data, setting);
	const then = await after?.(values, setting);
	// A billing that the matter has already comes to nothing, and yet something was said; by a label alone not.
	const isSaid = Object.entries(values).some(
		([key, value]) =>
			resource.writes[key].own && resource.writes[key].kind !== 'choice' && rowsOf(value).length,
	);
	if (!Object.keys(data).length && !then && !isSaid) {
		refuse(
			`Nothing to change on the ${resource.label.toLowerCase()}`,
			'Add at least one field with a value.',
		);
	}
	return { data, after: then };
}

/** The entries of a list of the form in which something stands. */
export const rowsOf = (value: unknown): Json[] =>
	[value ?? []]
		.flat()
		.filter((row) =>
			typeof row === 'object' && row !== null
				? Object.values(row).some((one) => !isEmpty(one) && one !== false)
				: !isEmpty(row),
		) as Json[];

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
	const unknown = Object.keys(values).find((key) => !(key in writes));
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

/** True for a field that can be emptied: nothing Clio requires, and nothing it leaves as it is (facts 5.3). */
export const isClearable = (field: Field): boolean =>
	!(field.required || field.stays || field.hidden || field.own || field.everyTime) &&
	!['list', 'object', 'yesNo', 'choice', 'choices'].includes(field.kind);

function putCleared(data: Json, { writes, label }: Resource, key: string): void {
	const field = writes[key] as Field | undefined;
	if (!field) refuse(`${label} has no field "${key}" to clear`, 'Choose it from the list.');
	const name = nameOf(key, field as Field);
	if (!isClearable(field as Field))
		refuse(
			`${name} cannot be cleared`,
			'Clio keeps what is there. Give it another value instead, or change it in Clio.',
		);
	put(data, (field as Field).wire ?? key, emptyValue(field as Field), name);
}

/** A text is emptied by an empty one; an association, a day or a number by null. */
const emptyValue = ({ kind }: Field): '' | null =>
	kind === 'text' || kind === 'longText' ? '' : null;

const isFor = (field: Field, operation: string): boolean => !field.only || field.only === operation;

/** A value as it stands in a body. */
function written(field: Field, value: unknown, name: string, zone: string): unknown {
	if (field.kind === 'reference') {
		if (isAwaited(value)) return value;
		const reference = toReference(wireKinds(field), value);
		return isPlain(field) ? reference.id : reference;
	}
	if (field.kind === 'object') return writtenAll(field.of, value, name, zone);
	if (field.kind !== 'list') return toWire(field, value, name, zone);
	const rows = [value].flat().filter((row) => isFilled(field.of, Object(row) as Json));
	return rows.map((row) => {
		// Of the record's own entries one can be named to be changed; of people the id is the entry.
		if (!field.removal || 'id' in field.of) return writtenAll(field.of, row, name, zone);
		const { id, ...rest } = row as Json;
		return { ...(isEmpty(id) ? {} : { id }), ...writtenAll(field.of, rest, name, zone) };
	});
}

/** `client_id: 5` in place of `client: {id: 5}`, by the name on the wire. */
const isPlain = ({ wire = '' }: Field): boolean => /(^|[._])id$/.test(wire);

/** A row of which only presets and switches are left, since its mapped value is empty, is no entry. */
const isFilled = (of: Fields, row: Json): boolean =>
	Object.entries(row).some(
		([key, value]) => !isEmpty(value) && !['choice', 'yesNo'].includes(of[key]?.kind),
	);

function writtenAll(fields: Fields, values: unknown, where: string, zone: string): Json {
	const data: Json = {};
	for (const [key, value] of Object.entries(Object(values) as Json)) {
		const field = fields[key];
		if (!field)
			refuse(`${where} has no field "${key}"`, `Known fields: ${Object.keys(fields).join(', ')}.`);
		if (isEmpty(value)) continue;
		const one = written(field, value, nameOf(key, field), zone);
		// A person in a list of people is the entry itself.
		if (field.wire === '.') Object.assign(data, one);
		else put(data, field.wire ?? key, one, nameOf(key, field));
	}
	return data;
}

/** Sets a value at a path like `statute_of_limitations.due_at`. */
function put(data: Json, path: string, value: unknown, name: string): void {
	const [key, ...rest] = path.split('.');
	if (rest.length) {
		data[key] ??= {};
		return put(data[key] as Json, rest.join('.'), value, name);
	}
	if (key in data) {
		refuse(
			`${name} is set twice`,
			'Two fields of this node set the same value at Clio: remove one of them.',
		);
	}
	data[key] = value;
}

/** Fills what Clio requires and the person left empty, and refuses what then is still missing. */
async function complete(data: Json, setting: Setting): Promise<void> {
	for (const [key, field] of Object.entries(setting.resource.writes)) {
		const wire = field.wire ?? key;
		if (field.own || wire.includes('.') || wire in data || !applies(field.when, data)) continue;
		const fallen = field.whenEmpty && (await fallback(field, data, setting));
		if (!isEmpty(fallen)) data[wire] = fallen;
		if (field.required && isEmpty(data[wire])) {
			const label = setting.resource.label.toLowerCase();
			refuse(`${nameOf(key, field)} is missing`, `Clio cannot create a ${label} without it.`);
		}
	}
}

function applies(conditions: Field['when'] = {}, data: Json): boolean {
	return Object.entries(conditions).every(([key, values]) => values.includes(String(data[key])));
}

async function fallback(field: Field, data: Json, setting: Setting): Promise<unknown> {
	const use = field.whenEmpty as Fallback;
	const now = new Date(setting.now);
	switch (use.use) {
		case 'today':
			return applies(use.onlyIf, data) ? dayIn(setting.zone, now) : undefined;
		case 'preset':
			return field.kind === 'choice' ? field.preset : undefined;
		case 'now':
			return now.toISOString();
		case 'copy':
			return data[use.of];
		case 'terms':
			return undefined;
		case 'after': {
			if (isEmpty(data[use.of])) return undefined;
			const start = toMoment(data[use.of], setting.zone, titleCase(use.of));
			if (data.all_day === true) return nextDay(start, setting.zone);
			return new Date(Date.parse(start) + 3_600_000).toISOString();
		}
		case 'ownCalendar': {
			const { default_calendar_id: id } = await setting.firm.me();
			return isEmpty(id) ? undefined : { id };
		}
	}
}

/** Clio drops names it does not know without a word (facts, trap 4): they are refused here. */
function checkNames(fields: Fields, extra: Json, where: string): void {
	const known = new Map<string, Fields>();
	for (const [key, field] of Object.entries(fields)) {
		const [name] = (field.wire ?? key).split('.');
		const names = name === '' ? namesWithin(field) : { [name]: field };
		for (const one of Object.keys(names))
			known.set(one, { ...known.get(one), ...namesWithin(field) });
	}
	for (const [name, value] of Object.entries(extra)) {
		const inner = known.get(name);
		if (!inner)
			refuse(`${where} has no field "${name}"`, `Known fields: ${[...known.keys()].join(', ')}.`);
		for (const entry of [value].flat()) {
			if (typeof entry === 'object' && entry !== null && Object.keys(inner as Fields).length) {
				checkNames(inner as Fields, entry as Json, name);
			}
		}
	}
}

/** The fields of what a field holds: of an object or list its own, of a reference the id (and type). */
export function namesWithin(field: Field): Fields {
	const id: Field = { kind: 'raw' };
	if (field.kind === 'reference' && isPlain(field)) return {};
	if (field.kind === 'reference') return field.to.length > 1 ? { id, type: id } : { id };
	if (field.kind === 'object') return field.of;
	if (field.kind !== 'list') return {};
	const people = Object.values(field.of).filter(({ wire }) => wire === '.');
	return {
		id,
		...Object.fromEntries(Object.entries(field.of).filter(([, { wire }]) => wire !== '.')),
		...Object.assign({}, ...people.map(namesWithin)),
		...(field.removal ? { [field.removal]: id } : {}),
	};
}
