import type { IExecuteFunctions } from 'n8n-workflow';
import type { Json } from '../../../clio/client';
import { oneOf } from '../../../clio/convert';
import { refuse } from '../../../clio/errors';
import { recordId } from '../../../clio/ids';
import { idOf } from '../../../clio/references';
import { resources } from '../../../clio/resources';
import type { Fields, Resource } from '../../../clio/resources/vocabulary';
import { plain } from '../../values';
import { menus } from '../findMenus';
import { menuOf, recordParameter } from '../parameterNames';
import type { Run } from './run';

export function parameter(
	{ context }: { context: IExecuteFunctions },
	name: string,
	item: number,
): unknown {
	return plain(context.getNodeParameter(name, item, ''));
}

/** A menu's value, which an expression may have said in any casing, or by the word in the menu. */
export function chosen(run: Run, menu: keyof typeof menus, item: number): string {
	const { name, values } = menus[menu](run.resource);
	return oneOf(values, parameter(run, menu, item), name);
}

/** The record an item is about: by its id, its link, or what people call it. Nothing, where there is only one. */
export async function recordIdOf(run: Run, item: number): Promise<string> {
	if (run.resource.single) return '';
	const given = parameter(run, recordParameter(run.resource), item);
	return idIn(run, resources[menuOf(run.resource)], given);
}

/** The matter that the form of an item names, on top or behind Add Field. */
export async function matterIdOf(run: Run, item: number): Promise<string> {
	const fields = Object(parameter(run, 'fields', item)) as Json;
	return idIn(run, resources.matter, parameter(run, 'matter', item) || fields.matter);
}

/** The id of a record that a form names. */
export async function idIn(run: Run, resource: Resource, given: unknown): Promise<string> {
	const { firm } = await run.connection();
	const field = { kind: 'reference' as const, to: [resource.name] };
	return recordId(resource, await idOf(field, given, resource.label, { firm, values: {} }));
}

export interface Options {
	sort?: string;
	/** A list typed by hand, or one of an expression. */
	fieldList?: unknown;
	ifMatch?: unknown;
	ifNoneMatch?: unknown;
	whenChanged?: unknown;
	skipUnchanged?: boolean;
}

export const options = (run: Run, item: number): Options =>
	Object(parameter(run, 'options', item)) as Options;

/** The values of main fields and of a collection, by field name. */
export function values(run: Run, fields: Fields, collection: string, item: number): Json {
	const main = Object.keys(fields).filter((key) => fields[key].main);
	return {
		...Object.fromEntries(main.map((key) => [key, parameter(run, key, item)])),
		...(Object(parameter(run, collection, item)) as Json),
	};
}

/** A JSON parameter, typed or mapped. */
export function jsonOf(value: unknown, name: string): Json {
	if (value === '' || value === undefined || value === null) return {};
	const parsed = typeof value === 'string' ? parse(value) : value;
	if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
		return parsed as Json;
	return refuse(
		`${name} is not a JSON object`,
		'Write names and values in braces, e.g. {"location": "Halifax"}.',
	);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
