import type { Json } from './client';
import { isEmpty } from './convert';
import { ClioError, refuse } from './errors';
import { nameOf, partLabels, wireType } from './facts';
import { nobodyIsCalled, type Firm, type Narrowing } from './firm';
import { checkHome, isId, recordId, typedId, wireKinds } from './ids';
import { hasName, resources } from './resources';
import type { Field, Fields, Part } from './resources/vocabulary';

type Reference = Extract<Field, { kind: 'reference' }>;

/** A name that a person typed or mapped, where an id could stand. */
export interface Named {
	named: string;
}

const isNamed = (value: unknown): value is Named =>
	typeof (Object(value) as Named).named === 'string';

/** A record that is created first, because another refers to it by a name that no record has. */
export interface ToCreate {
	resource: string;
	data: Json;
}

/** A reference to what does not exist yet; its id comes in when it does. */
export interface Awaited {
	awaited: ToCreate;
}

export const isAwaited = (value: unknown): value is Awaited =>
	'awaited' in (Object(value) as object);

/** What references are resolved with. */
export interface Surroundings {
	firm: Firm;
	/** The values of the same form, ids in place of names as far as they stand before. */
	values: Json;
	/** The record that is changed, if there is one: says what the form does not, e.g. a task's matter. */
	record?: (path: string) => Promise<unknown>;
	/** The resource of the form, where it is a record's. */
	form?: string;
}

/**
 * Puts ids in place of names, e-mail addresses, numbers and parts ("me", "the matter's attorney") in all
 * references of a form. Ids and links stay as they are.
 */
export async function withIds(fields: Fields, values: Json, around: Surroundings): Promise<Json> {
	const known: Json = { ...values };
	for (const [key, field] of inOrder(fields)) {
		if (isEmpty(known[key])) continue;
		known[key] = await resolved(field, known[key], nameOf(key, field), {
			...around,
			// Of a row, then of the form around it.
			values: { ...around.values, ...known },
		});
	}
	return known;
}

/** What others are looked for by goes first: the area before its stages, the matter before its attorney. */
const inOrder = (fields: Fields): Array<[string, Field]> =>
	Object.entries(fields).sort(([, a], [, b]) => dependence(a) - dependence(b));

function dependence(field: Field): number {
	if (field.kind === 'list' || field.kind === 'object') return 2;
	if (field.kind !== 'reference') return 0;
	if (field.parts) return 2;
	return field.to.some((name) => resources[name]?.lookup.narrowedBy) ? 1 : 0;
}

async function resolved(
	field: Field,
	value: unknown,
	name: string,
	around: Surroundings,
): Promise<unknown> {
	if (field.kind === 'reference') return idOf(field, value, name, around);
	if (field.kind === 'object') return withIds(field.of, Object(value) as Json, around);
	if (field.kind !== 'list') return value;
	const rows: unknown[] = [];
	for (const row of [value].flat()) rows.push(await withIds(field.of, Object(row) as Json, around));
	return rows;
}

/** The id that a reference means, with its type before it (`Contact:12`) where it may be of several. */
export async function idOf(
	field: Reference,
	value: unknown,
	name: string,
	around: Surroundings,
): Promise<unknown> {
	if (!field.byCalendar || isEmpty(value)) return personOrRecord(field, value, name, around);
	const to = [...new Set([...field.to, 'calendar', 'user'])];
	const found = await personOrRecord({ ...field, to }, value, name, around);
	return isEmpty(found) ? found : calendarFor(field, typedId(to, found), name, around);
}

/** A user's own calendar in place of the user; everything else as it is. */
async function calendarFor(
	field: Reference,
	{ type, id }: { type: string; id: string },
	name: string,
	{ firm }: Surroundings,
): Promise<string> {
	const withType = (kind: string, one: unknown) =>
		wireKinds(field).length > 1 ? `${kind}:${String(one)}` : String(one);
	if (type !== 'User') return withType(type, id);
	const me = await firm.me();
	const user =
		String(me.id) === id ? me : await firm.read('user', id, 'id,name,default_calendar_id');
	if (!isEmpty(user.default_calendar_id)) return withType('Calendar', user.default_calendar_id);
	return refuse(
		`${String(user.name)} has no calendar in Clio`,
		`${name} needs one. Choose another calendar or person.`,
	);
}

