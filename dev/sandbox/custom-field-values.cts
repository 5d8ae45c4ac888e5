import { badRequest, invalid } from './errors.cts';
import { idsWhere, type Has } from './filters.cts';
import { bool, day, number, text, time } from './rules.cts';
import type { Row } from './store.cts';
import { stamp } from './time.cts';
import type { Computed, Filter, Place, Rule } from './vocabulary.cts';
import type { World } from './world.cts';

interface Value {
	/** "text_line-123": the type and a number, never the definition's id (facts 5.1, trap 14). */
	id: string;
	custom_field: number;
	value: unknown;
	created_at: string;
	updated_at: string;
}

/** The three forms of an entry: by definition (first value), by value id (change), `_destroy`. */
export const customFieldValues =
	(parentType: 'Matter' | 'Contact'): Rule =>
	(value, place) => {
		if (!Array.isArray(value)) throw invalid(`${place.field} must be a list`);
		let list: Value[] = [...(place.before ?? [])];
		for (const entry of value) {
			if (entry?.id === undefined || entry.id === null) list.push(first(entry, list));
			else list = change(entry, list);
		}
		return list;

		function first(entry: any, known: Value[]): Value {
			const definition = definitionOf(entry, place);
			if (definition.parent_type !== parentType) {
				throw invalid(`custom_field ${definition.id} does not belong to a ${parentType}`);
			}
			if (definition.deleted) throw invalid(`custom_field ${definition.id} is deleted`);
			// UNKNOWN at Clio (facts 5.1); refused here, so that nobody writes without reading first.
			if (known.some((each) => each.custom_field === definition.id)) {
				throw invalid(`custom_field ${definition.id} already has a value; change it by its id`);
			}
			const at = stamp(place.world.now());
			return {
				id: `${definition.field_type}-${place.world.store.nextId('CustomFieldValue')}`,
				custom_field: definition.id,
				value: typed(definition, entry.value, place),
				created_at: at,
				updated_at: at,
			};
		}

		function change(entry: any, known: Value[]): Value[] {
			const found = known.find((each) => each.id === entry.id);
			if (!found) throw invalid(`${place.field} has no value with the id ${entry.id}`);
			if (entry._destroy === true || entry._destroy === 'true') {
				return known.filter((each) => each !== found);
			}
			const definition = place.world.store.get('custom_fields', found.custom_field)!;
			const updated_at = stamp(place.world.now());
			const changed = { ...found, value: typed(definition, entry.value, place), updated_at };
			return known.map((each) => (each === found ? changed : each));
		}
	};

function definitionOf(entry: any, { world, field }: Place): Row {
	const id = Number(entry?.custom_field?.id);
	const definition = world.store.get('custom_fields', id);
	if (!definition)
		throw invalid(`${field}: custom_field does not exist (${entry?.custom_field?.id})`);
	return definition;
}

/** UNKNOWN whether Clio wants a time of day or a moment: both are taken. */
const timeOfDay: Rule = (value, place) =>
	/^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(String(value)) ? value : time(value, place);

const simple: Record<string, Rule> = {
	checkbox: bool,
	currency: number,
	numeric: number,
	date: day,
	time: timeOfDay,
};

function typed(definition: Row, value: unknown, place: Place): unknown {
	const at = { ...place, field: definition.name };
	const { field_type: type } = definition;
	if (value === null || value === '') return null;
	if (type === 'picklist') {
		const options: Row[] = definition.picklist_options ?? [];
		return knownId(
			options.filter(({ deleted_at }) => !deleted_at),
			value,
			at,
		);
	}
	if (type === 'contact' || type === 'matter') {
		return knownId([place.world.store.get(`${type}s`, Number(value))], value, at);
	}
	return (simple[type] ?? text)(value, at);
}

/** Of a picklist, the option's id is stored, not its text (facts 5.1). */
function knownId(
	records: ({ id: number } | undefined)[],
	value: unknown,
	{ field }: Place,
): number {
	const found = records.find((each) => each?.id === Number(value));
	if (!found) throw invalid(`${field} has no such choice: ${value}`);
	return found.id;
}

