import { buildBody, type Body, type Entered } from '../../../clio/body';
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
	recordId?: string,
): Promise<Body> {
	const { context, resource } = run;
	const { client, firm } = await run.connection();
	return buildBody(entered, {
		resource,
		operation,
		zone: context.getTimezone(),
		now: client.now(),
		firm,
		record: recordId ? run.reader(recordId) : undefined,
		warn: (text) => show(context, text),
	});
}

const listOf = (value: unknown): string[] => [value ?? []].flat().map(String);

/** A mapper's values by the id of the field; read whole, since n8n else judges them in words of its own. */
function customFieldsOf(run: Run, item: number): Entered['customFields'] {
	if (!run.resource.customFields) return {};
	const { value } = Object(parameter(run, run.mapper, item)) as { value?: unknown };
	return Object(value) as Entered['customFields'];
}