async function personOrRecord(
	field: Reference,
	value: unknown,
	name: string,
	around: Surroundings,
): Promise<unknown> {
	const part = partIn(field, value);
	if (part) return partOf(part, field, name, around);
	if (isNone(field, value)) return 'null';
	if (typeof value === 'string' && isId(field.to, value))
		checkHome(value, around.firm.client.place, field.to.some(hasLinks));
	if (field.unlike && isBare(value)) return whichOf(field, String(value).trim(), name, around);
	const text = textOf(field, value);
	if (text === undefined) return isNamed(value) ? '' : value;
	const known = field.to.filter(hasName);
	if (!known.length) return text;
	const narrowing = await narrowingFor(known[0], around);
	return byName(field, known, text, narrowing, around.firm);
}

const hasLinks = (name: string): boolean => resources[name]?.pages.length > 0;

const isBare = (value: unknown): boolean =>
	['number', 'string'].includes(typeof value) && /^\d+$/.test(String(value).trim());

/** A number alone may be the id of a matter or of a folder, and even of both. */
async function whichOf(
	{ to }: Reference,
	id: string,
	name: string,
	{ firm }: Surroundings,
): Promise<string> {
	const found: string[] = [];
	for (const kind of to) if (await isThere(firm, kind, id)) found.push(kind);
	if (found.length === 1) return typed(found[0], id, true);
	const called = (kinds: string[]) => kinds.map((one) => resources[one].label.toLowerCase());
	const ways = (kinds: string[]) => kinds.map((one) => typed(one, id, true)).join(' or ');
	return found.length
		? refuse(
				`${name}: ${id} is the ID of ${called(found).join(' and of ')}`,
				`Write which is meant: ${ways(found)}.`,
			)
		: refuse(
				`${name}: no ${called(to).join(', no ')} has the ID ${id}`,
				'It may have been deleted, or the connected user may not see it.',
			);
}

const isThere = async (firm: Firm, kind: string, id: string): Promise<boolean> =>
	firm.read(kind, id, 'id').then(
		() => true,
		(error: unknown) => {
			const isHidden = ['notFound', 'permission'];
			if (error instanceof ClioError && isHidden.includes(error.reason)) return false;
			throw error;
		},
	);

async function byName(
	field: Reference,
	known: string[],
	text: string,
	narrowing: Narrowing,
	firm: Firm,
): Promise<unknown> {
	for (const resource of known) {
		const record = await firm.named(resource, text, narrowing);
		if (record) return typed(resource, record.id, field.to.length > 1);
	}
	if (field.orCreate) return { awaited: toCreate(field, known[0], text) };
	return nobodyIsCalled(known, text, await firm.within(known[0], narrowing));
}

const typed = (resource: string, id: unknown, isTyped: boolean): string =>
	isTyped ? `${wireType(resource)}:${String(id)}` : String(id);

const toCreate = ({ orCreate }: Reference, resource: string, text: string): ToCreate => ({
	resource,
	data: { ...orCreate?.values, [orCreate?.name ?? 'name']: text.trim() },
});

/** A part chosen from the list, or typed as it stands there; "me" in any casing, wherever it is typed. */
function partIn({ parts = [] }: Reference, value: unknown): Part | undefined {
	const typed = String(isNamed(value) ? value.named : value).trim();
	const isIt = (part: Part) =>
		part === value ||
		partLabels[part].toLowerCase() === typed.toLowerCase() ||
		(part === 'me' && typed.toLowerCase() === 'me');
	return parts.find(isIt);
}