/** Stored values, and for fields shown by default but empty an entry whose id is null (facts 5.1). */
export const shownValues =
	(parentType: 'Matter' | 'Contact'): Computed =>
	(row, world) => {
		const stored = new Map<number, Value>(
			(row.custom_field_values ?? []).map((each: Value) => [each.custom_field, each]),
		);
		return world.store
			.all('custom_fields')
			.filter((field) => field.parent_type === parentType)
			.filter((field) => stored.has(field.id) || (field.displayed && !field.deleted))
			.filter((field) => world.customFieldIds?.has(field.id) ?? true)
			.map((field) => shown(field, stored.get(field.id)));
	};

function shown(field: Row, stored: Value | undefined) {
	const value = stored?.value ?? null;
	return {
		id: null,
		...stored,
		field_name: field.name,
		field_type: field.field_type,
		field_required: field.required,
		field_displayed: field.displayed,
		field_display_order: field.display_order,
		soft_deleted: field.deleted === true,
		value,
		custom_field: field.id,
		picklist_option: field.picklist_options?.find((each: { id: number }) => each.id === value),
		matter: field.field_type === 'matter' ? value : null,
		contact: field.field_type === 'contact' ? value : null,
	};
}

/** What a search finds: of most values what is stored, of a picklist the text of the option. */
export const textsOfValues = (row: Row): unknown[] =>
	(row.custom_field_values ?? [])
		.map(({ value }: Value) => value)
		.filter((value: unknown) => typeof value === 'string');

/** The rows with an option whose text has the word. */
export function choosersOf(has: Has, { store }: World): (row: Row) => boolean {
	const all: Row[] = store.all('custom_fields').flatMap((each) => each.picklist_options ?? []);
	const found = idsWhere(all, ({ option }) => has(option));
	if (found.size === 0) return () => false;
	return (row) => (row.custom_field_values ?? []).some(({ value }: Row) => found.has(value));
}

const ORDERED = ['currency', 'date', 'time', 'numeric'];

/** `custom_field_values[<definition id>]=<operator><value>`; a wrong operator is 400 (facts 2.4). */
export const customFieldFilter =
	(id: number, valuesOf: (row: Row, world: World) => Row[]): Filter =>
	(values, world) => {
		const field = world.store.get('custom_fields', id);
		// UNKNOWN: a definition that does not exist matches nothing.
		if (!field) return () => false;
		const conditions = values.flatMap(listed).map((each) => condition(field, each));
		return (row) => {
			const found = valuesOf(row, world).filter(({ custom_field }) => custom_field === id);
			return found.some(({ value }) => conditions.every((holds) => holds(value)));
		};
	};

/** `[<=50, >=45]` */
const listed = (value: string) =>
	/^\[.*\]$/.test(value) ? value.slice(1, -1).split(/,\s*/) : [value];

function condition(field: Row, text: string): (value: any) => boolean {
	const [, sign = '=', rest] = /^(<=|>=|<|>|=)?(.*)$/s.exec(text)!;
	// Where a type knows only equality, Clio reads no operator: an `=` is part of the value (facts 2.4).
	const [operator, operand] = ORDERED.includes(field.field_type) ? [sign, rest] : ['=', text];
	if (sign !== '=' && operator !== sign) {
		throw badRequest(`The operator ${sign} is not supported for a ${field.field_type}`);
	}
	if (operator === '=') {
		return (value) => String(value).toLowerCase() === operand.toLowerCase();
	}
	const asNumber = ['currency', 'numeric'].includes(field.field_type);
	const wanted = asNumber ? Number(operand) : operand;
	return (value) => value !== null && compare(value, operator, wanted);
}

export function compare(value: any, operator: string, wanted: any): boolean {
	if (operator === '>') return value > wanted;
	if (operator === '>=') return value >= wanted;
	if (operator === '<') return value < wanted;
	if (operator === '<=') return value <= wanted;
	return value === wanted;
}
