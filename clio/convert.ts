import { toDay, toMoment } from './dates';
import { refuse } from './errors';
import { titleCase } from './facts';
import { recordId, typedId, wireId } from './ids';
import { resources } from './resources';
import type { Field } from './resources/vocabulary';
import { whole } from './text';
import { daysToSeconds, toSeconds } from './units';

/** True for what counts as "nothing entered"; such a value never changes anything at Clio. */
export const isEmpty = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	(typeof value === 'string' && !value.trim()) ||
	(Array.isArray(value) && !value.length);

/** Converts one plain value. References are toReference's; objects and lists are put together by body.ts. */
export function toWire(field: Field, value: unknown, name: string, zone: string): unknown {
	switch (field.kind) {
		case 'day':
		case 'dayRange':
			return toDay(value, zone, name);
		case 'moment':
			return toMoment(value, zone, name);
		case 'duration':
			return toSeconds(value, name);
		case 'days':
			return daysToSeconds(value, name);
		case 'number':
			return toNumber(value, name);
		case 'yesNo':
			return toBoolean(value, name);
		case 'choice':
			return oneOf(field.values, value, name);
		case 'choices':
			return [value]
				.flat()
				.flatMap((one) => String(one).split(','))
				.map((one) => oneOf(field.values, one, name));
		case 'ids':
			return toIds(value, name, field.most);
		case 'json':
			return toObject(value, name);
		case 'text':
		case 'longText':
			return checkedText(field, toText(value, name), name);
		default:
			return value;
	}
}

/** A reference as `{id}`, with the type beside it where several kinds of record can stand there. */
export function toReference(to: string[], value: unknown): { id: number | string; type?: string } {
	if (to.length > 1) {
		const { type, id } = typedId(to, value);
		return { id: wireId(id), type };
	}
	const [resource] = to;
	if (resource in resources) return { id: wireId(recordId(resources[resource], value)) };
	return { id: wireId(toIds(value, titleCase(resource))[0]) };
}

/** A value as text; throws for an object or a list. */
export function toText(value: unknown, name: string): string {
	// A DateTime or Date says its own text; other objects, and lists, were not meant as text.
	const isText =
		typeof value !== 'object' || (!Array.isArray(value) && String(value) !== '[object Object]');
	if (isText) return whole(String(value));
	return refuse(
		`${name} is an object or a list, not text`,
		'Choose one of its values, e.g. {{ $json.client.name }}.',
	);
}

/** A text that Clio takes; throws for one that it would refuse. */
export function checkedText(
	{ longest = Infinity, shortest = 0, isAddress }: Field,
	text: string,
	name: string,
): string {
	const { length } = [...text];
	if (length > longest)
		refuse(
			`${name} has ${length} characters, Clio takes ${longest} at most`,
			`Shorten it, or keep only the beginning: put .slice(0, ${longest}) behind the value in the expression.`,
		);
	if (length < shortest)
		refuse(
			`${name} has ${length} characters, Clio wants at least ${shortest}`,
			`"${text}" is too short: write a few words more.`,
		);
	return isAddress ? checkedAddress(text.trim(), name, isAddress) : text;
}

function checkedAddress(text: string, name: string, wanted: 'https' | 'any'): string {
	const [, scheme] = /^(https?):\/\/[^\s/?#]+([/?#]\S*)?$/i.exec(text) ?? [];
	if (!scheme)
		refuse(
			`${name} is not a web address: "${text}"`,
			'Write it in full, with https:// in front and no blanks in it, e.g. https://www.example.com/contact.',
		);
	if (wanted === 'https' && scheme.toLowerCase() !== 'https')
		refuse(
			`${name} does not begin with https://: "${text}"`,
			'Clio takes encrypted addresses only. Use the https:// address of the page.',
		);
	return text;
}

function toObject(value: unknown, name: string): unknown {
	const meant = typeof value === 'string' ? parsed(value) : value;
	if (typeof meant === 'object' && meant !== null && !Array.isArray(meant)) return meant;
	return refuse(
		`${name} is not a JSON object`,
		'Write names and values in braces, e.g. {"group_by": "client"}.',
	);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function toNumber(value: unknown, name: string): number {
	const isMeant =
		typeof value === 'number' ||
		(typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value.trim()));
	const number = isMeant ? exact(Number(value)) : NaN;
	if (Math.abs(number) <= Number.MAX_SAFE_INTEGER) return number;
	return refuse(`${name} is not a number: "${String(value)}"`, 'Use digits, e.g. 12.50.');
}

/** What JavaScript adds in the sixteenth digit nobody meant: 0.1 + 0.2 is 0.30000000000000004. */
const exact = (number: number): number =>
	Number.isInteger(number) ? number : Number(number.toPrecision(15));

/** True or false, also as text, as AI agents and forms send it. */
export function toBoolean(value: unknown, name: string): boolean {
	if (typeof value === 'boolean') return value;
	const typed = String(value).trim().toLowerCase();
	if (/^(true|false)$/.test(typed)) return typed === 'true';
	return refuse(`${name} is neither true nor false: "${String(value)}"`, 'Use true or false.');
}

/** One of the choices, by Clio's value in any casing or by the word in the menu. */
export function oneOf(values: Record<string, string>, value: unknown, name: string): string {
	const given = String(value ?? '');
	const typed = given.trim().toLowerCase();
	const found = Object.entries(values).find(([wire, label]) =>
		[wire.toLowerCase(), label.toLowerCase()].includes(typed),
	);
	if (found) return found[0];
	return refuse(`${name} cannot be "${given}"`, `Use one of: ${Object.values(values).join(', ')}.`);
}

function toIds(value: unknown, name: string, most = 200): string[] {
	const ids = [value]
		.flat()
		.flatMap((one) => String(one).split(/[\s,]+/))
		.filter(Boolean);
	// No id at all would lift the filter and return every record.
	const wrong = ids.length ? ids.find((id) => !/^[1-9]\d*$/.test(id)) : String(value);
	if (wrong === undefined && ids.length > most) {
		refuse(
			`${name} has more than ${most} IDs`,
			'Clio takes no more at once. Use Get with one item an ID: it reads them in groups.',
		);
	}
	if (wrong === undefined) return ids;
	return refuse(
		`${name} has something that is not an ID: "${wrong}"`,
		'Use numbers with commas between them, e.g. 123, 456.',
	);
}
