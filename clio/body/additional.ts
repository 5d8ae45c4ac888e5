import type { Json } from '../client';
import { refuse } from '../errors';
import type { Field, Fields } from '../resources/vocabulary';
import { isPlain } from './written';

/** Clio drops names it does not know without a word (facts, trap 4): they are refused here. */
export function checkNames(fields: Fields, extra: Json, where: string): void {
	const known = new Map<string, Fields>();
	for (const [key, field] of Object.entries(fields)) {
		const [name] = (field.wire ?? key).split('.');
		const names = name === '' ? namesWithin(field) : { [name]: field };
		for (const one of Object.keys(names))
			known.set(one, { ...known.get(one), ...namesWithin(field) });
	}
	for (const [name, value] of Object.entries(extra)) {
		const inner = known.get(name);
		if (!inner)
			refuse(`${where} has no field "${name}"`, `Known fields: ${[...known.keys()].join(', ')}.`);
		for (const entry of [value].flat()) {
			if (typeof entry === 'object' && entry !== null && Object.keys(inner as Fields).length) {
				checkNames(inner as Fields, entry as Json, name);
			}
		}
	}
}

/** The fields of what a field holds: of an object or list its own, of a reference the id (and type). */
export function namesWithin(field: Field): Fields {
	const id: Field = { kind: 'raw' };
	if (field.kind === 'reference' && isPlain(field)) return {};
	if (field.kind === 'reference') return field.to.length > 1 ? { id, type: id } : { id };
	if (field.kind === 'object') return field.of;
	if (field.kind !== 'list') return {};
	const people = Object.values(field.of).filter(({ wire }) => wire === '.');
	return {
		...(field.removal || field.ids ? { id } : {}),
		...Object.fromEntries(Object.entries(field.of).filter(([, { wire }]) => wire !== '.')),
		...Object.assign({}, ...people.map(namesWithin)),
		...(field.removal ? { [field.removal]: id } : {}),
	};
}
