import { inZone } from './dates';
import { nameOf, titleCase } from './facts';
import type { Field, Resource } from './resources/vocabulary';

/** The field of the form that is about a value of a record, by the name it is answered under. */
function fieldAbout({ writes, filters }: Resource, name: string): [string, Field] | undefined {
	const all = [...Object.entries(writes), ...Object.entries(filters)];
	return all.find(([key, { own, wire, answered }]) => !own && (answered ?? wire ?? key) === name);
}

/** What the form calls a value of a record: `note` of a time entry is its Description. */
export function labelOf(resource: Resource, name: string): string {
	const [key, field] = fieldAbout(resource, name) ?? [];
	return key && field ? nameOf(key, field) : titleCase(name.replace('.', '_'));
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/**
 * A value as a person reads it: the word of the menu for `in_progress` or `TimeEntry`, and a moment by the
 * clock of the workflow's time zone instead of UTC (the same moment, with its offset).
 */
export function inWords(resource: Resource, name: string, value: unknown, zone: string): unknown {
	if (typeof value !== 'string') return value;
	if (instant.test(value)) return inZone(value, zone);
	const [, field] = fieldAbout(resource, name) ?? [];
	if (field?.kind !== 'choice' && field?.kind !== 'choices') return value;
	const found = Object.entries(field.values).find(
		([wire]) => wire.toLowerCase() === value.toLowerCase(),
	);
	return found ? found[1] : value;
}
