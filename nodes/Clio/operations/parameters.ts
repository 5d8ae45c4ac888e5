import type { IExecuteFunctions } from 'n8n-workflow';
import type { Json } from '../../../clio/client';
import { oneOf } from '../../../clio/convert';
import { refuse } from '../../../clio/errors';
import { recordId } from '../../../clio/ids';
import { idOf } from '../../../clio/references';
import type { Fields } from '../../../clio/resources/vocabulary';
import { plain } from '../../values';
import { menus } from '../form/find';
import { recordParameter } from '../form/show';
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

/** The record an item is about: by its id, its link, or what people call it. */
export async function recordIdOf(run: Run, item: number): Promise<string> {
	const { name, label } = run.resource;
	const given = parameter(run, recordParameter(name), item);
	const { firm } = await run.connection();
	return recordId(run.resource, await idOf(thisRecord(name), given, label, { firm, values: {} }));
}

const thisRecord = (to: string): Parameters<typeof idOf>[0] => ({ kind: 'reference', to: [to] });

export interface Options {
	sort?: string;
	fieldList?: string;
	ifMatch?: string;
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
