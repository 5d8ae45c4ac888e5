import type { IExecuteFunctions } from 'n8n-workflow';
import type { Json } from '../../../clio/client';
import { refuse } from '../../../clio/errors';
import { recordId } from '../../../clio/ids';
import type { Fields } from '../../../clio/resources/vocabulary';
import { plain } from '../../values';
import { recordParameter } from '../form/show';
import type { Run } from './run';

export function parameter(
	{ context }: { context: IExecuteFunctions },
	name: string,
	item: number,
): unknown {
	return plain(context.getNodeParameter(name, item, ''));
}

export const recordIdOf = (run: Run, item: number): string =>
	recordId(run.resource, parameter(run, recordParameter(run.resource.name), item));

export interface Options {
	sort?: string;
	fieldList?: string;
	ifMatch?: string;
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
