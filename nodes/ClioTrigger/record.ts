import type { Json } from '../../clio/client';
import { allFields } from '../../clio/fields';
import { fileFields } from '../../clio/files/names';
import type { Firm } from '../../clio/firm';
import { simplifiedFields, simplify } from '../../clio/simplify';
import { statusDates } from '../../clio/events/delivery';
import { versionOf } from '../../clio/events/models';
import type { Settings } from './settings';

/** The `fields` of a record: what the output shows, what the conditions are about, and what it is recognised by. */
export function fieldsToRead({ resource, output, rule, fileField }: Settings): string {
	if (output === 'all') return allFields(resource);
	const dates = rule.events.map((event) => statusDates[event]).filter(Boolean);
	const needed = [...Object.keys(rule.where), versionOf(rule.model), ...dates];
	return simplifiedFields(resource, fileField ? [...needed, ...fileFields(resource)] : needed);
}

/** With what a record is shown. */
export interface Reading {
	firm: Firm;
	zone: string;
}

export async function show(
	{ resource, output }: Settings,
	record: Json,
	reading: Reading,
): Promise<Json> {
	return output === 'all' ? record : (await simplify(resource, [record], reading))[0];
}
