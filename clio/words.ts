import { inZone } from './dates';
import { nameOf, titleCase } from './facts';
import type { Field, Resource } from './resources/vocabulary';

type About = Map<string, [string, Field]>;

const abouts = new WeakMap<Resource, About>();

/** The fields of the form that are about values of a record, by the names those are answered under. */
function fieldsAbout(resource: Resource): About {
	const known = abouts.get(resource);
	if (known) return known;
	const about: About = new Map();
	for (const [key, field] of [
		...Object.entries(resource.writes),
		...Object.entries(resource.filters),
	]) {
		const name = field.answered ?? field.wire ?? key;
		if (!field.own && !about.has(name)) about.set(name, [key, field]);
	}
	abouts.set(resource, about);
	return about;
}

/** What the form calls a value of a record: `note` of a time entry is its Description. */
export function labelOf(resource: Resource, name: string): string {
	const [key, field] = fieldsAbout(resource).get(name) ?? [];
	return key && field ? nameOf(key, field) : titleCase(name.replace('.', '_'));
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/**
 * Says values of a record as a person reads them: the word of the menu for `in_progress` or `TimeEntry`, and a
 * moment by the clock of the workflow's time zone instead of UTC (the same moment, with its offset).
 */
export function wordsFor(
	resource: Resource,
	name: string,
	zone: string,
): (value: unknown) => unknown {
	const menu = menuOf(fieldsAbout(resource).get(name)?.[1]);
	return (value) => {
		if (typeof value !== 'string') return value;
		if (instant.test(value)) return inZone(value, zone);
		return menu.get(value.toLowerCase()) ?? value;
	};
}

/** The words of a menu by Clio's values, whose case differs from place to place; of two the first. */
function menuOf(field?: Field): Map<string, string> {
	if (field?.kind !== 'choice' && field?.kind !== 'choices') return new Map();
	const entries = Object.entries(field.values).reverse();
	return new Map(entries.map(([wire, word]) => [wire.toLowerCase(), word]));
}
