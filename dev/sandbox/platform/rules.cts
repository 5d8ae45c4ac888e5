import { invalid } from '../errors.cts';
import type { Row } from '../store.cts';
import type { Resource, Taken, World } from './vocabulary.cts';

type Body = Record<string, unknown>;

/** The values of a body, or the reason why it is refused (422). */
export function valuesOf(sent: unknown, resource: Resource, world: World): Body {
	const data = dataOf(sent, resource);
	const taken = resource.body ?? {};
	const stranger = Object.keys(data).find((key) => !Object.hasOwn(taken, key));
	if (stranger && !resource.takesOthers) throw invalid(`${stranger} is not a permitted key`);
	const missing = Object.keys(taken).find((key) => taken[key].required && isBlank(data[key]));
	if (missing) throw invalid(`${missing} can't be blank`);
	const values = Object.entries(taken)
		.filter(([key]) => data[key] !== undefined)
		.map(([key, rule]) => [key, valueOf(key, data[key], rule, world)] as const);
	const found = Object.fromEntries(values);
	if (resource.uniqueName) checkName(String(found.name), world.store.all(resource.table));
	return found;
}

function dataOf(sent: unknown, { takesOthers }: Resource): Body {
	const { data, ...others } = isRecord(sent) ? sent : {};
	if (!isRecord(data)) throw invalid('data is missing');
	const [stranger] = Object.keys(others);
	if (stranger && !takesOthers) throw invalid(`${stranger} is not a permitted key`);
	return data;
}

const isRecord = (value: unknown): value is Body =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

// UNKNOWN for text of nothing but spaces, which the spec does not forbid.
const isBlank = (value: unknown) => value == null || (typeof value === 'string' && !value.trim());

function valueOf(key: string, value: unknown, rule: Taken, world: World): unknown {
	if (rule.ref) return idOf(key, value, rule, world);
	if (typeof value !== 'string') throw invalid(`${key} must be a string`);
	const { longest = Infinity, shortest = 0, is, oneOf } = rule;
	const { length } = [...value];
	if (length > longest) throw invalid(`${key} is too long (maximum is ${longest} characters)`);
	if (length < shortest) throw invalid(`${key} is too short (minimum is ${shortest} characters)`);
	if (is && !kinds[is](value)) throw invalid(`${key} is invalid`);
	if (oneOf && !oneOf.includes(value)) throw invalid(`${key} must be one of ${oneOf.join(', ')}`);
	return value;
}

const kinds: Record<NonNullable<Taken['is']>, (text: string) => boolean> = {
	address: (text) => URL.canParse(text),
	https: (text) => /^https:\/\/.+/.test(text) && URL.canParse(text),
	email: (text) => /^[^\s@]+@[^\s@]+$/.test(text),
};

function idOf(key: string, value: unknown, { ref = '', or }: Taken, { store }: World) {
	if (!isRecord(value)) throw invalid(`${key} must be an object`);
	const stranger = Object.keys(value).find((each) => each !== 'id');
	if (stranger) throw invalid(`${key}.${stranger} is not a permitted key`);
	if (!Number.isInteger(value.id)) throw invalid(`${key}.id must be an integer`);
	const found = store.get(ref, value.id as number);
	if (!found && or === 'refused') throw invalid(`${key} was not found`);
	return found?.id ?? null;
}

function checkName(name: string, rows: Row[]): void {
	const same = (row: Row) => row.name.toLowerCase() === name.toLowerCase();
	if (rows.some(same)) throw invalid('Name has already been taken');
}
