import { buildBody, type Body, type Entered, type Setting } from '../../../clio/body';
import type { Json } from '../../../clio/client';
import { isEmpty } from '../../../clio/convert';
import { base64Of, fileIn } from '../../files/input';
import { show } from './hints';
import { jsonOf, parameter, values } from './parameters';
import type { Run } from './run';

/** The values of an item's form. `isNew`: main fields stand on top, and custom fields have a list for new records. */
export function enteredFor(run: Run, item: number, isNew: boolean): Entered {
	const { resource } = run;
	const { additionalJson, clearFields, clearCustomFields, ...entered } = values(
		run,
		isNew ? resource.writes : {},
		'fields',
		item,
	);
	return {
		values: entered,
		customFields: customFieldsOf(run, item),
		clear: listOf(clearFields),
		clearCustomFields: listOf(clearCustomFields),
		extra: jsonOf(additionalJson, 'Additional JSON'),
	};
}

/** What to write for an item, checked; nothing reaches Clio before it stands. */
export async function bodyOf(
	run: Run,
	operation: 'create' | 'update',
	entered: Entered,
	record?: Setting['record'],
): Promise<Body> {
	const { context, resource } = run;
	const { client, firm } = await run.connection();
	const values = await withFiles(run, entered.values, operation);
	return buildBody(
		{ ...entered, values },
		{
			resource,
			operation,
			zone: context.getTimezone(),
			now: client.now(),
			firm,
			record,
			warn: (text) => show(context, text),
		},
	);
}

const chunkSize = 1024 * 1024;

/** Files that are part of a body: Base64 in place of the name of the item's field. */
async function withFiles(run: Run, values: Json, operation: string): Promise<Json> {
	const known = { ...values };
	for (const [key, field] of Object.entries(run.resource.writes)) {
		if (field.kind !== 'file' || field.own || isEmpty(values[key])) continue;
		const { name, read } = await fileIn(run.context, run.item, values[key]);
		known[key] = await base64Of(await read(chunkSize));
		if (field.names && operation === 'create' && isEmpty(values[field.names]))
			known[field.names] = name;
	}
	return known;
}

const listOf = (value: unknown): string[] => [value ?? []].flat().map(String);

/** A mapper's values by the id of the field; read whole, since n8n else judges them in words of its own. */
function customFieldsOf(run: Run, item: number): Entered['customFields'] {
	if (!run.resource.customFields) return {};
	const { value } = Object(parameter(run, run.mapper, item)) as { value?: unknown };
	return Object(value) as Entered['customFields'];
}