/** "None", which a filter understands in every way of choosing. */
const isNone = ({ orNone }: Reference, value: unknown): boolean =>
	orNone === true && /^(null|none)$/i.test(String(isNamed(value) ? value.named : value).trim());

/** The text to look for; undefined for what is an id or a link already. */
export function textOf({ to }: Pick<Reference, 'to'>, value: unknown): string | undefined {
	if (isNamed(value)) return isEmpty(value.named) ? undefined : value.named;
	if (typeof value !== 'string' || isEmpty(value)) return undefined;
	return isId(to, value) || /^https?:/i.test(value.trim()) ? undefined : value;
}

/** What the form, or else the record, says about the list to search, e.g. the practice area of a stage. */
async function narrowingFor(
	resource: string,
	{ values, record }: Surroundings,
): Promise<Narrowing> {
	const narrowing: Narrowing = {};
	for (const [field, wire] of Object.entries(resources[resource].lookup.narrowedBy ?? {})) {
		const id = isEmpty(values[field]) ? await record?.(`${field}.id`) : values[field];
		if (!isEmpty(id) && !isAwaited(id)) narrowing[wire] = String(id);
	}
	return narrowing;
}

const matterPaths: Record<Exclude<Part, 'me'>, string> = {
	responsibleAttorney: 'responsible_attorney',
	responsibleStaff: 'responsible_staff',
	client: 'client',
};

/** The person who has a part in the matter of the form, or of the record. */
async function partOf(
	part: Part,
	{ to, preset }: Reference,
	name: string,
	around: Surroundings,
): Promise<unknown> {
	const resource = part === 'client' ? 'contact' : 'user';
	const isTyped = to.length > 1;
	// What stood in the form of a new record from the start was not chosen against there being no matter.
	const isMine = part === preset && !around.record && isEmpty(around.values.matter);
	if (part === 'me' || isMine) return typed(resource, (await around.firm.me()).id, isTyped);
	const id = await (around.form === 'matter' ? partHere : partThere)(part, name, around);
	if (!isEmpty(id)) return typed(resource, id, isTyped);
	return refuse(
		`The matter has no ${inWords(part)}`,
		`${name} cannot be found out. Set it on the matter in Clio, or choose someone else.`,
	);
}

/** Of the matter that the form itself is about. */
async function partHere(
	part: Exclude<Part, 'me'>,
	_: string,
	{ values, record }: Surroundings,
): Promise<unknown> {
	const path = matterPaths[part];
	return isEmpty(values[path]) ? record?.(`${path}.id`) : values[path];
}

/** Of the matter to which the record belongs. */
async function partThere(
	part: Exclude<Part, 'me'>,
	name: string,
	{ firm, values, record }: Surroundings,
): Promise<unknown> {
	const matter = isEmpty(values.matter) ? await record?.('matter.id') : values.matter;
	if (isEmpty(matter)) {
		refuse(
			`${name} is the matter's ${inWords(part)}, but there is no matter`,
			'Choose a matter, or someone else.',
		);
	}
	const fields = Object.values(matterPaths).map((one) => `${one}{id}`);
	const { [matterPaths[part]]: person } = await firm.readEarly(
		'matter',
		recordId(resources.matter, matter),
		fields.join(','),
	);
	return (Object(person) as Json).id;
}

const inWords = (part: Part): string => partLabels[part].toLowerCase().replace("matter's ", '');

/** What must be created before a body can be sent. */
export function awaitedIn(value: unknown): ToCreate[] {
	if (isAwaited(value)) return [value.awaited];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(awaitedIn);
}

/** The body with the ids of what has been created, by the values it was created with. */
export function withCreated(body: Json, made: Map<string, unknown>): Json {
	const filled = (value: unknown): unknown => {
		if (isAwaited(value)) return { id: made.get(JSON.stringify(value.awaited.data)) };
		if (Array.isArray(value)) return value.map(filled);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one)]));
	};
	return filled(body) as Json;
}
