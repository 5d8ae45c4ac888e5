import type { Row } from '../store.cts';
import type { Seeding } from './firm.cts';
import { Random } from './random.cts';
import { CUSTOM_FIELDS, JUDGES } from './words.cts';

/** Fields of every type, and on every matter and most contacts a value of each. */
export function seedCustomFields(firm: Seeding): void {
	const seeding = { ...firm, random: new Random(60_221) };
	const { store, day, random } = seeding;
	const at = `${day(1880)}T09:00:00Z`;
	const fields = CUSTOM_FIELDS.map((shape) => definition(seeding, shape, at));
	const ofType = (type: string) => fields.filter(({ parent_type }) => parent_type === type);
	for (const matter of store.all('matters')) fill(seeding, matter, ofType('Matter'));
	for (const contact of store.all('contacts')) {
		if (random.chance(0.8)) fill(seeding, contact, ofType('Contact'));
	}
}

function definition(
	{ store }: Seeding,
	[parent_type, name, field_type, options, required]: (typeof CUSTOM_FIELDS)[number],
	at: string,
): Row {
	const picklist_options = options?.map((option) => ({
		id: store.nextId('PicklistOption'),
		option,
		created_at: at,
		updated_at: at,
	}));
	const shape = { parent_type, name, field_type, picklist_options, required: required === true };
	const display_order = store.all('custom_fields').length;
	const usual = { displayed: true, display_order, deleted: false };
	return store.insert('custom_fields', { ...shape, ...usual }, at);
}

function fill(seeding: Seeding, row: Row, fields: Row[]): void {
	const { store } = seeding;
	const { created_at, updated_at } = row;
	const values = fields.map((field) => ({
		id: `${field.field_type}-${store.nextId('CustomFieldValue')}`,
		custom_field: field.id,
		value: valueOf(field, row, seeding),
		created_at,
		updated_at,
	}));
	row.custom_field_values = [
		...(row.custom_field_values ?? []),
		...values.filter(({ value }) => value !== null),
	];
}

/** Null: there is none, as with the matter before the first one. */
function valueOf(field: Row, row: Row, seeding: Seeding): unknown {
	const number = seeding.random.between(1, 900);
	return makers[field.field_type](seeding, { field, row, number });
}

interface Place {
	field: Row;
	row: Row;
	number: number;
}

const makers: Record<string, (seeding: Seeding, place: Place) => unknown> = {
	checkbox: (_, { number }) => number % 2 === 0,
	contact: ({ random, store }) => random.pick(store.all('contacts')).id,
	currency: (_, { number }) => number * 50 + 0.5,
	date: ({ day }, { number }) => day(number),
	email: (_, { number }) => `counsel${number}@chambers.example`,
	matter: earlierMatter,
	numeric: (_, { number }) => number % 12,
	picklist: ({ random }, { field }) => random.pick(field.picklist_options as Row[]).id,
	text_area: (_, { number }) => `First told on the telephone.\nFile ${number}.`,
	text_line: ({ random }, { row, number }) => (row.number ? random.pick(JUDGES) : `CN-${number}`),
	time: (_, { number }) => `${String(8 + (number % 9)).padStart(2, '0')}:30`,
	url: (_, { number }) => `https://dockets.example/${number}`,
};

/** The one before a matter, any one for a contact; their numbers begin with 1. */
function earlierMatter({ store, random }: Seeding, { row }: Place): number | null {
	const matters = store.all('matters');
	const found = row.number ? matters[row.number - 2] : random.pick(matters);
	return found?.id ?? null;
}
